import Glibc

/// Somebody who does not exist.
struct Person: Sendable, Hashable {
  var id: String
  var family = "京本"
  var given = "日宮子"
  var familyKana = "キョウモト"
  var givenKana = "ヒミコ"
  var birthDate = "19600102"
  var sex = "F"
  var address = "登呂県日宮市京町本通１−２−３"
  var postcode = "000-0101"
  var phone = "000-0000-0101"
  var doctorID = "D1001"
  var doctorFamily = "宮坂"
  var doctorGiven = "日出子"
}

/// HL7 messages as an SS-MIX2 module writes them, as text; see `Encoding` for their bytes.
struct MessageTemplates: Sendable {
  var person: Person
  /// 17 digits, as in the file's name.
  var time: String

  private var seconds: String { String(time.prefix(14)) }
  private var doctor: String {
    "\(person.doctorID)^\(person.doctorFamily)^\(person.doctorGiven)^^^^^^^L^^^^^I"
  }

  private func message(_ type: String, _ segments: [String], hasEvent: Bool = false) -> String {
    let header =
      "MSH|^~\\&|HIS|2212345678|GW|RCV|\(time.prefix(14)).\(time.suffix(3))||\(type)|\(time)\(person.id)"
      + "|P|2.5||||||~ISO IR87||ISO 2022-1994|SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO"
    let event = hasEvent ? ["EVN||\(seconds)||02|E4001^本間^入子^^^^^^^L^^^^^I||2212345678"] : []
    return ([header] + event + [patient] + segments).map { $0 + "\r" }.joined()
  }

  private var patient: String {
    "PID|0001||\(person.id)^^^^PI||\(person.family)^\(person.given)^^^^^L^I~"
      + "\(person.familyKana)^\(person.givenKana)^^^^^L^P||\(person.birthDate)|\(person.sex)|||"
      + "^^^^\(person.postcode)^JPN^H^\(person.address)||^PRN^PH^^^^^^^^^\(person.phone)"
  }

  /// Demographics (ADT-00).
  func demographics(occupation: String = "") -> String {
    message(
      "ADT^A08^ADT_A01",
      [
        "NK1|1|\(person.family)^一郎^^^^^L^I|SPO^配偶者^HL70063|^^^^\(person.postcode)^JPN^H^\(person.address)"
          + "|^PRN^PH^^^^^^^^^\(person.phone)",
        "PV1|0001|O|01^^^^^C||||\(doctor)|||01",
        "OBX|1|NM|9N001000000000001^身長^JC10||166.0|cm^cm^ISO+|||||F",
        "IN1|1|39^後期高齢者医療^JHSD0001|00990102|登呂県日宮市||||||日宮\(occupation)|001027|20240401|20260331||||SEL^本人^HL70063",
      ], hasEvent: true)
  }

  /// The deletion of demographics (ADT^A23).
  func demographicsDeleted() -> String {
    message("ADT^A23^ADT_A21", ["PV1|0001|O"], hasEvent: true)
  }

  /// Allergies (ADT-61).
  func allergy(text: String) -> String {
    message(
      "ADT^A60^ADT_A60",
      [
        "IAM|1|EA^環境アレルギー^HL70127|5A1102700023023^\(text)^JC10|MI^軽度^HL70128|\(text)|A^追加^HL70323|A10201||||200302||20240520"
      ],
      hasEvent: true)
  }

  /// Diagnoses (PPR-01): name and ICD-10 code of each.
  func diagnoses(_ list: [(name: String, code: String)]) -> String {
    let groups = list.enumerated().flatMap { index, diagnosis in
      [
        "PRB|AD|20240518|2006723\(index)^\(diagnosis.name)^MDCDX2|\(person.id)\(index)|||20240518|||"
          + "\(diagnosis.code)^^I10^O^外来時^JHSD0004^2013||||||20240518",
        "ZPR||2006723\(index)^\(diagnosis.name)^MDCDX2|||R3QD^\(diagnosis.name)^MDCDX2",
        order("91020000000000\(index)"),
      ]
    }
    return message("PPR^ZD1^PPR_ZD1", groups)
  }

  /// The reception of an outpatient (ADT-12).
  func reception(at dateTime: String, cancelled: Bool = false) -> String {
    message(
      cancelled ? "ADT^A11^ADT_A09" : "ADT^A04^ADT_A01",
      ["PV1|0001|O|01^^^^^C||||\(doctor)|||01" + String(repeating: "|", count: 34) + dateTime], hasEvent: true
    )
  }

  /// An admission (ADT-22).
  func admission(at dateTime: String, room: String, cancelled: Bool = false) -> String {
    let fields =
      "PV1|0001|I|3E^\(room)^1^^^N||||\(doctor)|||05|||||||\(doctor)"
      + String(repeating: "|", count: 27) + dateTime
    return message(cancelled ? "ADT^A11^ADT_A09" : "ADT^A01^ADT_A01", [fields], hasEvent: true)
  }

  /// A discharge (ADT-52).
  func discharge(admittedAt: String, at dateTime: String) -> String {
    let fields =
      "PV1|0001|I|3E^301^1^^^N||||\(doctor)|||05|||||||\(doctor)"
      + String(repeating: "|", count: 19) + "01" + String(repeating: "|", count: 8) + admittedAt + "|"
      + dateTime
    return message("ADT^A03^ADT_A03", [fields], hasEvent: true)
  }

  /// A prescription (OMP-01): the name of each drug.
  func prescription(order number: String, drugs: [String], cancelled: Bool = false) -> String {
    let groups = drugs.enumerated().flatMap { index, drug in
      [
        order(number, control: cancelled ? "CA" : "NW", group: index + 1),
        "RXE||19000010\(index)^\(drug)^HOT9|1||TAB^錠^MR9P|TAB^錠剤^MR9P||||28|TAB^錠^MR9P||||\(number)||||1^TAB&錠&MR9P||"
          + "OHP^外来処方^MR9P~OHO^院外処方^MR9P",
        "TQ1|1||1011040000000000&内服・経口・１日１回朝食後&JAMISDP01|||28^d|20240416", "RXR|PO^口^HL70162",
      ]
    }
    return message("RDE^O11^RDE_O11", ["PV1|0001|O|01^^^^^C||||\(doctor)|||01"] + groups)
  }

  /// Laboratory results (OML-11): the text of each value.
  func results(order number: String, values: [String], comment: String = "総蛋白") -> String {
    let observations = values.enumerated().map { index, value in
      let code = "3A01000000232\(7100 + index)"
      return
        "OBX|\(index + 1)|NM|\(code)^\(comment)^JC10^TP^\(comment)^99T06||\(value)|g/dL^g/dL^ISO+|6.6-8.1|L|||F|||202405201110"
    }
    return message(
      "OUL^R22^OUL_R22",
      [
        "PV1|0001|O|01^^^^^C||||\(doctor)|||01", "SPM|1|\(number)01||023^血清^JC10|||||||||||||202405201110",
        "OBR|1|\(number)|\(number)01|E002^生化学的検査^99T05|||202405201110|202405201110||||||||\(doctor)||||||\(seconds)",
        "ORC|SC|\(number)|\(number)01||CM||||202405201110|E4001^本間^入子^^^^^^^L^^^^^I||\(doctor)|01^^^^^C||||"
          + "01^内科^HL70069|PC01^^99T01",
      ] + observations)
  }

  private func order(_ number: String, control: String = "NW", group: Int = 1) -> String {
    "ORC|\(control)|\(number)||\(group)|||||\(seconds)|E4001^本間^入子^^^^^^^L^^^^^I||\(doctor)|01^^^^^C||||"
      + "01^内科^HL70069|PC01^^99T01|||登呂市民病院|^^^^000-0001^JPN^B^登呂県日宮市京本町１−１|^WPN^PH^^^^^^^^^000-0000-1000"
      + "||||||O^外来患者オーダ^HL70482"
  }
}

/// Bytes of a text in the encodings that are met in hospitals.
enum Encoding: String, Sendable, CaseIterable {
  case iso2022JP = "ISO-2022-JP"
  case shiftJIS = "CP932"
  case utf8 = "UTF-8"

  /// A character that the encoding does not have.
  struct Unencodable: Error { var encoding: Encoding }

  /// The bytes; ISO-2022-JP ends in ASCII, as every line of SS-MIX2 does.
  func bytes(_ text: String) throws -> [UInt8] {
    if self == .utf8 { return Array(text.utf8) }
    guard let converter = iconv_open(rawValue, "UTF-8"), converter != iconv_t(bitPattern: -1) else {
      throw Unencodable(encoding: self)
    }
    defer { iconv_close(converter) }
    var input = Array(text.utf8CString.dropLast())
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    var inputLeft = input.count
    var outputLeft = output.count
    let failed = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        guard iconv(converter, &from, &inputLeft, &to, &outputLeft) != UInt.max else { return true }
        return iconv(converter, nil, nil, &to, &outputLeft) == UInt.max
      }
    }
    guard !failed, inputLeft == 0 else { throw Unencodable(encoding: self) }
    return output.dropLast(outputLeft).map { UInt8(bitPattern: $0) }
  }
}
