import JPCore

/// Whether a clinical document (HL7 CDA R2) is of the patient in whose folder it lies.
///
/// Fails closed, as ``PatientIdentifierRule`` does: a document that does not name the patient by a chart number of this facility
/// is not known to be his.
enum ClinicalDocumentRule {
  /// Why the document is not certainly the patient's, without anything of it; nil when it is.
  ///
  /// - Parameters:
  ///   - header: Of the document.
  ///   - folder: Chart number of the folder.
  ///   - patientOID: Assigning authority of the facility's chart numbers.
  ///   - width: Digits to which chart numbers are padded.
  static func problem(
    in header: CDAHeader, folder: String, patientOID: String, width: Int?
  ) -> String? {
    guard !header.patients.isEmpty else { return "recordTarget is empty" }
    for patient in header.patients {
      // Numbers of other authorities say nothing about this one.
      let own = patient.identifiers.filter { $0.root == patientOID }
      guard !own.isEmpty else {
        return "recordTarget has no chart number of this facility (root \(patientOID))"
      }
      let isSame = own.allSatisfy {
        PatientIdentifierRule.matches(pid3: $0.extension ?? "", folder: folder, width: width)
      }
      guard isSame else { return "recordTarget is not the patient of the folder" }
    }
    return nil
  }
}
