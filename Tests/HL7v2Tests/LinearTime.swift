/// Whether ten times the input takes about ten times as long rather than a hundred times.
///
/// - Parameters:
///   - count: The size of the smaller input; large enough to take milliseconds.
///   - prepare: Makes the work for an input of a size; only the work is timed.
/// - Returns: False when not one of several attempts, on a machine that does other things too, was linear.
func growsLinearly(from count: Int, prepare: (Int) throws -> () -> Void) rethrows -> Bool {
  let clock = ContinuousClock()
  let (few, many) = (try prepare(count), try prepare(count * 10))
  return (0..<6).contains { _ in
    let short = min(clock.measure(few), clock.measure(few))
    return clock.measure(many) < short * 30
  }
}
