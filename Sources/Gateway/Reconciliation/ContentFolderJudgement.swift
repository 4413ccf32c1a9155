import HL7v2
import JPCore

/// Whether a content folder may be sent: readable, of this patient, whole.
struct ContentFolderJudgement {
  /// Chart number of the patient's folder.
  var localID: String
  /// Assigning authority of the facility's chart numbers.
  var patientOID: String
  /// Digits to which chart numbers are padded.
  var width: Int?

  /// A folder from its files.
  /// - Throws: The problem under which it is parked.
  static func folder(
    reading contents: [(path: String, bytes: [UInt8])]
  ) throws(ContentFolderReader.Failure) -> ContentFolder {
    do throws(ContentFolderError) {
      return try ContentFolder(reading: contents)
    } catch {
      switch error {
      case .noFile:
        throw .problem(RecordProblem(code: .hl7Empty, detail: "the content folder holds no file"))
      case .emptyFile:
        throw .problem(RecordProblem(code: .hl7Empty, detail: "a file of the content folder is empty"))
      case .message(let error): throw .problem(RecordProblem(error))
      case .clinicalDocument(let error):
        throw .problem(RecordProblem(code: .documentUnreadable, detail: error.description))
      }
    }
  }

  /// Why it must not be sent. Every file that names a patient must name this one: an attachment is sent like the main
  /// document.
  func problem(in folder: ContentFolder, checksIdentity: Bool = true) -> RecordProblem? {
    if checksIdentity {
      for file in folder.files {
        if let problem = patientProblem(file.statement) { return problem }
      }
    }
    guard let message = folder.message, ObservationMessage.isOne(message) else { return nil }
    // A message that was cut lacks what its grammar demands.
    let missing = message.missingRequiredSegments(for: ObservationMessage.requiredSegments)
    guard !missing.isEmpty else { return nil }
    return RecordProblem(code: .hl7Structure, detail: "missing segment \(missing.joined(separator: ", "))")
  }

  private func patientProblem(_ statement: ContentFolder.Statement) -> RecordProblem? {
    switch statement {
    case .nobody: nil
    case .message(let message):
      RecordProblem.patient(of: message, localID: localID, width: width)
    case .clinicalDocument(let header):
      ClinicalDocumentRule.problem(in: header, folder: localID, patientOID: patientOID, width: width).map {
        RecordProblem(code: .pathPatientMismatch, detail: $0)
      }
    }
  }
}

extension RecordProblem {
  /// A message that cannot be read: where it fails, without anything of it.
  init(_ error: ParseError) {
    var parts = ["byte \(error.offset)"]
    if let segment = error.segment { parts.append(error.field.map { "\(segment)-\($0)" } ?? segment) }
    self.init(
      code: ReasonCode(rawValue: error.code.rawValue) ?? .hl7Structure,
      detail: parts.joined(separator: ", ") + ": " + error.reason)
  }

  /// PID-3 must be the folder's patient: nothing else protects from a message filed in the wrong folder.
  static func patient(of message: Message, localID: String, width: Int?) -> RecordProblem? {
    let patient = message.first("PID")?[3].text ?? ""
    guard !PatientIdentifierRule.matches(pid3: patient, folder: localID, width: width) else { return nil }
    return RecordProblem(
      code: .pathPatientMismatch,
      detail: patient.isEmpty ? "PID-3 is empty" : "PID-3 is not the patient of the folder")
  }
}
