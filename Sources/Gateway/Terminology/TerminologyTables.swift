import JPCore

/// The code maps of the configuration: loaded at the start, read again when they change. A file that is refused leaves its
/// old content in force.
struct TerminologyTables: Sendable {
  private(set) var settings: GatewayConfiguration.Terminology
  private var tables: [WatchedTable<CodeMapTable.Row>]
  /// What was in force of a file before this process began, until the file could be read.
  private var remembered: [String: [CodeMap.Entry]] = [:]
  /// All that is in force. Of two files that say different things the first counts.
  private(set) var terminology: LocalTerminology

  init(_ settings: GatewayConfiguration.Terminology) {
    self.settings = settings
    tables = settings.maps.map { Self.table($0) }
    terminology = LocalTerminology(systems: settings.systems)
  }

  private mutating func join() {
    terminology = LocalTerminology(systems: settings.systems, codeMap: CodeMap(tables.flatMap(entries)))
  }

  private static func table(_ path: String) -> WatchedTable<CodeMapTable.Row> {
    WatchedTable(path: path, parse: CodeMapTable.rows(parsing:file:))
  }

  /// Other settings; the contents of files that stay stay in force.
  mutating func adopt(_ new: GatewayConfiguration.Terminology) {
    settings = new
    let present = Dictionary(tables.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    tables = new.maps.map { present[$0] ?? Self.table($0) }
    join()
  }

  /// What was in force of a file when it could last be read, for a start while it cannot.
  mutating func remember(_ entries: [CodeMap.Entry], of path: String) {
    remembered[path] = entries
    join()
  }

  /// Whether a file could not be read yet.
  func isUnread(_ path: String) -> Bool { tables.contains { $0.path == path && $0.rows == nil } }

  /// Reads the files: all of them, or those that have changed and come to rest.
  /// - Returns: paths of files whose content is newly in force.
  @discardableResult
  mutating func load(onlyIfChanged: Bool) -> [String] {
    var fresh: [String] = []
    for index in tables.indices {
      do throws(SourceFileError) {
        if onlyIfChanged, tables[index].rows != nil {
          guard case .rows = try tables[index].refresh() else { continue }
        } else {
          let before = tables[index].rows
          guard try tables[index].load() != before else { continue }
        }
        fresh.append(tables[index].path)
      } catch {
        continue
      }
    }
    if !fresh.isEmpty { join() }
    return fresh
  }

  /// Why files are refused, in the order of the configuration.
  var refusals: [SourceFileError] { tables.compactMap(\.refusal) }

  /// The files with the number of rows in force.
  var states: [StatusReport.CodeMapState] {
    tables.map { table in
      StatusReport.CodeMapState(
        file: table.path, entries: entries(of: table).count, refused: table.refusal != nil)
    }
  }

  /// The rows in force of a file.
  func entries(of path: String) -> [CodeMap.Entry] {
    tables.first { $0.path == path }.map(entries) ?? []
  }

  private func entries(of table: WatchedTable<CodeMapTable.Row>) -> [CodeMap.Entry] {
    table.rows?.map(\.entry) ?? remembered[table.path] ?? []
  }
}

extension TerminologyTables {
  /// What is wrong with the files: each by itself, then what two of them say differently.
  static func problems(of settings: GatewayConfiguration.Terminology) -> (
    refusals: [SourceFileError], contradictions: [ConfigurationProblem]
  ) {
    var tables = TerminologyTables(settings)
    tables.load(onlyIfChanged: false)
    var known: [CodeMapTable.Key: (file: String, line: Int)] = [:]
    var contradictions: [ConfigurationProblem] = []
    for table in tables.tables {
      for row in table.rows ?? [] {
        guard let first = known[CodeMapTable.Key(row.entry)] else {
          known[CodeMapTable.Key(row.entry)] = (table.path, row.line)
          continue
        }
        guard contradictions.count < CSVReader.problemLimit else { break }
        contradictions.append(
          ConfigurationProblem(
            severity: .warning, file: table.path, line: row.line, column: 1, key: CodeMapTable.columns[1],
            message: BilingualText(
              ja: "同じコードが \(first.file) の \(first.line) 行目にもあり、そちらが使われます。",
              en: "The same code is in line \(first.line) of \(first.file), which counts.")))
      }
    }
    return (tables.refusals, contradictions)
  }
}
