import SSMIX2

/// The name of one stored file, as a module of a hospital forms it (SS-MIX2 1.2g 3.1).
struct WrittenRecord: Hashable, Sendable {
  var patient: String
  var careDate = "-"
  var kind: String
  var order = "999999999999999"
  /// Seventeen digits.
  var timestamp: String
  var department = "01"
  var flag = 1

  var folder: String {
    "\(patient.prefix(3))/\(patient.dropFirst(3).prefix(3))/\(patient)/\(careDate)/\(kind)"
  }
  var path: String { "\(folder)/\(patient)_\(careDate)_\(kind)_\(order)_\(timestamp)_\(department)_\(flag)" }

  func with(flag: Int) -> WrittenRecord {
    var other = self
    other.flag = flag
    return other
  }
}

/// Short messages of the kinds that have a converter; ASCII, so that a test can read them.
enum WrittenMessage {
  static func demographics(_ patient: String, name: String) -> String {
    head("ADT^A08^ADT_A01") + "EVN||20240601090000\r" + person(patient, name: name) + "PV1|0001|O|01^^^^^C\r"
  }

  static func allergies(_ patient: String, count: Int) -> String {
    let lines = (0..<count).map {
      "IAM|\($0 + 1)|DA^Drug^HL70127|00\($0)^Drug \($0)^99T02|MO^Moderate^HL70128||A^Add^HL70323|A\($0)\r"
    }
    return head("ADT^A60^ADT_A60") + "EVN||20240601090000\r" + person(patient) + lines.joined()
  }

  static func diagnoses(_ patient: String, count: Int) -> String {
    let lines = (0..<count).map { index in
      "PRB|AD|20240601|2006193\(index)^Name \(index)^MDCDX2|10100000000000\(index)|||20240601|||I10^^I10^O^O^JHSD0004^2013\r"
    }
    return head("PPR^ZD1^PPR_ZD1") + person(patient) + lines.joined()
  }

  static func prescription(_ patient: String, order: String, medicines: Int) -> String {
    prescription(patient, order: order, drugs: Array(0..<medicines))
  }

  /// - Parameter drugs: the last digits of their codes, in the order of the message.
  static func prescription(_ patient: String, order: String, drugs: [Int]) -> String {
    let lines = drugs.map { index in
      """
      ORC|NW|\(order)||\(index + 1)|||||20240601095030|E4001^A^B^^^^^^^L^^^^^I||D1001^C^D^^^^^^^L^^^^^I|||||||||||||||||O^O^HL70482\r
      RXE||19000010\(index)^Drug \(index)^HOT9|1||TAB^T^MR9P|TAB^T^MR9P||||28|TAB^T^MR9P||||2024060100200||||1^TAB&T&MR9P\r
      TQ1|1||1011040000000000&once&JAMISDP01|||28^d|20240602\r
      RXR|PO^oral^HL70162\r
      """.replacing("\n", with: "")
    }
    return head("RDE^O11^RDE_O11") + person(patient) + "PV1|0001|O|01^^^^^C\r"
      + lines.map { $0 + "\r" }.joined()
      .replacing("\r\r", with: "\r")
  }

  static func laboratory(_ patient: String, order: String, values: [Int]) -> String {
    let lines = values.enumerated().map { index, value in
      "OBX|\(index + 1)|NM|3B0\(35 + index)000002327201^Item \(index)^JC10||\(value)|U/L^U/L^ISO+|13-30|N|||F|||202406010920\r"
    }
    return head("OUL^R22^OUL_R22") + person(patient) + "PV1|0001|O|01^^^^^C\r"
      + "SPM|1|\(order)||023^Serum^JC10|||||||||||||202406010920\r"
      + "OBR|1|\(order)|\(order)|E002^Chemistry^99T05|||202406010920|202406010920||||||||||||||20240601133045\r"
      + "ORC|SC|\(order)|\(order)||CM||||202406010920\r" + lines.joined()
  }

  static func admission(_ patient: String, day: String) -> String {
    head("ADT^A01^ADT_A01") + "EVN||\(day)101500\r" + person(patient) + stay(day, nil)
  }

  static func discharge(_ patient: String, admitted: String, day: String) -> String {
    head("ADT^A03^ADT_A03") + "EVN||\(day)101500\r" + person(patient) + stay(admitted, day)
  }

  private static func head(_ type: String) -> String {
    "MSH|^~\\&|HIS|2212345678|GW|RCV|20240601090000||\(type)|1|P|2.5||||||~ISO IR87||ISO 2022-1994\r"
  }

  private static func person(_ patient: String, name: String = "Toro") -> String {
    "PID|0001||\(patient)^^^^PI||\(name)^Hanako^^^^^L^A||19580412|F\r"
  }

  private static func stay(_ admitted: String, _ discharged: String?) -> String {
    "PV1|0001|I|5N^508^1^^^N||||D1006^G^T^^^^^^^L^^^^^I|||10|" + String(repeating: "|", count: 33)
      + "\(admitted)100000|" + (discharged.map { $0 + "100000" } ?? "") + "\r"
  }
}
