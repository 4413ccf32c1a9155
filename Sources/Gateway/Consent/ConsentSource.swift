/// Consents from a table: `local_id,decision,from,to,kinds,recipients,document` (contract.md section 3).
public struct CSVConsentSource: Sendable {
  /// The columns of the header, any order.
  public static let columns = ["local_id", "decision", "from", "to", "kinds", "recipients", "document"]

  private var table: WatchedTable<ConsentEntry>

  /// A source that has read nothing yet.
  public init(path: String) {
    table = WatchedTable(path: path, parse: Self.entries(parsing:file:))
  }

  /// The table's file.
  public var path: String { table.path }
  /// Why the newest table was refused; nil when what is in force is the newest.
  public var refusal: SourceFileError? { table.refusal }

  /// Reads the table now. On failure what was in force stays in force.
  public mutating func load() throws(SourceFileError) -> [ConsentEntry] { try table.load() }

  /// Reads the table when it has changed and come to rest.
  public mutating func refresh() throws(SourceFileError) -> WatchedTable<ConsentEntry>.Change {
    try table.refresh()
  }

  /// The entries of a table.
  ///
  /// - Throws: `CSVFileError` with the positions, when anything in the file is wrong: a table is taken whole or not.
  public static func entries(parsing bytes: [UInt8], file: String) throws(CSVFileError) -> [ConsentEntry] {
    let rows = try CSVReader.rows(of: bytes, columns: columns, file: file)
    var fields = CSVFieldReader(file: file)
    var entries: [ConsentEntry] = []
    entries.reserveCapacity(rows.count)
    for row in rows {
      if let entry = entry(row, &fields) { entries.append(entry) }
      if fields.isFull { break }
    }
    try fields.finish()
    return entries
  }

  private static func entry(_ row: CSVRow, _ fields: inout CSVFieldReader) -> ConsentEntry? {
    let local = fields.identifier(row, 0, name: columns[0])
    let decision = ConsentEntry.Decision(rawValue: row.fields[1].text)
    if decision == nil {
      fields.note(
        row, 1, name: columns[1], ja: "grant または withdraw と書いてください。", en: "Write grant or withdraw.")
    }
    let period = fields.period(row, 2, 3, names: (columns[2], columns[3]))
    let kinds = coverage(
      row, 4, &fields, ja: "知られていないデータ種別です。", en: "Not a known data kind.", KindName.canonical)
    let recipients = coverage(
      row, 5, &fields, ja: "施設コードとして使えない値です。", en: "Cannot be an institution code."
    ) { $0 != "all" && PatientIdentifierRule.isValid($0) ? $0 : nil }
    let document = row.fields[6].text
    let isPlain = document.utf8.count <= 256 && !document.unicodeScalars.contains { $0.value < 0x20 }
    if !isPlain {
      fields.note(
        row, 6, name: columns[6], ja: "長すぎるか、改行などがあります。", en: "Too long, or contains control characters.")
    }
    guard let local, let decision, let period, let kinds, let recipients, isPlain else { return nil }
    return ConsentEntry(
      localID: local, decision: decision, from: period.from, to: period.to, kinds: kinds,
      recipients: recipients, document: document)
  }

  /// `all` or names separated by `;`; nil with a problem when one of them is not known or there is none.
  private static func coverage(
    _ row: CSVRow, _ index: Int, _ fields: inout CSVFieldReader, ja: String, en: String,
    _ canonical: (String) -> String?
  ) -> Coverage? {
    let text = row.fields[index].text
    if text == "all" { return .all }
    guard !text.isEmpty else {
      fields.note(
        row, index, name: columns[index], ja: "all または「;」区切りの一覧を書いてください。",
        en: "Write all, or a list separated by \";\".")
      return nil
    }
    var names: Set<String> = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let name = canonical(part.trimmingBlanks()) else {
        fields.note(row, index, name: columns[index], ja: ja, en: en)
        return nil
      }
      names.insert(name)
    }
    return .only(names)
  }
}

extension Substring {
  /// Without ASCII blanks at both ends.
  fileprivate func trimmingBlanks() -> String {
    var slice = self
    while slice.first == " " { slice = slice.dropFirst() }
    while slice.last == " " { slice = slice.dropLast() }
    return String(slice)
  }
}
