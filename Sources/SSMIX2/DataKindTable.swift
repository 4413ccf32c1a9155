/// The 36 rows of the data kinds of SS-MIX2 1.2g, as data. A new kind is a row here.
enum DataKindTable {
  static let byCode: [String: DataKind] = Dictionary(
    kinds.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  static let kinds: [DataKind] = [
    undated(
      "ADT-00", snapshot: true,
      adt("A08", "ADT_A01", "患者基本情報の更新", "Patient demographics, new or updated", nil),
      adt("A23", "ADT_A21", cancel: true, "患者基本情報の削除", "Patient demographics deleted", nil)),
    undated(
      "ADT-01", snapshot: false,
      adt("A54", "ADT_A54", "担当医の変更", "Attending doctor changed", nil),
      adt("A55", "ADT_A52", cancel: true, "担当医の取消", "Attending doctor change cancelled", nil)),
    event("ADT-12", adt("A04", "ADT_A01", "外来診察の受付", "Outpatient visit reception", "PV1-44")),
    event(
      "ADT-21",
      adt("A14", "ADT_A05", "入院予定", "Admission planned", "PV2-8"),
      adt("A27", "ADT_A21", cancel: true, "入院予定の取消", "Planned admission cancelled", "PV2-8")),
    event(
      "ADT-22",
      adt("A01", "ADT_A01", "入院実施", "Admission", "PV1-44"),
      adt("A11", "ADT_A09", cancel: true, "入院実施の取消", "Admission cancelled", "PV1-44")),
    event(
      "ADT-31",
      adt("A21", "ADT_A21", "外出泊実施", "Leave of absence started", "EVN-6"),
      adt("A52", "ADT_A52", cancel: true, "外出泊実施の取消", "Leave of absence cancelled", "EVN-6")),
    event(
      "ADT-32",
      adt("A22", "ADT_A21", "外出泊帰院実施", "Returned from leave", "EVN-6"),
      adt("A53", "ADT_A52", cancel: true, "外出泊帰院実施の取消", "Return from leave cancelled", "PV2-47")),
    event(
      "ADT-41",
      adt(
        "A15", "ADT_A15", "転科・転棟(転室・転床)予定", "Transfer planned (department, ward, room, bed)", "PV2-8"),
      adt("A26", "ADT_A21", cancel: true, "転科・転棟(転室・転床)予定の取消", "Planned transfer cancelled", "PV2-8")),
    event(
      "ADT-42",
      adt("A02", "ADT_A02", "転科・転棟(転室・転床)実施", "Transfer", "EVN-6"),
      adt("A12", "ADT_A09", cancel: true, "転科・転棟(転室・転床)実施の取消", "Transfer cancelled", "EVN-6")),
    event(
      "ADT-51",
      adt("A16", "ADT_A16", "退院予定", "Discharge planned", "PV2-9"),
      adt("A25", "ADT_A21", cancel: true, "退院予定の取消", "Planned discharge cancelled", "PV2-9")),
    event(
      "ADT-52",
      adt("A03", "ADT_A03", "退院実施", "Discharge", "PV1-45"),
      adt("A13", "ADT_A01", cancel: true, "退院実施の取消", "Discharge cancelled", "PV1-45")),
    undated(
      "ADT-61", snapshot: true,
      row("ADT", "A60", "ADT_A60", "アレルギー情報の登録／更新", "Allergy information", nil, "MSH EVN PID")),
    undated(
      "PPR-01", snapshot: true,
      row("PPR", "ZD1", "PPR_ZD1", "病名（歴）情報の登録／更新", "Diagnosis list (history)", nil, "MSH PID PRB")),
    order("OMD", row("OMD", "O03", "OMD_O03", "食事オーダ", "Dietary order", "ORC-9", "MSH PID ORC")),
    order("OMP-01", row("RDE", "O11", "RDE_O11", "処方オーダ", "Prescription order", "ORC-9", prescription)),
    order(
      "OMP-11", row("RAS", "O17", "RAS_O17", "処方実施通知", "Prescription administered", "RXA-3", administration)),
    order("OMP-02", row("RDE", "O11", "RDE_O11", "注射オーダ", "Injection order", "ORC-9", prescription)),
    order(
      "OMP-12", row("RAS", "O17", "RAS_O17", "注射実施通知", "Injection administered", "RXA-3", administration)),
    order("OML-01", row("OML", "O33", "OML_O33", "検体検査オーダ", "Laboratory order", "ORC-9", "MSH PID SPM ORC")),
    order(
      "OML-11", row("OUL", "R22", "OUL_R22", "検体検査結果通知", "Laboratory result", "SPM-17", "MSH PID SPM OBR")),
    order("OMG-01", row("OMG", "O19", "OMG_O19", "放射線検査オーダ", "Radiology order", "ORC-9", examination)),
    order(
      "OMG-11",
      row("OMI", "Z23", "OMI_Z23", "放射線検査の実施通知", "Radiology performed", "OBR-7", examination + " IPC")),
    order("OMG-02", row("OMG", "O19", "OMG_O19", "内視鏡検査オーダ", "Endoscopy order", "ORC-9", examination)),
    order(
      "OMG-12",
      row("OMI", "Z23", "OMI_Z23", "内視鏡検査の実施通知", "Endoscopy performed", "OBR-7", examination + " IPC")),
    order(
      "OMG-03", row("OMG", "O19", "OMG_O19", "生理検査オーダ", "Physiological test order", "ORC-9", examination)),
    order(
      "OMG-13",
      row("ORU", "R01", "ORU_R01", "生理検査結果通知", "Physiological test result", "OBR-7", "MSH PID OBR")),
  ]

  private static let prescription = "MSH PID ORC RXE TQ1 RXR"
  private static let administration = "MSH PID ORC RXA RXR"
  private static let examination = "MSH PID ORC TQ1 OBR"

  /// Kinds in the `-` folder.
  private static func undated(_ code: String, snapshot: Bool, _ messages: KindMessage...) -> DataKind {
    kind(code, messages, hasCareDate: false, fixedOrderNumber: true, isSnapshot: snapshot)
  }

  /// Kinds of which there is one slot a patient and day.
  private static func event(_ code: String, _ messages: KindMessage...) -> DataKind {
    kind(code, messages, hasCareDate: true, fixedOrderNumber: true, isSnapshot: false)
  }

  /// Kinds that are told apart by ORC-2.
  private static func order(_ code: String, _ message: KindMessage) -> DataKind {
    kind(code, [message], hasCareDate: true, fixedOrderNumber: false, isSnapshot: false)
  }

  private static func kind(
    _ code: String, _ messages: [KindMessage], hasCareDate: Bool, fixedOrderNumber: Bool, isSnapshot: Bool
  ) -> DataKind {
    DataKind(
      code: code, japaneseName: messages[0].japaneseName, englishName: messages[0].englishName,
      messages: messages,
      hasCareDate: hasCareDate, fixedOrderNumber: fixedOrderNumber, isSnapshot: isSnapshot)
  }

  private static func adt(
    _ trigger: String, _ structure: String, cancel: Bool = false, _ japaneseName: String,
    _ englishName: String,
    _ careDateField: String?
  ) -> KindMessage {
    row(
      "ADT", trigger, structure, cancel: cancel, japaneseName, englishName, careDateField, "MSH EVN PID PV1")
  }

  private static func row(
    _ messageCode: String, _ trigger: String, _ structure: String, cancel: Bool = false,
    _ japaneseName: String,
    _ englishName: String, _ careDateField: String?, _ requiredSegments: String
  ) -> KindMessage {
    KindMessage(
      messageCode: messageCode, trigger: trigger, structure: structure, isCancel: cancel,
      japaneseName: japaneseName, englishName: englishName, careDateField: careDateField,
      requiredSegments: requiredSegments.split(separator: " ").map(String.init))
  }
}
