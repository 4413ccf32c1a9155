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

  /// PID-3 must be the folder's patient: nothing else protects from a message filed in the wrong folder. That of every PID:
  /// what follows another patient's would be sent as the first one's.
  static func patient(of message: Message, localID: String, width: Int?) -> RecordProblem? {
    let patients = message.all("PID").map { $0[3].text }
    guard !patients.isEmpty else {
      return RecordProblem(code: .pathPatientMismatch, detail: "PID is missing")
    }
    let foreign = patients.firstIndex {
      !PatientIdentifierRule.matches(pid3: $0, folder: localID, width: width)
    }
    guard let foreign else { return nil }
    let place = foreign == 0 ? "PID-3" : "PID-3 of PID number \(foreign + 1)"
    return RecordProblem(
      code: .pathPatientMismatch,
      detail: place + (patients[foreign].isEmpty ? " is empty" : " is not the patient of the folder"))
  }
}
