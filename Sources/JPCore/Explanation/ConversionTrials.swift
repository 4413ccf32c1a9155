import HL7v2
import SSMIX2

/// Converts a record with one value changed at a time and keeps what each change does to the elements.
struct ConversionTrials {
  let record: SourceRecord
  let plain: ConversionLayout
  let message: EditableMessage
  /// What was changed, each once; evidence names it by its number.
  private(set) var sources: [ConversionExplanation.Source] = []
  /// Of each element, what changes to which source did to it.
  private(set) var evidence: [[Trace]]
  /// Fields, by their number in `message`, with which something else would be sent if they said something else.
  private(set) var speaking: Set<Int> = []
  /// Sources without whose value a finding would not be made.
  private(set) var findingSources: [ConversionFinding: [Int]] = [:]
  /// Fields that were not looked at any more.
  private(set) var untried = 0

  /// What changes to a source did to an element.
  struct Trace {
    var source: Int
    var evidence: Evidence
    /// How many elements went with it; the fewer, the closer it belongs to the value.
    var extent: Int
  }

  /// Where the sources that are values of the message stand in it.
  private var ranges: [Int: Range<Int>] = [:]
  private let context: ConversionContext
  private var effort: ConversionExplanation.Effort
  private var sourceNumbers: [ConversionExplanation.Source: Int] = [:]
  private let identities: Set<Int>

  init(
    _ record: SourceRecord, context: ConversionContext, effort: ConversionExplanation.Effort
  ) throws(ConversionError) {
    self.record = record
    self.context = context
    self.effort = effort
    let conversion = Converter.convertAlone(record, context: context)
    if let problem = conversion.problems[0] { throw problem }
    plain = ConversionLayout(conversion)
    message = EditableMessage(record.message)
    evidence = Array(repeating: [], count: plain.elementCount)
    // A resource begins with its type and its id.
    identities = Set(plain.firstElements.map { $0 + 1 })
  }

  mutating func run() {
    for (number, parts) in message.fields.enumerated() {
      guard effort.conversions > 0, effort.bytes > 0 else {
        untried = message.fields.count - number
        break
      }
      change(parts, number)
    }
    changeFiles()
    changePath()
    changeSettings()
  }

  // MARK: - The message

  private mutating func change(_ parts: [MessagePart], _ number: Int) {
    guard let first = parts.first else { return }
    let use = self.use(ofField: first.field, in: first.segment)
    // The table is proved to be right; one look at what it says is not delivered is enough.
    let isDelivered = if case .notDelivered = use?.outcome { false } else { true }
    for part in parts where part.isValue {
      let values = OtherValues.of(text(of: part), at: part, system: system(of: part, among: parts))
      let needsAll = OtherValues.hasSeveralParts(text(of: part))
      for value in isDelivered ? values[...] : values.prefix(1) {
        if change(part, to: value, number), !needsAll { break }
      }
      if isDelivered || parts.count == 1 { _ = change(part, to: "", number) }
    }
    for part in isDelivered ? parts[...] : parts.suffix(1) where !part.isValue {
      _ = change(part, to: "", number)
    }
  }

  /// What becomes of a field of the record's kind; the messages of all kinds of the extended storage are read alike.
  func use(ofField field: Int, in segment: String) -> FieldUse? {
    let key = record.path.version.key
    let kind = key.storageType == .extended ? ObservationMessage.kind : key.kind
    return FieldUse.of(field: field, segment: segment, kind: kind)
  }

  /// Converts with another value; whether an element differs, ids apart.
  private mutating func change(_ part: MessagePart, to value: String, _ number: Int) -> Bool {
    let source = identify(.message(part.source))
    ranges[source] = part.range
    guard let conversion = convert(replacing: [part.range], with: value) else { return false }
    if conversion.problems.isEmpty { placeFindings(conversion.findings, part, source) }
    guard conversion.problems.isEmpty else {
      prevent(source)
      return false
    }
    var comparison = ConversionComparison(conversion, with: plain)
    if comparison.hasMore { speaking.insert(number) }
    let isJoined = comparison.isRearranged || (comparison.hasMore && !isTelling(comparison))
    if isJoined, !value.isEmpty, let joint = jointChange(part, to: value, comparison) {
      comparison = joint
    }
    note(comparison, source, isEmptied: value.isEmpty)
    return isTelling(comparison)
  }

  /// Whether an element differs, ids apart.
  private func isTelling(_ comparison: ConversionComparison) -> Bool {
    comparison.changed.contains { !identities.contains($0) }
  }

  /// Segments that make one resource together, the drugs of a mixture, must agree: one that says something else goes
  /// apart, or what it says is added. What they all say is changed in all of them.
  private mutating func jointChange(
    _ part: MessagePart, to value: String, _ single: ConversionComparison
  ) -> ConversionComparison? {
    let own = text(of: part)
    let others = message.fields.joined().filter {
      $0.segment == part.segment && $0.field == part.field && $0.repetition == part.repetition
        && $0.component == part.component && $0.subcomponent == part.subcomponent && text(of: $0) == own
    }
    let ranges = others.map(\.range)
    guard ranges.count > 1, let conversion = convert(replacing: ranges, with: value),
      conversion.problems.isEmpty
    else { return nil }
    let joint = ConversionComparison(conversion, with: plain)
    guard !joint.isRearranged else { return nil }
    // The others may have parts elsewhere, too.
    return joint.limited(to: single.goneResources.union(single.grown))
  }

  private mutating func convert(replacing ranges: [Range<Int>], with value: String) -> Conversion? {
    guard let changed = message.message(replacing: ranges, with: Array(value.utf8)) else { return nil }
    effort.conversions -= 1
    effort.bytes -= message.text.count
    var other = record
    other.message = changed
    return Converter.convertAlone(other, context: context)
  }

  private func text(of part: MessagePart) -> String {
    String(decoding: message.text[part.range], as: UTF8.self)
  }

  /// The value of a source; empty for one that is none of the message.
  func text(ofSource number: Int) -> String {
    ranges[number].map { String(decoding: message.text[$0], as: UTF8.self) } ?? ""
  }

  /// The coding system that stands two places behind a code.
  private func system(of part: MessagePart, among parts: [MessagePart]) -> String {
    let system = parts.first {
      guard $0.repetition == part.repetition else { return false }
      if let place = part.subcomponent {
        return $0.component == part.component && $0.subcomponent == place + 2
      }
      return $0.component == part.component.map { $0 + 2 } && $0.subcomponent == nil
    }
    return system.map(text) ?? ""
  }

  /// A finding at a field that is not made with another value there was made for that value.
  private mutating func placeFindings(_ others: [ConversionFinding], _ part: MessagePart, _ source: Int) {
    if others == plain.findings { return }
    for finding in Set(plain.findings) where finding.segment == part.segment && finding.field == part.field {
      let isFewer = others.count { $0 == finding } < plain.findings.count { $0 == finding }
      if isFewer, findingSources[finding]?.last != source {
        findingSources[finding, default: []].append(source)
      }
    }
  }

  // MARK: - Files, path and settings

  /// Of a content folder's documents each file as a whole: its bytes, its name, and what is read of it.
  private mutating func changeFiles() {
    for (index, file) in (record.folder?.files ?? []).enumerated() {
      let source = ConversionExplanation.Source.file(file.path)
      var others = [
        ContentFolder.File(
          path: file.path, bytes: file.bytes + [0x0A], type: file.type, statement: file.statement),
        ContentFolder.File(
          path: file.path + "1", bytes: file.bytes, type: file.type, statement: file.statement),
      ]
      if case .clinicalDocument = file.statement {
        others.append(
          ContentFolder.File(path: file.path, bytes: file.bytes, type: file.type, statement: .nobody))
      }
      for other in others {
        var changed = record
        changed.folder = record.folder?.replacing(index, with: other)
        note(changed, context, source)
      }
    }
  }

  private mutating func changePath() {
    let key = record.path.version.key
    func other(_ text: String) -> String? {
      let part = MessagePart(position: 0, segment: "", index: 1, field: 0, range: 0..<0)
      return OtherValues.of(text, at: part, system: "").first
    }
    changePath(.patient) { $0.version.key.patientID = other(key.patientID) ?? "" }
    if key.careDate != RecordKey.none {
      changePath(.careDate) { $0.version.key.careDate = other(key.careDate) ?? "" }
    }
    if key.orderNumber != RecordKey.fixedOrderNumber {
      changePath(.order) { $0.version.key.orderNumber = other(key.orderNumber) ?? "" }
    }
    if key.storageType == .extended { changeKind(key.kind, other) }
    changePath(.timestamp) { $0.version.timestamp = other($0.version.timestamp) ?? "" }
    changePath(.department) { $0.version.department = other($0.version.department) ?? "01" }
    var changed = record
    changed.sha256 = record.sha256.map { ~$0 }
    note(changed, context, .path(.digest))
  }

  /// The name of a kind folder of the extended storage is two codes with names and systems.
  private mutating func changeKind(_ kind: String, _ other: (String) -> String?) {
    let parts = kind.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    for (index, part) in parts.enumerated() {
      guard let value = other(part) else { continue }
      var changed = parts
      changed[index] = value
      changePath(.kind) { $0.version.key.kind = changed.joined(separator: "^") }
    }
  }

  private mutating func changePath(
    _ part: ConversionExplanation.PathPart, _ change: (inout StoragePath) -> Void
  ) {
    var changed = record
    change(&changed.path)
    note(changed, context, .path(part))
  }

  private mutating func changeSettings() {
    let code = context.facilityCode
    // Only ten digits are an institution code.
    changeSetting(.facilityCode) { $0.facilityCode = code.dropLast() + (code.hasSuffix("0") ? "1" : "0") }
    changeSetting(.facilityName) { $0.facilityName += "改" }
    changeSetting(.patientOID) { $0.patientOID += ".1" }
    changeSetting(.regionOID) { $0.regionOID += ".1" }
    changeSetting(.regionalID) { $0.regionalID += "1" }
    changeSetting(.localSystems) { $0.localSystems = $0.localSystems.mapValues { $0 + ".1" } }
    changeSetting(.codeMap) { $0.codeMap = CodeMap() }
    // What is not set has a substitute of another origin.
    if !context.sourceEndpoint.isEmpty { changeSetting(.sourceEndpoint) { $0.sourceEndpoint += "/1" } }
    if !context.destinationEndpoint.isEmpty {
      changeSetting(.destinationEndpoint) { $0.destinationEndpoint += "/1" }
    }
    if !context.gatewayVersion.isEmpty { changeSetting(.gatewayVersion) { $0.gatewayVersion += "1" } }
  }

  private mutating func changeSetting(
    _ setting: ConversionExplanation.Setting, _ change: (inout ConversionContext) -> Void
  ) {
    var changed = context
    change(&changed)
    note(record, changed, .setting(setting))
  }

  private mutating func note(
    _ record: SourceRecord, _ context: ConversionContext, _ source: ConversionExplanation.Source
  ) {
    let conversion = Converter.convertAlone(record, context: context)
    guard conversion.problems.isEmpty else { return }
    note(ConversionComparison(conversion, with: plain), identify(source), isEmptied: false)
  }

  // MARK: - Evidence

  /// Nothing can be converted with another value: every resource depends on it.
  private mutating func prevent(_ source: Int) {
    for first in plain.firstElements {
      note(Trace(source: source, evidence: .prevented, extent: 0), first)
    }
  }

  private mutating func note(_ comparison: ConversionComparison, _ source: Int, isEmptied: Bool) {
    let extent = comparison.gone.count
    for element in comparison.changed {
      note(Trace(source: source, evidence: isEmptied ? .differsWithout : .differs, extent: extent), element)
    }
    for element in comparison.gone {
      note(Trace(source: source, evidence: isEmptied ? .goesWithout : .goes, extent: extent), element)
    }
  }

  private mutating func note(_ trace: Trace, _ element: Int) {
    // Experiments with one source follow each other.
    guard let last = evidence[element].last, last.source == trace.source else {
      evidence[element].append(trace)
      return
    }
    if last.evidence < trace.evidence || (last.evidence == trace.evidence && last.extent > trace.extent) {
      evidence[element][evidence[element].count - 1] = trace
    }
  }

  private mutating func identify(_ source: ConversionExplanation.Source) -> Int {
    if let known = sourceNumbers[source] { return known }
    sourceNumbers[source] = sources.count
    sources.append(source)
    return sources.count - 1
  }
}

extension Converter {
  /// What is sent for one record by itself: its resources, and a Patient of identifiers alone where it tells no
  /// demographics, so that references resolve.
  public static func convertAlone(_ record: SourceRecord, context: ConversionContext) -> Conversion {
    var conversion = convert([record], context: context)
    let patient = PatientResource.identifiersOnly(
      localID: record.path.version.key.patientID, context: context)
    if !conversion.resources.isEmpty,
      !conversion.resources.contains(where: { $0.reference == patient.reference })
    {
      conversion.resources.insert(patient, at: 0)
    }
    return conversion
  }
}
