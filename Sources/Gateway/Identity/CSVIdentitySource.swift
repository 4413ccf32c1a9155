/// Regional IDs from a table: `local_id,regional_id,valid_from,valid_to` (contract.md section 3).
public struct CSVIdentitySource: PatientIdentitySource {
  /// The columns of the header, any order.
  public static let columns = ["local_id", "regional_id", "valid_from", "valid_to"]

  private var table: WatchedTable<IdentityLink>

  /// A source that has read nothing yet.
  public init(path: String) {
    table = WatchedTable(path: path, parse: Self.links(parsing:file:))
  }

  /// Always false: who is not in the table is not registered.
  public var coversEveryPatient: Bool { false }
  /// The table's file.
  public var path: String? { table.path }
  /// Why the newest table was refused.
  public var refusal: SourceFileError? { table.refusal }

  /// Reads the table now.
  public mutating func load() throws(SourceFileError) -> [IdentityLink] { try table.load() }

  /// Reads the table when it has changed and come to rest.
  public mutating func refresh() throws(SourceFileError) -> WatchedTable<IdentityLink>.Change {
    try table.refresh()
  }

  /// The links of a table.
  ///
  /// - Throws: `CSVFileError` with the positions, when anything in the file is wrong: a table is taken whole or not.
  public static func links(parsing bytes: [UInt8], file: String) throws(CSVFileError) -> [IdentityLink] {
    let rows = try CSVReader.rows(of: bytes, columns: columns, file: file)
    var fields = CSVFieldReader(file: file)
    var links: [IdentityLink] = []
    links.reserveCapacity(rows.count)
    for row in rows {
      let local = fields.identifier(row, 0, name: columns[0])
      let regional = fields.identifier(row, 1, name: columns[1])
      let period = fields.period(row, 2, 3, names: (columns[2], columns[3]))
      if let local, let regional, let period {
        links.append(
          IdentityLink(localID: local, regionalID: regional, validFrom: period.from, validTo: period.to))
      }
      if fields.isFull { break }
    }
    try fields.finish()
    return links
  }
}
