// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The conversion alone, from the sources of the product: builds with swift-crypto and nothing else.
let package = Package(
  name: "converting-benchmark",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")],
  targets: [
    .target(name: "CJapaneseTables"),
    .target(name: "CLinux"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "HL7v2", dependencies: ["CJapaneseTables"], swiftSettings: settings),
    .target(name: "SSMIX2", swiftSettings: settings),
    .target(name: "XML", dependencies: ["CLibXML2"], swiftSettings: settings),
    .target(
      name: "JPCore",
      dependencies: ["HL7v2", "SSMIX2", "XML", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .executableTarget(
      name: "converting-benchmark", dependencies: ["CLinux", "HL7v2", "SSMIX2", "JPCore"],
      swiftSettings: settings),
  ]
)
