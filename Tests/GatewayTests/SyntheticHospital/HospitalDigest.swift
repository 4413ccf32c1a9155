import Gateway

/// FNV-1a of paths and contents: enough to see that two hospitals are the same, on any machine.
struct HospitalDigest: Equatable, CustomStringConvertible {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ file: SyntheticFile) {
    add(Array(file.path.utf8))
    add([0])
    add(file.bytes)
  }

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  init() {}

  init(_ hospital: SyntheticHospital) {
    for index in 0..<hospital.options.patients { hospital.files(ofPatient: index).forEach { add($0) } }
  }

  var description: String { "\(String(value, radix: 16))" }
}

/// All files of ``smallHospital(patients:days:seed:kinds:)`` as it is by default, made once.
let smallHospitalFiles = files(of: smallHospital())

/// A hospital of the tests: small, but with everything in it.
func smallHospital(
  patients: Int = 40, days: Int = 180, seed: UInt64 = 1, kinds: Set<String> = []
) -> SyntheticHospital {
  var options = SyntheticHospitalOptions()
  options.patients = patients
  options.days = days
  options.seed = seed
  options.kinds = kinds
  return SyntheticHospital(options)
}
