/// The resource types of FHIR R4 (4.0.1), and which of them are about a patient.
enum ResourceTypes {
  /// All 146 that can be instantiated; another name in a URL is answered with 404.
  static let all: Set<String> = Set(names.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether `name` is a resource type of FHIR R4.
  static func contains(_ name: some StringProtocol) -> Bool {
    all.contains(String(name))
  }

  /// Types that are searched by `patient`, each with the element that names the patient (FHIR R4 search
  /// parameters `clinical-patient` and the like).
  static let patientElement: [String: String] = {
    var elements: [String: String] = ["Coverage": "beneficiary"]
    for name in bySubject.split(whereSeparator: \.isWhitespace) { elements[String(name)] = "subject" }
    for name in byPatient.split(whereSeparator: \.isWhitespace) { elements[String(name)] = "patient" }
    return elements
  }()

  /// Types whose `identifier` is a search parameter in R4: nearly all; these are the exceptions.
  static let withoutIdentifier: Set<String> = [
    "Binary", "CapabilityStatement", "CompartmentDefinition", "GraphDefinition", "ImplementationGuide",
    "Linkage",
    "MessageHeader", "OperationDefinition", "OperationOutcome", "Parameters", "Provenance", "SearchParameter",
    "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation",
    "SubstanceSourceMaterial", "TerminologyCapabilities", "VerificationResult", "Subscription", "AuditEvent",
  ]

  private static let bySubject = """
    CarePlan CareTeam ChargeItem ClinicalImpression Composition Condition Consent DetectedIssue DeviceRequest
    DiagnosticReport DocumentManifest DocumentReference Encounter Flag Goal ImagingStudy List Media
    MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation Procedure
    QuestionnaireResponse RiskAssessment ServiceRequest Specimen
    """

  private static let byPatient = """
    AllergyIntolerance BodyStructure Claim ClaimResponse CoverageEligibilityRequest
    CoverageEligibilityResponse Device DeviceUseStatement EpisodeOfCare ExplanationOfBenefit
    FamilyMemberHistory Immunization ImmunizationEvaluation ImmunizationRecommendation MolecularSequence
    NutritionOrder RelatedPerson SupplyDelivery VisionPrescription
    """

  private static let names = """
    Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent
    Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam
    CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem
    Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract
    Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition
    DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference
    EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare
    EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag
    Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization
    ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library
    Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense
    MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient
    MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader
    MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition
    OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice
    PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure Provenance
    Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition
    ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule
    SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap
    Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
    SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest
    Task TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription
    """
}

/// Logical ids of resources (FHIR R4 2.24.0.1 `id`).
enum LogicalID {
  /// Whether `text` is 1 to 64 characters of `[A-Za-z0-9\-\.]`.
  static func isValid(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    return (1...64).contains(bytes.count)
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
      }
  }

  /// A new random id in the form of a UUID (RFC 9562 version 4).
  static func random() -> String {
    var high = UInt64.random(in: .min ... .max)
    var low = UInt64.random(in: .min ... .max)
    high = high & ~0xF000 | 0x4000
    low = low & ~(0b11 << 62) | 0b10 << 62
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var id = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { id.append("-") }
      id.append(digit)
    }
    return id
  }
}
