import Glibc

/// What must hold for every input. A broken law ends the process, which libFuzzer reports with the input.
func hold(_ condition: @autoclosure () -> Bool, _ law: StaticString) {
  if !condition() {
    let text = Array("broken law: \(law)\n".utf8)
    _ = write(STDERR_FILENO, text, text.count)
    abort()
  }
}

/// The fuzzer's bytes as an array of our own.
func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  Array(UnsafeBufferPointer(start: start, count: count))
}

@_silgen_name("__lsan_disable") private func stopLookingForLeaks()
@_silgen_name("__lsan_enable") private func lookForLeaks()

/// Makes what lives as long as the process: Swift keeps some of it behind tagged pointers, which
/// LeakSanitizer takes for lost.
func makeForGood(_ make: () -> Void) {
  stopLookingForLeaks()
  make()
  lookForLeaks()
}
