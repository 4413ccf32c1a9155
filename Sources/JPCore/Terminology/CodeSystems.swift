/// A code system of the resources: one row for both releases of JP Core.
///
/// Where JP Core 1.2.0 turned an OID into a URL both forms stand here, and nowhere else does the code ask
/// for the release. A system that JP Core leaves unnamed has no row: its codes are sent as text.
enum CodeSystem: CaseIterable {
  case hot7, hot9, hot13, yj, jlac10, diseaseKeyNumber, diseaseExchange, modifierKeyNumber, modifierExchange
  case icd10, icd10OtherEdition, merit9Unit, merit9Form, merit9Category, usage, usageSupplement, usageClass,
    usageDetail,
    externalSite
  case route, bodySite, bodyPart, siteModifier, device, administrationMethod, orderType, department,
    relationship, outcome, outcomeJAHIS
  case dispenseInstruction, prescriptionCategory, injectionCategory, injectionMethod, gtin, loinc, dicom
  case dischargeDisposition, rpNumber, orderInRp, insurerNumber, organism

  /// The URI in JP Core 1.1.2 and in 1.2.0.
  var uris: (v1_1_2: String, v1_2_0: String) {
    switch self {
    case .hot7: ("urn:oid:1.2.392.200119.4.403.2", "http://medis.or.jp/CodeSystem/master-HOT7")
    case .hot9: ("urn:oid:1.2.392.200119.4.403.1", "http://medis.or.jp/CodeSystem/master-HOT9")
    case .hot13: ("urn:oid:1.2.392.200119.4.402.1", "http://medis.or.jp/CodeSystem/master-HOT13")
    case .yj: ("urn:oid:1.2.392.100495.20.1.73", "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code")
    case .jlac10: ("urn:oid:1.2.392.200119.4.504", "http://medis.or.jp/CodeSystem/master-JLAC10-17digits")
    case .diseaseKeyNumber:
      ("urn:oid:1.2.392.200119.4.101.2", "http://medis.or.jp/CodeSystem/master-disease-keyNumber")
    case .diseaseExchange:
      ("urn:oid:1.2.392.200119.4.101.6", "http://medis.or.jp/CodeSystem/master-disease-exCode")
    case .modifierKeyNumber:
      ("urn:oid:1.2.392.200119.4.201.2", "http://medis.or.jp/CodeSystem/master-disease-modKeyNumber")
    case .modifierExchange:
      ("urn:oid:1.2.392.200119.4.201.5", "http://medis.or.jp/CodeSystem/master-disease-modExCode")
    case .icd10:
      ("http://hl7.org/fhir/sid/icd-10", "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full")
    // The URL of 1.2.0 is that of the edition of 2013.
    case .icd10OtherEdition: both("http://hl7.org/fhir/sid/icd-10")
    case .merit9Unit:
      (
        "urn:oid:1.2.392.100495.20.2.101",
        "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code"
      )
    case .usage: ("urn:oid:1.2.392.200250.2.2.20", "http://jami.jp/CodeSystem/MedicationUsage")
    case .usageSupplement:
      ("urn:oid:1.2.392.200250.2.2.20.22", "http://jami.jp/CodeSystem/MedicationUsageAdditional")
    case .usageClass:
      ("urn:oid:1.2.392.200250.2.2.20.30", "http://jami.jp/CodeSystem/MedicationMethodBasicUsage")
    case .usageDetail:
      ("urn:oid:1.2.392.200250.2.2.20.40", "http://jami.jp/CodeSystem/MedicationMethodDetailUsage")
    case .externalSite:
      ("urn:oid:1.2.392.200250.2.2.20.32", "http://jami.jp/CodeSystem/MedicationBodySiteExternal")
    case .department: ("urn:oid:1.2.392.200250.2.2.2", "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment")
    case .rpNumber:
      (
        "urn:oid:1.2.392.100495.20.3.81",
        "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber"
      )
    case .orderInRp:
      (
        "urn:oid:1.2.392.100495.20.3.82",
        "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex"
      )
    case .insurerNumber:
      ("urn:oid:1.2.392.100495.20.3.61", "http://jpfhir.jp/fhir/core/mhlw/IdSystem/InsurerNumber")
    case .merit9Form: both("http://jpfhir.jp/fhir/core/CodeSystem/JP_MedicationFormMERIT9_CS")
    case .merit9Category: both("http://jpfhir.jp/fhir/core/CodeSystem/JP_MedicationCategoryMERIT9_CS")
    case .route: both("http://jpfhir.jp/fhir/core/CodeSystem/route-codes")
    case .bodySite: both("http://terminology.hl7.org/CodeSystem/v2-0163")
    case .bodyPart: both("http://terminology.hl7.org/CodeSystem/v2-0550")
    case .siteModifier: both("http://terminology.hl7.org/CodeSystem/v2-0495")
    case .administrationMethod: both("http://terminology.hl7.org/CodeSystem/v2-0165")
    case .device: both("http://terminology.hl7.org/CodeSystem/v2-0164")
    case .orderType: both("http://terminology.hl7.org/CodeSystem/v2-0482")
    case .relationship: both("http://terminology.hl7.org/CodeSystem/v2-0063")
    case .outcome: both("http://jpfhir.jp/fhir/core/CodeSystem/HL70241")
    case .outcomeJAHIS: both("http://jpfhir.jp/fhir/core/CodeSystem/JHSD0006")
    case .dispenseInstruction: both("http://jpfhir.jp/fhir/core/CodeSystem/JHSP0002")
    case .prescriptionCategory: both("http://jpfhir.jp/fhir/core/CodeSystem/JHSP0007")
    case .injectionCategory: both("http://jpfhir.jp/fhir/core/CodeSystem/JHSI0001")
    case .injectionMethod: both("http://jpfhir.jp/fhir/core/CodeSystem/JHSI0003")
    case .gtin: both("https://www.gs1.org/gtin")
    case .loinc: both("http://loinc.org")
    case .dicom: both("http://dicom.nema.org/resources/ontology/DCM")
    case .dischargeDisposition: both("http://terminology.hl7.org/CodeSystem/v2-0112")
    case .organism: both("urn:oid:1.2.392.100495.10.3.100.5.27.6.1")
    }
  }

  /// The system of ICD-10 codes by the edition that CWE.7 tells: none is that of 2003 (SS-MIX2, table of coding systems).
  static func icd10(edition: String?) -> CodeSystem {
    edition?.trimmed == "2013" ? .icd10 : .icd10OtherEdition
  }

  private func both(_ uri: String) -> (v1_1_2: String, v1_2_0: String) { (uri, uri) }

  /// The systems by their name in a message (component 3 or 6 of a CWE). Names that mean several systems
  /// (`MDCDX2`, `MR9P`, `JAMISDP01`, `JANIS`) are decided in `CodeSystems.uri(named:code:use:)`.
  static let names: [String: CodeSystem] = [
    "HOT7": .hot7, "HOT07": .hot7, "HOT9": .hot9, "HOT09": .hot9, "HOT13": .hot13, "YJ": .yj, "JC10": .jlac10,
    "I10": .icd10, "HL70162": .route, "HL70163": .bodySite, "HL70164": .device, "HL70482": .orderType,
    "HL70165": .administrationMethod, "HL70495": .siteModifier, "HL70550": .bodyPart,
    "HL70069": .department, "HL70063": .relationship, "HL70241": .outcome, "JHSD0006": .outcomeJAHIS,
    "JHSI0001": .injectionCategory, "JHSI0003": .injectionMethod,
    "HL70112": .dischargeDisposition, "JHSP0002": .dispenseInstruction, "JHSP0007": .prescriptionCategory,
    "JAN": .gtin, "LN": .loinc, "DCM": .dicom,
  ]
}

/// What a coded field is for, where one coding-system name stands for several systems.
enum CodeUse: Int, CaseIterable {
  case general, unit, department, dosageForm, dispenseInstruction, diseaseModifier, specimenType, site, method
  case result
}

/// The URIs of one release and one facility.
struct CodeSystems {
  private let release: JPCoreRelease
  private let local: [String: String]

  init(release: JPCoreRelease, local: [String: String]) {
    self.release = release
    self.local = local
  }

  /// The URI of a system.
  func uri(_ system: CodeSystem) -> String {
    release == .v1_1_2 ? system.uris.v1_1_2 : system.uris.v1_2_0
  }

  /// The URI of a system that local codes can be mapped to.
  func uri(standard system: StandardSystem) -> String {
    switch system {
    case .hot7: uri(.hot7)
    case .hot9: uri(.hot9)
    case .hot13: uri(.hot13)
    case .yj: uri(.yj)
    case .jan: uri(.gtin)
    case .jlac10: uri(.jlac10)
    case .loinc: uri(.loinc)
    case .ucum: HL7System.ucum
    case .merit9Unit: uri(.merit9Unit)
    case .department: uri(.department)
    }
  }

  /// Whether a system named in a message is one of the facility's own, with a URI.
  func isLocal(_ name: String) -> Bool {
    !local.isEmpty && local[name] != nil && !StandardSystem.isStandard(name: name)
  }

  /// The URI for a code of a system named in a message; nil when there is none, or the code cannot be one of
  /// it.
  func uri(named name: String, code: String, use: CodeUse) -> String? {
    if name.isEmpty { return nil }
    switch name {
    case "MDCDX2": return disease(code, use).map(uri)
    case "MR9P": return merit9(code, use).map(uri)
    case "JAMISDP01": return jamiUsage(code, use).map(uri)
    // The name that the guideline's own examples give to the classes of injections.
    case "99I01" where use == .dispenseInstruction && ["FTP", "EMP", "PFP", "OTP"].contains(code):
      return uri(.injectionCategory)
    // JANIS has organisms and drugs, both with four digits: what a culture found is an organism.
    case "JANIS" where use == .result && code.isFourDigits: return uri(.organism)
    case "HOT":
      switch code.utf8.count {
      case 7: return uri(.hot7)
      case 9: return uri(.hot9)
      case 13: return uri(.hot13)
      default: return nil
      }
    case "JC10":
      // JP Core names no system for the three digits of a JLAC10 material.
      return use == .specimenType ? nil : uri(.jlac10)
    default:
      return CodeSystem.names[name].map(uri) ?? local[name]
    }
  }

  private func disease(_ code: String, _ use: CodeUse) -> CodeSystem? {
    let isNumber = code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if use == .diseaseModifier { return isNumber ? .modifierKeyNumber : .modifierExchange }
    return switch code.utf8.count {
    case 8 where isNumber: .diseaseKeyNumber
    case 4: .diseaseExchange
    default: nil
    }
  }

  /// The tables of the JAMI standard of usages have codes of different lengths.
  private func jamiUsage(_ code: String, _ use: CodeUse) -> CodeSystem? {
    switch code.utf8.count {
    case 16: .usage
    case 8: .usageSupplement
    case 3 where use == .site: .externalSite
    case 2 where use == .method: .usageDetail
    case 1 where use == .method: .usageClass
    default: nil
    }
  }

  private static let merit9Categories: Set<String> = ["OHP", "OHI", "OHO", "IHP", "DCG", "ORD", "XTR"]

  private func merit9(_ code: String, _ use: CodeUse) -> CodeSystem? {
    switch use {
    case .unit: .merit9Unit
    case .dosageForm: .merit9Form
    case .dispenseInstruction: Self.merit9Categories.contains(code) ? .merit9Category : nil
    default: nil
    }
  }
}

extension String {
  fileprivate var isFourDigits: Bool { utf8.count == 4 && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
