/// A parameter of a URL's query or of a form, percent-decoded.
public struct QueryParameter: Sendable, Hashable {
  /// The name, with its modifier.
  public var name: String
  /// The value.
  public var value: String
}

/// A search on one resource type (FHIR R4 3.1.1), already checked: every condition must hold.
public struct SearchQuery: Sendable, Hashable {
  /// One condition; the alternatives in it are joined by "or".
  public enum Condition: Sendable, Hashable {
    /// `_id=a,b`
    case id([String])
    /// `identifier=system|value,…`, `patient:identifier=…`
    case identifier(ResourceContent.Identifier.Role, [Token])
    /// `patient=Patient/a`: the type and id that one of the elements refers to.
    case refers(elements: [String], [Target])
    /// `_lastUpdated=ge2026-01-01,…`
    case updated([UpdatedRange])
  }

  /// A token (FHIR R4 3.1.1.4.10).
  public struct Token: Sendable, Hashable {
    /// The system asked for; `nil` = any, empty = none.
    public var system: String?
    /// The value asked for; `nil` = any of the system.
    public var value: String?
  }

  /// What a reference parameter asks for.
  public struct Target: Sendable, Hashable {
    /// The resource type referred to.
    public var type: String
    /// The logical id referred to.
    public var id: String
  }

  /// A comparison of `lastUpdated` with a date (FHIR R4 3.1.1.4.7).
  public struct UpdatedRange: Sendable, Hashable {
    /// The prefix.
    public enum Comparison: String, Sendable { case eq, ne, gt, ge, lt, le }
    /// The prefix; `eq` when none was given.
    public var comparison: Comparison
    /// What the date covers, milliseconds since 1970, `[from, to)`.
    public var span: Range<Int64>
  }

  /// The order of the results.
  public enum Order: Sendable, Hashable {
    /// As they first came.
    case arrival
    /// `_sort=_lastUpdated`
    case updated
    /// `_sort=-_lastUpdated`
    case updatedDescending
  }

  /// Where the next page begins: after this row.
  public struct Cursor: Sendable, Hashable {
    /// `lastUpdated` of the last row shown.
    public var updated: Int64
    /// The row's number.
    public var key: Int64
  }

  /// The resource type.
  public var type: String
  /// All of which must hold.
  public var conditions: [Condition] = []
  /// The order of the results.
  public var order = Order.arrival
  /// Matches on one page; 0 counts only.
  public var count = SearchQuery.usualCount
  /// Where this page begins.
  public var cursor: Cursor?
  /// The parameters as given, without the cursor, for the links of the answer.
  public var parameters: [QueryParameter] = []

  /// Matches on one page unless `_count` says otherwise.
  public static let usualCount = 50
  /// The most matches on one page, whatever `_count` says.
  public static let greatestCount = 1000

  /// A search for everything of a type.
  public init(type: String) {
    self.type = type
  }
}

/// One page of a search's results.
public struct SearchPage: Sendable, Hashable {
  /// What was asked.
  public var query: SearchQuery
  /// Matches on all pages.
  public var total: Int
  /// The matches on this page.
  public var matches: [StoredResource]
  /// Where the next page begins; `nil` on the last.
  public var next: SearchQuery.Cursor?
}
