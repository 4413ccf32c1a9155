import HL7v2

/// What values, parts of the path and settings are called for people.
struct SourceNames {
  private struct FieldKey: Hashable {
    var segment: String, field: Int
  }

  private let language: MessageInspection.Language
  /// Segments of which the message has several.
  private var numbered: Set<String> = []
  /// Fields of which more than the first component is named somewhere: the others are named without it.
  private var composite: Set<FieldKey> = []

  init(_ explanation: ConversionExplanation, language: MessageInspection.Language) {
    self.language = language
    let sources = explanation.elements.flatMap { $0.sources + $0.conditions }.compactMap { source in
      if case .message(let source) = source { source } else { nil }
    }
    for source in sources + explanation.dropped.map(\.source) {
      if source.index > 1 { numbered.insert(source.segment) }
      if source.component ?? 1 > 1 || source.subcomponent != nil {
        composite.insert(FieldKey(segment: source.segment, field: source.field))
      }
    }
  }

  /// `OBX[1…3,5]`, or the name alone where the message has one.
  func segment(_ name: String, _ indexes: [Int]) -> String {
    if !numbered.contains(name) || indexes.isEmpty { return name }
    return "\(name)[\(Self.ranges(indexes))]"
  }

  func field(_ segment: String, _ field: Int) -> String {
    guard let definition = SegmentDefinition.named(segment)?.field(field) else { return "" }
    let isJapanese = language == .ja || definition.englishName.isEmpty
    return isJapanese ? definition.japaneseName : definition.englishName
  }

  /// Places in one field of one or more segments of a name, `OBX[1…3]-3.1,2`.
  func place(_ places: [ConversionExplanation.MessageSource]) -> String {
    guard let first = places.first else { return "" }
    return "\(segment(first.segment, places.map(\.index)))-\(first.field)\(parts(places))"
  }

  /// Sources in their order, those that differ in one number only joined.
  func text(_ sources: [ConversionExplanation.Source]) -> String {
    var texts: [String] = []
    var order: [FieldKey] = []
    var places: [FieldKey: [ConversionExplanation.MessageSource]] = [:]
    var files: [String] = []
    var ofPath: [String] = []
    var settings: [String] = []
    for source in sources {
      switch source {
      case .message(let source):
        let key = FieldKey(segment: source.segment, field: source.field)
        if places[key] == nil { order.append(key) }
        places[key, default: []].append(source)
      case .file(let path): if !files.contains(path) { files.append(path) }
      case .path(let part): if !ofPath.contains(text(part)) { ofPath.append(text(part)) }
      case .setting(let setting):
        if !settings.contains(setting.rawValue) { settings.append(setting.rawValue) }
      }
    }
    texts += order.map { key in
      "\(place(places[key] ?? [])) \(field(key.segment, key.field))"
    }
    if !files.isEmpty {
      let names = files.map(DisplayText.visible).joined(separator: ", ")
      texts.append((language == .ja ? "ファイル: " : "file: ") + names)
    }
    if !ofPath.isEmpty {
      texts.append((language == .ja ? "パス: " : "path: ") + ofPath.joined(separator: ", "))
    }
    if !settings.isEmpty {
      texts.append((language == .ja ? "設定: " : "setting: ") + settings.joined(separator: ", "))
    }
    return texts.joined(separator: "; ")
  }

  /// `[2].1,3`: repetition and components; nothing where there is only one of each.
  private func parts(_ places: [ConversionExplanation.MessageSource]) -> String {
    guard let first = places.first else { return "" }
    let isComposite = composite.contains(FieldKey(segment: first.segment, field: first.field))
    var texts: [String] = []
    for repetition in Set(places.map { $0.repetition ?? 0 }).sorted() {
      var components: [String] = []
      for place in places where (place.repetition ?? 0) == repetition {
        guard isComposite, let component = place.component else { continue }
        let text = place.subcomponent.map { "\(component).\($0)" } ?? "\(component)"
        if !components.contains(text) { components.append(text) }
      }
      let list = components.isEmpty ? "" : "." + components.joined(separator: ",")
      texts.append((repetition > 0 ? "[\(repetition)]" : "") + list)
    }
    return texts.joined(separator: "/")
  }

  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in Set(numbers).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { range in
      switch range.count {
      case 1: "\(range.lowerBound)"
      case 2: "\(range.lowerBound),\(range.upperBound)"
      default: "\(range.lowerBound)…\(range.upperBound)"
      }
    }.joined(separator: ",")
  }

  private func text(_ part: ConversionExplanation.PathPart) -> String {
    let (japanese, english) =
      switch part {
      case .patient: ("患者ID", "patient")
      case .careDate: ("診療日", "care date")
      case .kind: ("データ種別", "kind")
      case .order: ("オーダ番号", "order number")
      case .timestamp: ("発生日時", "timestamp")
      case .department: ("診療科", "department")
      case .digest: ("ファイルのダイジェスト", "digest of the file")
      }
    return language == .ja ? japanese : english
  }
}
