import Testing

@testable import Gateway

@Suite struct GzipTests {
  static let samples: [[UInt8]] = [
    [], [0], Array("MSH|^~\\&|".utf8), [UInt8](repeating: 0x41, count: 200_000),
    (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
  ]

  @Test(arguments: samples.indices)
  func whatIsCompressedComesBack(_ index: Int) throws {
    let sample = Self.samples[index]
    let compressed = try #require(Gzip.compress(sample))
    #expect(compressed.starts(with: [0x1F, 0x8B]))
    #expect(try Gzip.decompress(compressed, limit: sample.count) == sample)
    #expect(Gzip.compress(sample) == compressed)
    if !sample.isEmpty {
      #expect(throws: Gzip.DecodingError.tooLarge) {
        try Gzip.decompress(compressed, limit: sample.count - 1)
      }
    }
    let twice = compressed + compressed
    #expect(try Gzip.decompress(twice, limit: .max) == sample + sample)
  }

  @Test func everyCutAndAFlippedByteIsDamage() throws {
    let sample = Array("a record of a few words, words and words".utf8)
    let compressed = try #require(Gzip.compress(sample))
    for length in compressed.indices {
      #expect(throws: Gzip.DecodingError.damaged) {
        try Gzip.decompress(Array(compressed[..<length]), limit: 1000)
      }
    }
    var flipped = compressed
    flipped[flipped.count - 6] ^= 1
    #expect(throws: Gzip.DecodingError.damaged) { try Gzip.decompress(flipped, limit: 1000) }
    #expect(throws: Gzip.DecodingError.damaged) { try Gzip.decompress(compressed + [1, 2], limit: 1000) }
  }

  @Test func aBombIsStoppedAtTheLimit() throws {
    let bomb = try #require(Gzip.compress([UInt8](repeating: 0, count: 64 << 20)))
    #expect(bomb.count < 1 << 20)
    #expect(throws: Gzip.DecodingError.tooLarge) { try Gzip.decompress(bomb, limit: 1 << 20) }
  }
}
