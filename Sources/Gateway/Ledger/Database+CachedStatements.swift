import GRDB

extension Database {
  /// Executes a statement that is compiled once for each connection: compiling costs several times what running does.
  func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    try cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }
}
