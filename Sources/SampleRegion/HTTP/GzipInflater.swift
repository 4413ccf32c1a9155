import CZlib

/// Inflates gzip (RFC 1952) with a limit on what comes out, so that a small request cannot fill the memory.
enum GzipInflater {
  /// Why nothing came out.
  enum Failure: Error, Equatable {
    /// No gzip, damaged, or cut off.
    case malformed
    /// More than the limit would come out.
    case tooLarge
  }

  /// The decoded bytes of one or more gzip members.
  static func inflate(_ input: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    // An empty buffer has no base address to give zlib, and is no gzip member either.
    guard !input.isEmpty else { throw .malformed }
    var stream = z_stream()
    // 31 = the greatest window (15) and "gzip header wanted" (16).
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .malformed
    }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    var source = input
    let result: Result<Void, Failure> = source.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(clamping: source.count)
      return Self.run(&stream, into: &output, chunk: &chunk, limit: limit)
    }
    try result.get()
    return output
  }

  private static func run(
    _ stream: inout z_stream, into output: inout [UInt8], chunk: inout [UInt8], limit: Int
  ) -> Result<Void, Failure> {
    while true {
      let size = chunk.count
      let status = chunk.withUnsafeMutableBufferPointer { chunk in
        stream.next_out = chunk.baseAddress
        stream.avail_out = UInt32(size)
        return CZlib.inflate(&stream, Z_NO_FLUSH)
      }
      let produced = size - Int(stream.avail_out)
      guard output.count + produced <= limit else { return .failure(.tooLarge) }
      output.append(contentsOf: chunk[..<produced])
      switch status {
      case Z_OK: continue
      case Z_STREAM_END where stream.avail_in == 0: return .success(())
      // Another member follows; anything else after the first is refused by its missing header.
      case Z_STREAM_END where inflateReset(&stream) == Z_OK: continue
      default: return .failure(.malformed)
      }
    }
  }
}
