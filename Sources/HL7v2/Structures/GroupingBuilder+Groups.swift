extension GroupingBuilder {
  /// Puts a segment at a place of an open group, or opens the group that stands there.
  mutating func use(_ node: Int, at level: Int, _ subject: Subject, isIncomplete: Bool) {
    counts[node + frames[level].countOffset] += 1
    let group = grammar.nodes[node].group
    if group < 0 {
      put(in: level)
    } else {
      open(group, at: level, subject, isIncomplete: isIncomplete)
    }
  }

  /// Gives the segment that is being placed to an open group.
  mutating func put(in level: Int) {
    owners.append(Int32(truncatingIfNeeded: frames[level].made))
  }

  private mutating func open(_ group: Int, at level: Int, _ subject: Subject, isIncomplete: Bool) {
    frames[level].hasGroups = true
    let nodes = grammar.groups[group].nodes
    let entrance = grammar.entrance(
      of: subject.number, subject.code, into: group, isIncomplete: isIncomplete)
    frames.append(
      Frame(
        group: group, made: made.count, nodes: nodes, cursor: entrance.node,
        countOffset: counts.count - nodes.lowerBound))
    for _ in nodes { counts.append(0) }
    made.append(
      MadeGroup(
        group: Int32(truncatingIfNeeded: group), parent: Int32(truncatingIfNeeded: frames[level].made),
        first: Int32(truncatingIfNeeded: subject.index)))
    use(entrance.node, at: level + 1, subject, isIncomplete: entrance.isIncomplete)
  }

  mutating func closeFrames(above level: Int) {
    while frames.count - 1 > level, let frame = frames.last {
      reportMissing(in: frame)
      frames.removeLast()
      for _ in frame.nodes { counts.removeLast() }
    }
  }

  // MARK: - Findings

  /// What a group that is closed should have had.
  private mutating func reportMissing(in frame: Frame) {
    // SS-MIX2 itself leaves out parts of groups that it need not have, such as RXR behind RXE in RAS^O17.
    for node in grammar.groups[frame.group].required where counts[node + frame.countOffset] == 0 {
      let severity: Finding.Severity = grammar.groups[frame.group].isOptional ? .note : .warning
      let first = Int(made[frame.made].first)
      let group = grammar.nodes[node].group
      if group >= 0 {
        report(severity, first, nil, "a required group \(grammar.groups[group].name) is missing")
      } else if node == frame.nodes.lowerBound {
        let name = grammar.groups[frame.group].name
        report(.error, first, grammar.code(at: node), "the segment that begins a group \(name) is missing")
      } else {
        report(severity, first, grammar.code(at: node), "a required segment is missing")
      }
    }
  }

  mutating func report(_ severity: Finding.Severity, _ index: Int, _ code: SegmentCode?, _ text: String) {
    guard findings.count < MessageGrouping.findingLimit - 1 else {
      hasMoreFindings = true
      return
    }
    let offset = index < segments.endIndex ? segments[index].offset : nil
    findings.append(
      Finding(severity: severity, code: "hl7.structure", offset: offset, segment: code?.name, text: text))
  }

  /// The findings in the order of the message.
  var orderedFindings: [Finding] {
    var ordered = findings.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }
    if hasMoreFindings {
      ordered.append(
        Finding(severity: .note, code: "hl7.structure", text: "there are more deviations from the structure"))
    }
    return ordered
  }
}
