/// Which version of a resource the store holds.
public struct StoredVersion: Sendable, Hashable {
  /// The resource type.
  public var type: String
  /// The logical id.
  public var id: String
  /// `meta.versionId`: 1, 2, 3 …; deletion counts as a version too.
  public var version: Int
  /// `meta.lastUpdated`, milliseconds since 1970 UTC.
  public var updated: Int64
}

/// A current resource as it is served.
public struct StoredResource: Sendable, Hashable {
  /// Which version it is.
  public var version: StoredVersion
  /// Compact JSON with the server's `meta`.
  public var json: [UInt8]
}

/// What the store knows of one id.
public enum StoredState: Sendable, Hashable {
  /// Current.
  case current(StoredResource)
  /// Deleted, and with which version.
  case deleted(StoredVersion)
  /// Never heard of.
  case absent
}

/// One thing to do; several make one transaction.
public enum Interaction: Sendable {
  /// A new resource under the id that its content already carries.
  case create(ResourceContent)
  /// Create or replace; only over version `ifMatch` where given (FHIR R4 3.1.0.5).
  case update(ResourceContent, ifMatch: Int?)
  /// Remove; only version `ifMatch` where given. Removing what is not there succeeds (FHIR R4 3.1.0.7).
  case delete(type: String, id: String, ifMatch: Int?)
  /// Read the current version.
  case read(type: String, id: String)
  /// Search after everything else of the transaction.
  case search(SearchQuery)

  /// The order in which FHIR R4 3.1.0.11.2 carries out the entries of a transaction.
  var rank: Int {
    switch self {
    case .delete: 0
    case .create: 1
    case .update: 2
    case .read, .search: 3
    }
  }
}

/// What became of an ``Interaction``.
public enum InteractionResult: Sendable, Hashable {
  /// The resource was not there and is now.
  case created(StoredVersion)
  /// A new version replaced the current one.
  case updated(StoredVersion)
  /// The content was the same: the version stays.
  case unchanged(StoredVersion)
  /// Removed, by the version told.
  case deleted(StoredVersion)
  /// There was nothing to remove.
  case nothingToDelete
  /// What was read.
  case found(StoredResource)
  /// What the search found.
  case page(SearchPage)
}

/// One put or delete that arrived, for the page that shows them as they come.
public struct Arrival: Sendable, Hashable {
  /// What arrived.
  public enum Action: String, Sendable, CaseIterable { case created, updated, unchanged, deleted }
  /// Rising number; gaps mean nothing.
  public var sequence: Int64
  /// When, milliseconds since 1970 UTC.
  public var at: Int64
  /// What arrived.
  public var action: Action
  /// Of which resource, with the version it made or met.
  public var version: StoredVersion
  /// The current content, for a title; `nil` when the resource is gone.
  public var json: [UInt8]?
}
