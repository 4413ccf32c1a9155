/// How much an experiment says about where an element came from; the more the greater.
enum Evidence: UInt8, Comparable {
  /// With the other value nothing could be converted.
  case prevented
  /// The element is not there when the value is not there.
  case goesWithout
  /// The element is another one when the value is not there.
  case differsWithout
  /// The element is not there with another value.
  case goes
  /// The element is another one with another value.
  case differs

  static func < (left: Evidence, right: Evidence) -> Bool { left.rawValue < right.rawValue }
}

/// A conversion laid out for comparing others with it: each value of each resource is an element, numbered through.
struct ConversionLayout {
  let resources: [Resource]
  let findings: [ConversionFinding]
  let trees: [ResourceTree]
  /// Number of the first element of each resource.
  let firstElements: [Int]
  let elementCount: Int

  init(_ conversion: Conversion) {
    resources = conversion.resources
    findings = conversion.findings
    let names = ResourceNames(conversion.resources)
    trees = conversion.resources.map { ResourceTree(Array($0.json), names: names) }
    var count = 0
    firstElements = trees.map { tree in
      defer { count += tree.leaves }
      return count
    }
    elementCount = count
  }
}

/// What differs between a conversion and one of the same record with another value somewhere.
struct ConversionComparison {
  /// Elements that have another value.
  private(set) var changed: [Int] = []
  /// Elements that are not there any more; of a resource that is not there its first, the type.
  private(set) var gone: [Int] = []
  /// Whether there is something that was not there before.
  private(set) var hasMore = false
  /// Resources of the plain conversion with something that was not there before.
  private(set) var grown: Set<Int> = []

  /// Whether there are more or fewer resources than before.
  private(set) var isRearranged = false

  private let plain: ConversionLayout
  /// Which resource of the plain conversion each of the other one is; nil: none.
  private var counterparts: [Int?] = []
  /// Resources of the plain conversion that are not there any more.
  private(set) var goneResources: Set<Int> = []
  private var isAligned: Bool

  init(_ other: Conversion, with plain: ConversionLayout) {
    self.plain = plain
    // Most experiments change one resource or none.
    isAligned =
      other.resources.count == plain.resources.count
      && zip(other.resources, plain.resources).allSatisfy { $0.type == $1.type }
    let names = ResourceNames(other.resources)
    if isAligned {
      counterparts = Array(other.resources.indices)
      for (index, resource) in other.resources.enumerated() where resource.json != plain.resources[index].json
      {
        compare(index, ResourceTree(Array(resource.json), names: names))
      }
    } else {
      let trees = other.resources.map { ResourceTree(Array($0.json), names: names) }
      align(other.resources, trees)
      isAligned = true
      for (index, counterpart) in counterparts.enumerated() {
        if let counterpart {
          compare(counterpart, trees[index])
        } else {
          hasMore = true
        }
      }
      isRearranged = true
    }
  }

  /// What differs in some of the resources.
  func limited(to resources: Set<Int>) -> ConversionComparison {
    var limited = self
    let ranges = resources.map {
      plain.firstElements[$0]..<plain.firstElements[$0] + plain.trees[$0].leaves
    }
    limited.changed = changed.filter { element in ranges.contains { $0.contains(element) } }
    limited.gone = gone.filter { element in ranges.contains { $0.contains(element) } }
    return limited
  }

  private mutating func compare(_ resource: Int, _ other: ResourceTree) {
    let hadMore = hasMore
    hasMore = false
    compare(plain.trees[resource], other, plain.firstElements[resource])
    if hasMore { grown.insert(resource) }
    hasMore = hasMore || hadMore
  }

  // MARK: - Resources

  /// Pairs resources of a type in their order: ids tell nothing, since they are made of what was changed.
  private mutating func align(_ others: [Resource], _ trees: [ResourceTree]) {
    counterparts = Array(repeating: nil, count: others.count)
    let types = Set(others.map(\.type)).union(plain.resources.map(\.type))
    for type in types {
      let mine = plain.resources.indices.filter { plain.resources[$0].type == type }
      let theirs = others.indices.filter { others[$0].type == type }
      let pairs = Self.pairs(mine.count, theirs.count) { first, second in
        isSame(plain.trees[mine[first]], trees[theirs[second]], isRoot: true)
      }
      for (first, second) in pairs { counterparts[theirs[second]] = mine[first] }
    }
    let kept = Set(counterparts.compactMap(\.self))
    for index in plain.resources.indices where !kept.contains(index) {
      goneResources.insert(index)
      gone.append(plain.firstElements[index])
    }
  }

  /// Pairs the items of two lists: alike ones from both ends, since one value was changed in one place, and what is
  /// between them when it is equally many.
  private static func pairs(
    _ first: Int, _ second: Int, isSame: (Int, Int) -> Bool
  ) -> [(Int, Int)] {
    if first == second { return (0..<first).map { ($0, $0) } }
    let shorter = min(first, second)
    var start = 0
    while start < shorter, isSame(start, start) { start += 1 }
    var end = 0
    while end < shorter - start, isSame(first - 1 - end, second - 1 - end) { end += 1 }
    return (0..<start).map { ($0, $0) } + (0..<end).map { (first - 1 - $0, second - 1 - $0) }
  }

  // MARK: - Elements

  /// Whether two trees say the same, whatever the ids of the resources that they name.
  private func isSame(_ mine: ResourceTree, _ theirs: ResourceTree, isRoot: Bool = false) -> Bool {
    switch (mine, theirs) {
    case (.text(let first), .text(let second)), (.literal(let first), .literal(let second)):
      return first == second
    case (.link(let first), .link(let second)):
      return first.suffix == second.suffix && (!isAligned || counterparts[second.target] == first.target)
    case (.inner(_, let first), .inner(_, let second)): return first == second
    case (.list(let first, _), .list(let second, _)):
      return first.count == second.count && zip(first, second).allSatisfy { isSame($0, $1) }
    case (.object(let first, _), .object(let second, _)):
      return first.count == second.count
        && zip(first, second).allSatisfy {
          $0.name == $1.name && ((isRoot && $0.name == "id") || isSame($0.value, $1.value))
        }
    default: return false
    }
  }

  private mutating func compare(_ mine: ResourceTree, _ theirs: ResourceTree, _ element: Int) {
    switch (mine, theirs) {
    case (.text(let first), .text(let second)), (.literal(let first), .literal(let second)):
      if first != second { changed.append(element) }
    case (.link(let first), .link(let second)):
      if counterparts[second.target] != first.target || first.suffix != second.suffix {
        changed.append(element)
      }
    case (.inner(_, let first), .inner(_, let second)):
      if first != second { changed.append(element) }
    case (.list(let first, _), .list(let second, _)): compare(first, second, element)
    case (.object(let first, _), .object(let second, _)): compare(first, second, element)
    // A text that names a resource, and does not any more.
    case (.link, .text), (.text, .link): changed.append(element)
    default:
      lose(mine, element)
      hasMore = true
    }
  }

  /// References to a resource that is gone go with it: that says nothing of their own origin.
  private mutating func lose(_ mine: ResourceTree, _ first: Int) {
    var element = first
    mine.forEachLeaf { _, leaf in
      if case .link(let link) = leaf, goneResources.contains(link.target) {
      } else {
        gone.append(element)
      }
      element += 1
    }
  }

  private mutating func compare(_ mine: [ResourceTree], _ theirs: [ResourceTree], _ first: Int) {
    let pairs = Self.pairs(mine.count, theirs.count) { isSame(mine[$0], theirs[$1]) }
    var counterpart = Array(repeating: -1, count: mine.count)
    for (own, other) in pairs { counterpart[own] = other }
    hasMore = hasMore || theirs.count > pairs.count
    var element = first
    for (index, item) in mine.enumerated() {
      if counterpart[index] >= 0 {
        compare(item, theirs[counterpart[index]], element)
      } else {
        lose(item, element)
      }
      element += item.leaves
    }
  }

  private mutating func compare(
    _ mine: [ResourceTree.Member], _ theirs: [ResourceTree.Member], _ first: Int
  ) {
    var element = first
    var known = 0
    for (index, member) in mine.enumerated() {
      // Members stand in the same order in both, save for those that come or go.
      let isNext = theirs.indices.contains(index) && theirs[index].name == member.name
      if let other = isNext ? theirs[index] : theirs.first(where: { $0.name == member.name }) {
        known += 1
        compare(member.value, other.value, element)
      } else {
        lose(member.value, element)
      }
      element += member.value.leaves
    }
    hasMore = hasMore || theirs.count > known
  }
}
