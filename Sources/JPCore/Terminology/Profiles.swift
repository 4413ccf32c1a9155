/// The JP Core profiles, by release.
enum Profile {
  case patient, coverage, allergyIntolerance, encounter, condition
  case practitioner, practitionerRole, organization, location
  case medication, medicationRequest, medicationRequestInjection
  case medicationAdministration, medicationAdministrationInjection, immunization
  case imagingStudyRadiology, imagingStudyEndoscopy, procedure, diagnosticReportCommon
  case specimen, serviceRequest, diagnosticReportLab, observationLab, observationBody, observationCommon
  case observationVitalSigns, documentReference, binary

  /// The canonical URL.
  func url(_ release: JPCoreRelease) -> String {
    switch self {
    case .patient: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Patient"
    case .coverage: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Coverage"
    case .allergyIntolerance: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_AllergyIntolerance"
    case .encounter: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Encounter"
    case .condition:
      release == .v1_1_2
        ? "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Condition"
        : "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Condition_Diagnosis"
    case .practitioner: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Practitioner"
    case .practitionerRole: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_PractitionerRole"
    case .organization: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Organization"
    case .location: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Location"
    case .medication: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Medication"
    case .medicationRequest: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_MedicationRequest"
    case .medicationRequestInjection:
      "http://jpfhir.jp/fhir/core/StructureDefinition/JP_MedicationRequest_Injection"
    case .medicationAdministration:
      "http://jpfhir.jp/fhir/core/StructureDefinition/JP_MedicationAdministration"
    case .medicationAdministrationInjection:
      "http://jpfhir.jp/fhir/core/StructureDefinition/JP_MedicationAdministration_Injection"
    case .immunization: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Immunization"
    case .specimen:
      release == .v1_1_2
        ? "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Specimen"
        : "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Specimen_Common"
    case .serviceRequest:
      release == .v1_1_2
        ? "http://jpfhir.jp/fhir/core/StructureDefinition/JP_ServiceRequest"
        : "http://jpfhir.jp/fhir/core/StructureDefinition/JP_ServiceRequest_Common"
    case .imagingStudyRadiology: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_ImagingStudy_Radiology"
    case .imagingStudyEndoscopy: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_ImagingStudy_Endoscopy"
    case .procedure: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Procedure"
    case .diagnosticReportCommon: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_DiagnosticReport_Common"
    case .diagnosticReportLab: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_DiagnosticReport_LabResult"
    case .observationLab: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Observation_LabResult"
    case .observationBody: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Observation_BodyMeasurement"
    case .observationCommon: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Observation_Common"
    case .observationVitalSigns: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Observation_VitalSigns"
    case .documentReference: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_DocumentReference"
    case .binary: "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Binary"
    }
  }
}

/// The JP Core extensions that the conversion makes.
enum JPExtension {
  static let base = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/"
  static let insuredSymbol = base + "JP_Coverage_InsuredPersonSymbol"
  static let insuredNumber = base + "JP_Coverage_InsuredPersonNumber"
  static let insuredSubNumber = base + "JP_Coverage_InsuredPersonSubNumber"
  static let instructionForDispense =
    base + "JP_MedicationRequest_DispenseRequest_InstructionForDispense"
  static let expectedRepeatCount = base + "JP_MedicationRequest_DispenseRequest_ExpectedRepeatCount"
  static let periodOfUse = base + "JP_MedicationDosage_PeriodOfUse"
  static let dosageDevice = base + "JP_MedicationDosage_Device"
  static let usageDuration = base + "JP_MedicationDosage_UsageDuration"
  static let siteComment = base + "JP_MedicationDosage_SiteComment"
  static let drugNumber = base + "JP_Medication_Ingredient_DrugNo"
  static let requestDepartment = base + "JP_MedicationAdministration_RequestDepartment"
  static let requestAuthoredOn = base + "JP_MedicationAdministration_RequestAuthoredOn"
  static let administrationLocation = base + "JP_MedicationAdministration_Location"
  static let administrationRequester = base + "JP_MedicationAdministration_Requester"

  /// A branch number of two digits as a release writes it: full-width in 1.1.2, half-width in 1.2.0.
  static func branchNumber(_ digits: String, _ release: JPCoreRelease) -> String {
    release == .v1_1_2 ? digits.fullWidth : digits
  }

  /// Extensions of a diagnosis that JP Core 1.1.2 does not have.
  struct Diagnosis {
    let outcome = base + "JP_Condition_DiseaseOutcome"
    let prefixModifier = base + "JP_Condition_DiseasePrefixModifier"
    let postfixModifier = base + "JP_Condition_DiseasePostfixModifier"
  }

  /// Condition.verificationStatus of a suspected diagnosis: as JAMI has it for the one release, as the profile of the other
  /// demands.
  static func suspected(_ release: JPCoreRelease) -> String {
    release == .v1_1_2 ? "provisional" : "unconfirmed"
  }

  /// Nil where the release has none of them.
  static func diagnosis(_ release: JPCoreRelease) -> Diagnosis? {
    release == .v1_1_2 ? nil : Diagnosis()
  }
}

/// Identifier systems that both releases share.
enum IdentifierSystem {
  /// Orders, results and diagnoses of one facility.
  static let resourceInstance = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier"
  /// Medical institutions, 10 digits.
  static let institution = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"
  /// Staff of one institution; the institution's ten digits follow.
  static let staffOfInstitution = "urn:oid:1.2.392.100495.20.3.41.1"
  /// Licences to prescribe narcotics of one prefecture; its two digits follow.
  static let narcoticsLicence = "urn:oid:1.2.392.100495.20.3.32.1"
  /// Prescriptions of one institution; the institution's ten digits follow.
  static let prescriptionOfInstitution = "urn:oid:1.2.392.100495.20.3.11.1"
}

/// Code systems of HL7 that both releases share.
enum HL7System {
  static let base = "http://terminology.hl7.org/CodeSystem/"
  static let actCode = base + "v3-ActCode"
  static let participationType = base + "v3-ParticipationType"
  static let confidentiality = base + "v3-Confidentiality"
  static let interpretation = base + "v3-ObservationInterpretation"
  static let conditionClinical = base + "condition-clinical"
  static let conditionVerification = base + "condition-ver-status"
  static let allergyClinical = base + "allergyintolerance-clinical"
  static let allergyVerification = base + "allergyintolerance-verification"
  static let selfPay = base + "coverage-selfpay"
  static let subscriberRelationship = base + "subscriber-relationship"
  static let dataAbsentReason = base + "data-absent-reason"
  static let pharmacyOrderType = base + "v2-0480"
  static let disabledPerson = base + "v2-0334"
  static let identifierType = base + "v2-0203"
  static let diagnosticSection = base + "v2-0074"
  static let yesNo = base + "v2-0136"
  static let physicalType = base + "location-physical-type"
  static let ucum = "http://unitsofmeasure.org"
  static let observationCategory = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"
  static let bodyCategory = "http://jpfhir.jp/fhir/core/CodeSystem/JP_ObservationBodyMeasurementCategory_CS"
  static let medicalLicence = "http://jpfhir.jp/fhir/core/CodeSystem/JP_MedicalLicenseCertificate_CS"
  static let vitalSignsCategory = "http://jpfhir.jp/fhir/core/CodeSystem/JP_ObservationVitalSignsCategory_CS"
  static let documentCodes = "http://jpfhir.jp/fhir/core/CodeSystem/JP_DocumentCodes_CS"
  static let structureDefinition = "http://hl7.org/fhir/StructureDefinition/"
  static let nameRepresentation = structureDefinition + "iso21090-EN-representation"
  static let absentReason = structureDefinition + "data-absent-reason"
  static let event = base + "v2-0003"
  static let messageReason = base + "v2-0119"
  static let provenanceParticipant = base + "provenance-participant-type"
  static let researchStudy = structureDefinition + "workflow-researchStudy"
}
