import HL7v2
import SSMIX2

/// SS-MIX2 records to FHIR R4 JP Core (JAMI draft "SS-MIX2 to FHIR" 0.1.0, with its gaps filled).
///
/// Pure and deterministic: the same records and context give the same bytes, in any order of the records.
/// Nothing is invented: what a message does not say is absent, and a record that lacks what FHIR demands is
/// a problem.
public enum Converter {
  /// Raised when the same input gives other output, so that what was delivered before is delivered again.
  public static let version = 7

  /// The kinds of the standardized storage that have a converter.
  public static let supportedKinds: Set<String> = [
    "ADT-00", "ADT-01", "ADT-12", "ADT-21", "ADT-22", "ADT-31", "ADT-32", "ADT-41", "ADT-42", "ADT-51",
    "ADT-52", "ADT-61", "PPR-01", "OMD", "OMP-01", "OMP-02", "OMP-11", "OMP-12", "OML-01", "OML-11", "OMG-01",
    "OMG-02", "OMG-03", "OMG-11", "OMG-12", "OMG-13",
  ]

  /// Whether a record can be converted, as far as its key tells: every content folder of the extended storage is at
  /// least a document.
  public static func hasConverter(for key: RecordKey) -> Bool {
    switch key.storageType {
    case .standard: supportedKinds.contains(key.kind)
    case .extended: true
    case .transaction: false
    }
  }

  /// Which records of a patient must be given together with this one.
  public static func group(of key: RecordKey) -> ConversionGroup {
    key.storageType == .standard ? group(of: key.kind) : .record
  }

  /// Which records of a patient must be given together with a record of this kind of the standardized storage.
  public static func group(of kind: String) -> ConversionGroup {
    StayEvent.Kind(rawValue: kind) == nil ? .record : .patientStays
  }

  /// Converts active records.
  ///
  /// Records of the group ``ConversionGroup/patientStays`` are joined to stays, per patient; give all of
  /// them, or stays come out incomplete. Other records are converted each by itself. A record that cannot be
  /// converted does not keep others from it.
  public static func convert(_ records: [SourceRecord], context: ConversionContext) -> Conversion {
    var conversion = Conversion()
    var stays: [String: [(Int, SourceRecord)]] = [:]
    for (index, record) in records.enumerated() {
      let key = record.path.version.key
      if group(of: key) == .patientStays {
        stays[key.patientID, default: []].append((index, record))
      } else {
        convert(record, index, context, isAlone: records.count == 1, into: &conversion)
      }
    }
    for patient in stays.keys.sorted() {
      var stayConverter = StayConverter(context: context)
      stayConverter.convert(stays[patient] ?? [], into: &conversion)
    }
    resolveDuplicates(&conversion, records)
    if records.count > 1 || !stays.isEmpty { frame(&conversion, records, context) }
    return conversion
  }

  /// Adds what goes with the resources of each record, record by record; a record alone has done so itself.
  private static func frame(
    _ conversion: inout Conversion, _ records: [SourceRecord], _ context: ConversionContext
  ) {
    let made = conversion.resources
    for (index, record) in records.enumerated() where conversion.problems[index] == nil {
      var converter = RecordConverter(record, index: index, context: context)
      converter.addFrame(
        of: records.count == 1 ? made : made.filter { $0.contributors.contains(index) })
      conversion.resources += converter.finish()
    }
  }

  private static func convert(
    _ record: SourceRecord, _ index: Int, _ context: ConversionContext, isAlone: Bool,
    into conversion: inout Conversion
  ) {
    var converter = RecordConverter(
      record, index: index, context: context, learned: context.memory.take(for: context))
    defer { context.memory.put(converter.forgetLearned(), for: context) }
    do throws(ConversionError) {
      switch record.path.version.key.kind {
      // Whatever its kind folder is called.
      case _ where record.path.version.key.storageType == .extended: try converter.convertContentFolder()
      case "ADT-00": try converter.convertDemographics()
      case "ADT-12": try converter.convertOutpatientVisit()
      case "ADT-61": converter.convertAllergies()
      case "PPR-01": try converter.convertDiagnoses()
      case "OMD": try converter.convertMealOrder()
      case "OMP-01": try converter.convertPrescription()
      case "OMP-02": try converter.convertInjection()
      case "OMP-11": try converter.convertDrugAdministration()
      case "OMP-12": try converter.convertInjectionAdministration()
      case "OML-01": try converter.convertLaboratoryOrder()
      case "OML-11": try converter.convertLaboratoryResult()
      case "OMG-01", "OMG-02", "OMG-03": try converter.convertExaminationOrder()
      case "OMG-11", "OMG-12": try converter.convertExaminationPerformed()
      case "OMG-13": try converter.convertPhysiologyResult()
      default: throw ConversionError(reason: "the kind has no converter yet")
      }
      if isAlone { converter.addFrame() }
      if conversion.resources.isEmpty {
        conversion.resources = converter.finish()
      } else {
        conversion.resources += converter.finish()
      }
      conversion.findings += converter.findings
      conversion.codedValues[index] = converter.codedValues
    } catch {
      conversion.problems[index] = error
    }
  }

  /// Two records can tell of one resource (a Patient by two demographic records): the newer record's stays,
  /// and both are its contributors.
  private static func resolveDuplicates(_ conversion: inout Conversion, _ records: [SourceRecord]) {
    // Within one record ids differ by construction.
    if records.count < 2 { return }
    var first: [String: Int] = [:]
    var kept: [Resource] = []
    kept.reserveCapacity(conversion.resources.count)
    for resource in conversion.resources {
      guard let known = first[resource.reference] else {
        first[resource.reference] = kept.count
        kept.append(resource)
        continue
      }
      let contributors = Set(kept[known].contributors + resource.contributors).sorted()
      if newest(resource.contributors, records) > newest(kept[known].contributors, records) {
        kept[known] = resource
      }
      kept[known].contributors = contributors
    }
    conversion.resources = kept
  }

  /// A text that orders versions: the greatest timestamp, then the path so that equal times have an order
  /// too.
  private static func newest(_ contributors: [Int], _ records: [SourceRecord]) -> String {
    contributors.map { records[$0].path.version.orderingTimestamp + records[$0].path.relativePath }.max()
      ?? ""
  }
}
