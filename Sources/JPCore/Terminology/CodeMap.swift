import Crypto

/// What a facility's local codes are in standard code systems: its code master, as far as somebody has mapped it.
///
/// A value; looking up costs one hash of system and code, and nothing where no map is configured.
public struct CodeMap: Sendable, Hashable {
  /// One local code and one of the standard codes that mean the same.
  public struct Entry: Sendable, Hashable, Codable {
    /// The local coding system by its name in messages; empty for a field that names none (a unit as text, PV1-10).
    public var system: String
    /// The local code, for a unit also its text.
    public var code: String
    /// The standard system.
    public var standard: StandardSystem
    /// The code in it.
    public var standardCode: String
    /// Its name in it; empty when it is not told.
    public var standardDisplay: String

    /// An entry from its parts, unchecked.
    public init(
      system: String, code: String, standard: StandardSystem, standardCode: String, standardDisplay: String
    ) {
      self.system = system
      self.code = code
      self.standard = standard
      self.standardCode = standardCode
      self.standardDisplay = standardDisplay
    }
  }

  private struct Key: Hashable {
    var system: String
    var code: String
    var use: StandardSystem.Use
  }

  /// Shared by all copies: a context is copied for each record.
  private final class Storage: Sendable {
    let targets: [Key: [Entry]]
    let digest: [UInt8]

    init(_ entries: [Entry]) {
      var targets: [Key: [Entry]] = [:]
      for entry in entries {
        let key = Key(system: entry.system, code: entry.code, use: entry.standard.use)
        // A standard system has one code for a local one: the first.
        if targets[key]?.contains(where: { $0.standard == entry.standard }) == true { continue }
        targets[key, default: []].append(entry)
      }
      self.targets = targets
      digest = Self.digest(of: targets.values.flatMap { $0 })
    }

    private static func digest(of entries: [Entry]) -> [UInt8] {
      let lines = entries.map { entry in
        [
          entry.system, entry.code, entry.standard.rawValue, entry.standardCode, entry.standardDisplay,
        ].joined(separator: "\u{0}")
      }
      var hash = SHA256()
      for line in lines.sorted() { hash.update(data: Array(line.utf8) + [0x0A]) }
      return Array(hash.finalize())
    }
  }

  private let storage: Storage?

  /// A map of these entries. Of two that say different things of one local code in one standard system the first counts.
  public init(_ entries: [Entry] = []) {
    storage = entries.isEmpty ? nil : Storage(entries)
  }

  /// Whether nothing is mapped.
  public var isEmpty: Bool { storage == nil }

  /// Digest of everything that decides over what is sent, whatever the order of the entries; empty for an empty map.
  public var digest: [UInt8] { storage?.digest ?? [] }

  /// The standard codes of a local code in a field of this use, in the order of the entries.
  func targets(system: String, code: String, use: StandardSystem.Use) -> [Entry] {
    storage?.targets[Key(system: system, code: code, use: use)] ?? []
  }

  /// Maps are alike when they say the same.
  public static func == (left: CodeMap, right: CodeMap) -> Bool { left.digest == right.digest }

  /// Hashes what the map says.
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// The standard systems that local codes can be mapped to, by their names in SS-MIX2 messages.
public enum StandardSystem: String, Sendable, Codable, CaseIterable {
  /// 医薬品 HOT7.
  case hot7 = "HOT7"
  /// 医薬品 HOT9.
  case hot9 = "HOT9"
  /// 医薬品 HOT13.
  case hot13 = "HOT13"
  /// 個別医薬品コード.
  case yj = "YJ"
  /// JAN, a GTIN.
  case jan = "JAN"
  /// JLAC10, 15 or 17 characters.
  case jlac10 = "JC10"
  /// LOINC.
  case loinc = "LN"
  /// UCUM, for units.
  case ucum = "UCUM"
  /// MERIT-9, for units of drugs.
  case merit9Unit = "MR9P"
  /// The departments of SS-MIX2.
  case department = "HL70069"

  /// Fields in which a mapping to the system can be meant.
  enum Use: Sendable { case item, unit, department }

  var use: Use {
    switch self {
    case .ucum, .merit9Unit: .unit
    case .department: .department
    case .hot7, .hot9, .hot13, .yj, .jan, .jlac10, .loinc: .item
    }
  }

  /// Whether a field of its use may name a local code without its system.
  public var allowsUnnamedSystem: Bool { use != .item }

  /// Whether a text has the form of the system's codes.
  public func accepts(_ code: String) -> Bool {
    switch self {
    case .hot7: CodeForm.isDigits(code, 7...7)
    case .hot9: CodeForm.isDigits(code, 9...9)
    case .hot13: CodeForm.isDigits(code, 13...13)
    case .yj: CodeForm.isYJ(code)
    case .jan: [8, 12, 13, 14].contains(code.utf8.count) && CodeForm.isDigits(code, 8...14)
    case .jlac10: [15, 17].contains(code.utf8.count) && CodeForm.isJLAC10(code)
    case .loinc: CodeForm.isLOINC(code)
    case .ucum: CodeForm.isUCUM(code)
    case .merit9Unit: CodeForm.isUpper(code, 1...10, also: "%/_")
    case .department: (2...3).contains(code.utf8.count) && LogicalID.isAllowed(code)
    }
  }

  /// Whether a name in a message stands for a system that the conversion knows: its codes are no local ones.
  public static func isStandard(name: String) -> Bool {
    CodeSystem.names[name] != nil || ["MDCDX2", "MR9P", "JAMISDP01", "UCUM"].contains(name)
  }

  /// Whether a URI is that of a standard system, in either release of JP Core.
  public static func isStandard(uri: String) -> Bool { standardURIs.contains(uri) }

  private static let standardURIs: Set<String> = Set(
    CodeSystem.allCases.flatMap { [$0.uris.v1_1_2, $0.uris.v1_2_0] } + [HL7System.ucum])
}

/// The forms of standard codes.
private enum CodeForm {
  static func isDigits(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    length.contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
  }

  static func isUpper(_ text: String, _ length: ClosedRange<Int>, also further: String = "") -> Bool {
    let further = Array(further.utf8)
    return length.contains(text.utf8.count)
      && text.utf8.allSatisfy { isDigit($0) || isUpper($0) || further.contains($0) }
  }

  /// Seven digits (class, ingredient and way), a letter (form), four digits.
  static func isYJ(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 12 && bytes.prefix(7).allSatisfy(isDigit) && isUpper(bytes[7])
      && bytes.suffix(4).allSatisfy(isDigit)
  }

  /// An analyte (digit, letter, three digits), then what identifies, material, method and result.
  static func isJLAC10(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return isUpper(text, 15...17) && isDigit(bytes[0]) && isUpper(bytes[1])
      && bytes[2..<5].allSatisfy(isDigit)
  }

  /// A number and its check digit.
  static func isLOINC(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    return parts.count == 2 && (1...7).contains(parts[0].count) && parts[1].count == 1
      && parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  /// UCUM 2.1: visible ASCII, brackets and braces closed and not nested.
  static func isUCUM(_ text: String) -> Bool {
    var closing: UInt8?
    for byte in text.utf8 {
      guard (0x21...0x7E).contains(byte) else { return false }
      switch byte {
      case 0x5B, 0x7B:
        if closing == 0x7D && byte == 0x5B { continue }
        guard closing == nil else { return false }
        closing = byte + 2
      case 0x5D, 0x7D:
        if closing == 0x7D && byte == 0x5D { continue }
        guard closing == byte else { return false }
        closing = nil
      case 0x22 where closing != 0x7D: return false
      default: continue
      }
    }
    return closing == nil && (1...64).contains(text.utf8.count)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
