import HL7v2

/// Which results of a culture tell of one organism: those with its OBX-4 (HL7 v2.5 7.4.2.4 lets the sub-ID join what
/// belongs together).
struct OrganismGroups {
  /// The indexes of the results that belong to the organism, by the organism's own.
  private(set) var members: [Int: [Int]] = [:]
  /// Indexes of all organisms that have members.
  var organisms: [Int] { members.keys.sorted() }

  /// Of results without sub-ID.
  init() {}

  /// - Parameters:
  ///   - results: OBX of one order.
  ///   - service: its OBR-4.
  init(_ results: [Segment], service: Field) {
    var groups: [String: [Int]] = [:]
    for (index, obx) in results.enumerated() {
      if let group = obx[4].valued?.trimmed { groups[group, default: []].append(index) }
    }
    let isCulture = Self.items(service).contains { $0.hasPrefix(Self.culture) }
    for group in groups.values where group.count > 1 {
      let candidates = group.filter { Self.namesOrganism(results[$0], isCulture: isCulture) }
      // Two names under one sub-ID: nobody can tell whose the other results are.
      guard candidates.count == 1 else { continue }
      members[candidates[0]] = group.filter { $0 != candidates[0] }
    }
  }

  /// JLAC10: culture and identification.
  private static let culture = "6B"

  /// Whether a result is the name of an organism: a code of JANIS' organisms, or any code as result of an item of culture
  /// and identification.
  private static func namesOrganism(_ obx: Segment, isCulture: Bool) -> Bool {
    guard ["CWE", "CE", "CNE"].contains(obx[2].text), !obx[5].isEmpty, !obx[5].isNull else { return false }
    if [3, 6].contains(where: { obx[5][$0].valued?.trimmed == "JANIS" }) { return true }
    let items = items(obx[3])
    // A local item says nothing itself; the order that it answers does.
    return items.isEmpty ? isCulture : items.contains { $0.hasPrefix(culture) }
  }

  /// The JLAC10 codes of a CWE.
  private static func items(_ field: Field) -> [String] {
    [1, 4].compactMap { field[$0 + 2].valued?.trimmed == "JC10" ? field[$0].valued?.trimmed : nil }
  }
}
