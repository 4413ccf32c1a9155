/// Why a request is not carried out: what becomes of it in HTTP (FHIR R4 3.1.0.1.4) and in an
/// OperationOutcome. Texts say where and what rule, never an identifier or a value: what a client logs of
/// them stays free of patient data.
public struct FHIRFailure: Error, Sendable, Hashable {
  /// A code of the value set `issue-type` (FHIR R4 terminology).
  public enum Issue: String, Sendable {
    case structure, required, value, invariant, invalid, security, processing, duplicate, conflict, deleted
    case notSupported = "not-supported"
    case notFound = "not-found"
    case tooLong = "too-long"
    case tooCostly = "too-costly"
    case transient, exception
  }

  /// The HTTP status, 4xx or 5xx.
  public var status: Int
  /// The kind of issue.
  public var issue: Issue
  /// An English sentence for people.
  public var diagnostics: String
  /// Where in the request's content, in FHIRPath (`Observation.subject`); empty when it is not about content.
  public var path: String
  /// Which entry of a Bundle (from 0); `nil` when the request is no Bundle or the failure is of the whole.
  public var entry: Int?

  /// A failure of the whole request until `entry` is set.
  public init(_ status: Int, _ issue: Issue, _ diagnostics: String, path: String = "") {
    self.status = status
    self.issue = issue
    self.diagnostics = diagnostics
    self.path = path
  }

  /// The same failure, told to be of one entry of a Bundle.
  func of(entry index: Int) -> FHIRFailure {
    var failure = self
    failure.entry = entry ?? index
    return failure
  }

  /// The FHIRPath of the place, with the Bundle's entry in front.
  var expression: String? {
    guard let entry else { return path.isEmpty ? nil : path }
    guard let dot = path.firstIndex(of: ".") else { return "Bundle.entry[\(entry)]" }
    return "Bundle.entry[\(entry)].resource\(path[dot...])"
  }

  /// The OperationOutcome (FHIR R4 2.36) that tells the client.
  var operationOutcome: JSONValue {
    .object(
      ("resourceType", .string("OperationOutcome")),
      (
        "issue",
        .array([
          .object(
            ("severity", .string("error")),
            ("code", .string(issue.rawValue)),
            ("diagnostics", .string(diagnostics)),
            ("expression", expression.map { .array([.string($0)]) })
          )
        ])
      )
    )
  }
}
