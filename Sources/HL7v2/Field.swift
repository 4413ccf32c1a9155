/// One field of a segment (HL7 v2.5 2.5.2).
public struct Field: Sendable {
  let storage: MessageText
  private let span: TextSpan

  init(text: MessageText, range: Range<Int>, isVerbatim: Bool) {
    storage = text
    span = TextSpan(range, isVerbatim: isVerbatim)
  }

  var range: Range<Int> { span.range }
  private var isVerbatim: Bool { span.isVerbatim }

  /// Nothing there, or nothing but delimiters.
  public var isEmpty: Bool { isVerbatim ? range.isEmpty : storage.isBlank(range) }

  /// Exactly `""`: the sender asks to delete the value (HL7 v2.5 2.5.3).
  public var isNull: Bool { storage.isNull(range) }

  /// First subcomponent of the first component of the first repetition, unescaped; `""` for an HL7 null value
  /// stays as the two quotation marks.
  public var text: String { isVerbatim ? encodedText : self[1].text }

  /// ``text``; nil when it is empty, blank or an HL7 null value.
  public var presentText: String? {
    if isVerbatim { return isNull || text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text }
    if isNull { return nil }
    return storage.present(storage.firstPart(of: range))
  }

  /// The whole field as written: delimiters and escape sequences kept.
  public var encodedText: String { storage.string(range, verbatim: true) }

  /// The whole field as decoded UTF-8, delimiters and escape sequences kept.
  public var utf8: ArraySlice<UInt8> { storage.utf8[range] }

  /// The repetitions in order, empty ones between delimiters included; none for a field without characters.
  public var repetitions: [Repetition] {
    if range.isEmpty { return [] }
    if isVerbatim { return [Repetition(text: storage, range: range, isVerbatim: true)] }
    return storage.parts(of: range, separator: storage.encodingCharacters.repetitionSeparator) {
      Repetition(text: storage, range: $0, isVerbatim: false)
    }
  }

  /// The first repetition; empty when the field is.
  public var firstRepetition: Repetition {
    if isVerbatim { return Repetition(text: storage, range: range, isVerbatim: true) }
    let first = storage.part(0, of: range, separator: storage.encodingCharacters.repetitionSeparator)
    return Repetition(text: storage, range: first, isVerbatim: false)
  }

  /// A component of the first repetition, from 1; empty when absent.
  public subscript(_ component: Int) -> Component {
    if isVerbatim { return firstRepetition[component] }
    let delimiters = storage.encodingCharacters
    let first = storage.part(0, of: range, separator: delimiters.repetitionSeparator)
    let part = storage.part(component &- 1, of: first, separator: delimiters.componentSeparator)
    return Component(text: storage, range: part, isVerbatim: false)
  }
}

/// One repetition of a field.
public struct Repetition: Sendable {
  let storage: MessageText
  private let span: TextSpan

  init(text: MessageText, range: Range<Int>, isVerbatim: Bool) {
    storage = text
    span = TextSpan(range, isVerbatim: isVerbatim)
  }

  var range: Range<Int> { span.range }
  private var isVerbatim: Bool { span.isVerbatim }

  /// Nothing there, or nothing but delimiters.
  public var isEmpty: Bool { isVerbatim ? range.isEmpty : storage.isBlank(range) }

  /// Exactly `""`.
  public var isNull: Bool { storage.isNull(range) }

  /// First subcomponent of the first component, unescaped.
  public var text: String { self[1].text }

  /// The whole repetition as written: delimiters and escape sequences kept.
  public var encodedText: String { storage.string(range, verbatim: true) }

  /// The components in order, empty ones included; none for a repetition without characters.
  public var components: [Component] {
    if range.isEmpty { return [] }
    if isVerbatim { return [Component(text: storage, range: range, isVerbatim: true)] }
    return storage.parts(of: range, separator: storage.encodingCharacters.componentSeparator) {
      Component(text: storage, range: $0, isVerbatim: false)
    }
  }

  /// A component, from 1; empty when absent.
  public subscript(_ component: Int) -> Component {
    if isVerbatim {
      let end = range.upperBound
      return Component(text: storage, range: component == 1 ? range : end..<end, isVerbatim: true)
    }
    let part = storage.part(
      component &- 1, of: range, separator: storage.encodingCharacters.componentSeparator)
    return Component(text: storage, range: part, isVerbatim: false)
  }
}

extension Repetition {
  /// ``Component/presentText`` of a component, from 1; for readers of many components.
  public func presentText(_ component: Int) -> String? {
    if isVerbatim { return self[component].presentText }
    let delimiters = storage.encodingCharacters
    let part = storage.part(component &- 1, of: range, separator: delimiters.componentSeparator)
    return storage.present(storage.part(0, of: part, separator: delimiters.subcomponentSeparator))
  }
}

/// One component of a repetition.
public struct Component: Sendable {
  let storage: MessageText
  private let span: TextSpan

  init(text: MessageText, range: Range<Int>, isVerbatim: Bool) {
    storage = text
    span = TextSpan(range, isVerbatim: isVerbatim)
  }

  var range: Range<Int> { span.range }
  private var isVerbatim: Bool { span.isVerbatim }

  /// Nothing there, or nothing but delimiters.
  public var isEmpty: Bool { isVerbatim ? range.isEmpty : storage.isBlank(range) }

  /// Exactly `""`.
  public var isNull: Bool { storage.isNull(range) }

  /// The first subcomponent, unescaped.
  public var text: String {
    if isVerbatim { return encodedText }
    // Not by way of the subcomponent: this is what readers of many values ask for.
    return storage.string(
      storage.part(0, of: range, separator: storage.encodingCharacters.subcomponentSeparator))
  }

  /// ``text``; nil when it is empty, blank or an HL7 null value.
  public var presentText: String? {
    if isVerbatim { return isNull || text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text }
    return storage.present(
      storage.part(0, of: range, separator: storage.encodingCharacters.subcomponentSeparator))
  }

  /// The whole component as written: subcomponent separators and escape sequences kept.
  public var encodedText: String { storage.string(range, verbatim: true) }

  /// Whether it has more than one subcomponent, empty ones included.
  public var hasSubcomponents: Bool {
    let separator = storage.encodingCharacters.subcomponentSeparator
    return !isVerbatim
      && storage.utf8.withUnsafeBufferPointer { $0.first(separator, in: range) < range.upperBound }
  }

  /// The subcomponents in order, empty ones included; none for a component without characters.
  public var subcomponents: [Subcomponent] {
    if range.isEmpty { return [] }
    if isVerbatim { return [Subcomponent(text: storage, range: range, isVerbatim: true)] }
    return storage.parts(of: range, separator: storage.encodingCharacters.subcomponentSeparator) {
      Subcomponent(text: storage, range: $0, isVerbatim: false)
    }
  }

  /// A subcomponent, from 1; empty when absent.
  public subscript(_ subcomponent: Int) -> Subcomponent {
    if isVerbatim {
      let end = range.upperBound
      return Subcomponent(text: storage, range: subcomponent == 1 ? range : end..<end, isVerbatim: true)
    }
    let part = storage.part(
      subcomponent &- 1, of: range, separator: storage.encodingCharacters.subcomponentSeparator)
    return Subcomponent(text: storage, range: part, isVerbatim: false)
  }
}

/// One subcomponent: the smallest piece of text.
public struct Subcomponent: Sendable {
  let storage: MessageText
  private let span: TextSpan

  init(text: MessageText, range: Range<Int>, isVerbatim: Bool) {
    storage = text
    span = TextSpan(range, isVerbatim: isVerbatim)
  }

  var range: Range<Int> { span.range }
  private var isVerbatim: Bool { span.isVerbatim }

  /// No characters.
  public var isEmpty: Bool { range.isEmpty }

  /// The text with escape sequences resolved (HL7 v2.5 2.7).
  public var text: String { storage.string(range, verbatim: isVerbatim) }

  /// ``text``; nil when it is empty, blank or an HL7 null value.
  public var presentText: String? { storage.present(range) }
}

/// A range of decoded text in eight bytes: a hostile message can have a part for each second byte.
struct TextSpan: Sendable {
  private let start: UInt32
  /// The end, and in the highest bit whether delimiters are part of the value (MSH-1 and MSH-2). Decoded text
  /// stays below 2 GiB: ``ParseLimits/boundedBytes``.
  private let end: UInt32

  init(_ range: Range<Int>, isVerbatim: Bool) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound) | (isVerbatim ? 1 << 31 : 0)
  }

  var range: Range<Int> {
    // Both come from a range, so they are in order.
    Range(uncheckedBounds: (Int(start), Int(end & 0x7FFF_FFFF)))
  }
  var isVerbatim: Bool { end & 1 << 31 != 0 }
}
