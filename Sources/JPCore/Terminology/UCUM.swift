/// Units of laboratory results in UCUM. Hospitals write them in ISO 2955, in local spelling or as text only;
/// what is not in this table is sent as text without a code.
enum UCUM {
  /// What a message calls the system of units that are written as in UCUM or ISO 2955 (MERIT-9 in capitals), or written and
  /// not coded; empty where it names none.
  static let namesInMessages: Set<String> = [
    "", "UCUM", "ISO+", "ISO", "ISO2955", "ISO 2955", "ANS+", "MR9P",
  ]

  /// The UCUM code of a unit as written; nil when it is not known for certain.
  static func code(_ written: String) -> String? {
    if codes.contains(written) { return written }
    let text = isNormalised(written) ? written : normalised(written)
    if codes.contains(text) { return text }
    if let code = aliases[text] { return code }
    // Folding a letter alone would make seconds of siemens, days of dioptres.
    guard text.utf8.count > 1 else { return nil }
    // Folding letters would make milli of mega: only where a capital M cannot be meant so. Accelerators have megavolts.
    guard !text.utf8.contains(0x4D) || text == text.uppercased() && text != "MV" else { return nil }
    return aliases[text.lowercased()]
  }

  /// Whether ``normalised(_:)`` would change nothing: ASCII without blanks.
  private static func isNormalised(_ written: String) -> Bool {
    written.withBytes { $0.allSatisfy { $0 < 0x80 && $0 != 0x20 && $0 != 0x09 } }
  }

  /// Widths folded, micro signs as `u`, powers and multiplication in one spelling, blanks removed.
  private static func normalised(_ written: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in written.foldedWidth.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x09: continue
      case 0xB5, 0x3BC: result.append("u")
      case 0xD7: result.append("x")
      case 0xB2, 0xB3:
        // Behind a digit it is a power (`10³`), behind a letter UCUM writes it plain (`m²`).
        if let last = result.last, (0x30...0x39).contains(last.value) { result.append("^") }
        result.append(scalar.value == 0xB2 ? "2" : "3")
      case 0x2113: result.append("l")
      case 0x338D: result.append(contentsOf: "ug".unicodeScalars)
      case 0x3395: result.append(contentsOf: "ul".unicodeScalars)
      case 0x3396: result.append(contentsOf: "ml".unicodeScalars)
      case 0x3397: result.append(contentsOf: "dl".unicodeScalars)
      case 0x33A1: result.append(contentsOf: "m2".unicodeScalars)
      case 0x33A3: result.append(contentsOf: "mm3".unicodeScalars)
      case 0x2103: result.append(contentsOf: "cel".unicodeScalars)
      case 0x33C4: result.append(contentsOf: "cc".unicodeScalars)
      case 0x338E: result.append(contentsOf: "mg".unicodeScalars)
      case 0x338F: result.append(contentsOf: "kg".unicodeScalars)
      case 0x339C: result.append(contentsOf: "mm".unicodeScalars)
      case 0x339D: result.append(contentsOf: "cm".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Units that are valid UCUM as they stand.
  private static let codes: Set<String> = Set(table.map(\.code))

  /// Spellings in small letters.
  private static let aliases: [String: String] = {
    var aliases: [String: String] = [:]
    for row in table {
      aliases[row.code.lowercased()] = row.code
      for spelling in row.spellings { aliases[spelling] = row.code }
    }
    return aliases
  }()

  private static let table: [(code: String, spellings: [String])] = [
    ("%", ["percent", "パーセント"]), ("[ppm]", ["ppm"]), ("[pH]", ["ph"]),
    ("g/dL", ["g/100ml"]), ("g/L", []), ("mg/dL", ["mg/100ml"]), ("mg/L", []), ("ug/dL", ["mcg/dl"]),
    ("ug/L", ["mcg/l"]), ("ug/mL", ["mcg/ml"]), ("ng/mL", []), ("ng/dL", []), ("ng/L", []), ("pg/mL", []),
    ("pg/dL", []), ("mg/mL", []), ("mmol/L", []), ("umol/L", []), ("nmol/L", []), ("pmol/L", []),
    ("meq/L", []), ("mosm/kg", ["mosm/kgh2o", "mosm/kg・h2o"]), ("mosm/L", []),
    ("U/L", ["unit/l"]), ("U/mL", ["unit/ml"]), ("U/g", []), ("[IU]/L", ["iu/l"]), ("[IU]/mL", ["iu/ml"]),
    ("m[IU]/L", ["miu/l"]), ("m[IU]/mL", ["miu/ml"]), ("u[IU]/mL", ["uiu/ml"]), ("k[IU]/L", ["kiu/l"]),
    ("mU/mL", []), ("mU/L", []), ("uU/mL", []),
    ("fL", []), ("pg", []), ("g", []), ("mg", []), ("ug", ["mcg"]), ("ng", []), ("kg", []),
    ("kV", []), ("mV", []), ("uV", []), ("mA", []), ("mA.s", ["mas"]), ("ms", ["msec", "ミリ秒"]),
    ("deg", ["degree", "degrees"]), ("m/s", ["m/sec"]),
    ("mL", ["cc"]), ("L", []), ("dL", []), ("uL", []), ("cm", []), ("mm", []), ("kg/m2", ["kg/m^2"]),
    ("10*3/uL", ["10^3/ul", "x10^3/ul", "x10*3/ul", "10e3/ul", "千/ul"]),
    ("10*4/uL", ["10^4/ul", "x10^4/ul", "x10*4/ul", "10e4/ul", "万/ul", "万/mm3"]),
    ("10*6/uL", ["10^6/ul", "x10^6/ul", "x10*6/ul", "10e6/ul", "百万/ul"]),
    ("10*2/uL", ["10^2/ul", "x10^2/ul", "x10*2/ul", "百/ul"]),
    ("/uL", ["個/ul", "1/ul"]), ("/mm3", ["個/mm3"]), ("/[HPF]", ["/hpf"]), ("/[LPF]", ["/lpf"]),
    ("/min", ["回/分", "回/1分", "拍/分", "1/min", "bpm", "回/min"]), ("s", ["sec", "秒"]), ("min", ["分"]),
    ("h", ["hr", "時間"]),
    ("d", ["day", "日"]), ("mm/h", ["mm/hr", "mm/1h", "mm/時"]), ("mL/min", ["ml/分"]),
    ("mL/h", ["ml/hr", "ml/時", "ml/時間", "cc/h", "cc/hr"]), ("mg/h", ["mg/hr", "mg/時"]),
    ("ug/h", ["mcg/h", "mcg/hr"]),
    ("mg/min", []), ("ug/min", ["mcg/min"]), ("ug/kg/min", ["mcg/kg/min"]), ("U/h", ["unit/h"]),
    ("mL/min/{1.73_m2}", ["ml/min/1.73m2", "ml/min/1.73m^2", "ml/分/1.73m2"]), ("L/min", ["l/分"]),
    ("mg/g{creat}", ["mg/gcr", "mg/g.cr", "mg/g・cr", "mg/gcre"]), ("g/g{creat}", ["g/gcr", "g/g・cr"]),
    ("mg/d", ["mg/day", "mg/日"]), ("g/d", ["g/day", "g/日"]), ("mL/d", ["ml/day", "ml/日"]),
    ("mm[Hg]", ["mmhg", "mm(hg)", "torr"]), ("Cel", ["cel", "°c", "degc"]), ("{INR}", ["inr"]),
    ("{copies}/mL", ["copies/ml", "コピー/ml"]), ("{log_copies}/mL", ["logcopies/ml", "logコピー/ml"]),
    ("{log_IU}/mL", ["logiu/ml"]), ("{COI}", ["coi", "c.o.i", "c.o.i."]), ("{S/CO}", ["s/co"]),
  ]
}
