/// What grows in a culture.
struct Organism: Sendable {
  /// CWE, JANIS.
  let code: String
  let isGramPositive: Bool

  private init(_ code: String, isGramPositive: Bool) {
    self.code = code
    self.isGramPositive = isGramPositive
  }

  static let all = [
    Organism("2001^Escherichia coli^JANIS", isGramPositive: false),
    Organism("2351^Klebsiella pneumoniae^JANIS", isGramPositive: false),
    Organism("4001^Pseudomonas aeruginosa^JANIS", isGramPositive: false),
    Organism("1301^Staphylococcus aureus^JANIS", isGramPositive: true),
    Organism("1131^Streptococcus pneumoniae^JANIS", isGramPositive: true),
    Organism("1205^Enterococcus faecalis^JANIS", isGramPositive: true),
  ]
  static let quantities = ["(1+)", "(2+)", "(3+)", "少数"]

  /// Drugs that are tried on it.
  var drugs: [String] {
    isGramPositive
      ? ["ペニシリンＧ", "アンピシリン", "セファゾリン", "エリスロマイシン", "バンコマイシン", "レボフロキサシン"]
      : ["アンピシリン", "セファゾリン", "セフトリアキソン", "メロペネム", "ゲンタマイシン", "レボフロキサシン"]
  }
}

/// A specimen of bacteriology.
struct CultureMaterial: Sendable {
  /// SPM-4.
  let code: String
  /// SPM-8.
  let site: String
  /// OBR-4.
  let service: String
  /// Middle of the JLAC10 codes: the material.
  let materialDigits: String

  static let all = [
    CultureMaterial(
      code: "061^喀痰^JC10", site: "^右下葉気管支^99T07", service: "6B010000006174200^培養同定（一般細菌）^JC10",
      materialDigits: "061"),
    CultureMaterial(
      code: "001^尿（含むその他）^JC10", site: "^膀胱^99T07", service: "6B010000000174200^培養同定（一般細菌）^JC10",
      materialDigits: "001"),
    CultureMaterial(
      code: "017^血液^JC10", site: "^左前腕^99T07", service: "6B010000001774200^培養同定（一般細菌）^JC10",
      materialDigits: "017"),
  ]
}
