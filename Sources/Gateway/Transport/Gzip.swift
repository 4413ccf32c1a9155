import CZlib

/// The gzip format (RFC 1952) over zlib, with a limit on what may come out.
///
/// The output is deterministic: no time and no name in the header, so the same bytes are sent again after a
/// crash.
public enum Gzip {
  /// Why bytes could not be decoded.
  public enum DecodingError: Error, Sendable, Hashable {
    /// Not gzip, cut short, or its check sum is wrong.
    case damaged
    /// More than the limit comes out.
    case tooLarge
    /// zlib could not get memory.
    case outOfMemory
  }

  /// Compresses at level 1: on a local link the processor, not the wire, is the limit.
  ///
  /// - Returns: nil only when zlib cannot get memory; the bytes can then be sent as they are.
  public static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // 15 + 16: the largest window, with a gzip header.
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, version, size) == Z_OK else {
      return nil
    }
    defer { deflateEnd(&stream) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 3 + 64)
    let result = run(&stream, input: bytes, output: &output, limit: .max) {
      deflate(&$0, $1 ? Z_FINISH : Z_NO_FLUSH)
    }
    return result == .ended ? output : nil
  }

  /// Decodes one or more members (RFC 1952 section 2.2) and stops at the limit, whatever the input promises.
  ///
  /// - Parameter limit: most bytes that may come out.
  /// - Throws: `damaged`, `tooLarge`, `outOfMemory`.
  public static func decompress(_ bytes: [UInt8], limit: Int) throws(DecodingError) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .outOfMemory
    }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    let result = run(&stream, input: bytes, output: &output, limit: max(0, limit)) { stream, isLast in
      let status = inflate(&stream, Z_NO_FLUSH)
      // Another member may follow the end of this one.
      guard status == Z_STREAM_END, !(isLast && stream.avail_in == 0) else { return status }
      return inflateReset(&stream)
    }
    switch result {
    case .ended: return output
    case .tooLarge: throw .tooLarge
    case .failed(Z_MEM_ERROR): throw .outOfMemory
    case .failed: throw .damaged
    }
  }

  private enum Result: Equatable {
    case ended, tooLarge
    case failed(Int32)
  }

  /// Feeds the input in pieces that zlib's 32-bit counts can hold and collects the output.
  private static func run(
    _ stream: inout z_stream, input: [UInt8], output: inout [UInt8], limit: Int,
    step: (inout z_stream, _ isLast: Bool) -> Int32
  ) -> Result {
    let pieceSize = 1 << 30
    return input.withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { buffer in
        var fed = 0
        while true {
          if stream.avail_in == 0, fed < input.count {
            let count = min(pieceSize, input.count - fed)
            // zlib reads through this pointer and never writes; its old interface lacks the const.
            stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + fed) }
            stream.avail_in = UInt32(count)
            fed += count
          }
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          let before = stream.avail_in
          let status = step(&stream, fed == input.count)
          let produced = buffer.count - Int(stream.avail_out)
          guard produced <= limit - output.count else { return .tooLarge }
          output.append(contentsOf: buffer[..<produced])
          if status == Z_STREAM_END { return .ended }
          guard status == Z_OK else { return .failed(status) }
          // No progress and nothing left to feed: the input ends in the middle.
          if produced == 0, stream.avail_in == before, fed == input.count { return .failed(Z_BUF_ERROR) }
        }
      }
    }
  }
}
