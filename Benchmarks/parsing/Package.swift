// swift-tools-version: 6.2
import PackageDescription

/// The reader alone, from the sources of the product: builds without any other package.
let package = Package(
  name: "parsing-benchmark",
  targets: [
    .target(name: "CJapaneseTables"),
    .target(name: "HL7v2", dependencies: ["CJapaneseTables"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "parsing-benchmark", dependencies: ["HL7v2"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
