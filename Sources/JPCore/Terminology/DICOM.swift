/// What of DICOM is in messages.
enum DICOM {
  /// Whether a text is a UID (DICOM PS3.5 9.1): numbers joined by points, no superfluous zeros, at most 64 characters; of
  /// the arcs 0, 1 and 2, where the first two have 40 each.
  static func isUID(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let numbers = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard numbers.count > 1 else { return false }
    for number in numbers {
      guard let first = number.first, number.allSatisfy({ (0x30...0x39).contains($0) }),
        first != 0x30 || number.count == 1
      else { return false }
    }
    guard numbers[0].count == 1, let root = numbers[0].first, root <= 0x32 else { return false }
    return root == 0x32 || (Int(String(decoding: numbers[1], as: UTF8.self)) ?? 40) < 40
  }

  /// Modalities (DICOM PS3.16: CID 29, and what CID 33 and PS3.3 C.7.3.1.1.1 add for images).
  static let modalities: Set<String> = [
    "AR", "BDUS", "BI", "BMD", "CFM", "CR", "CT", "DG", "DMS", "DX", "ECG", "EEG", "EMG", "EOG", "EPS", "ES",
    "GM", "HD", "IO", "IVOCT", "IVUS", "KER", "LEN", "LS", "MG", "MR", "NM", "OAM", "OCT", "OP", "OPM", "OPT",
    "OPTBSV", "OPTENF", "OPV", "OSS", "OT", "PA", "POS", "PT", "PX", "RESP", "RF", "RG", "RTIMAGE", "SM",
    "SRF",
    "TG", "US", "VA", "XA", "XC",
  ]
}
