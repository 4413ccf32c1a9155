import Synchronization

/// What conversions with one context have learned of the facility's usual laboratory results. It decides nothing: what
/// is known is what would be made again.
final class ConversionMemory: Sendable {
  private struct Content: Sendable {
    var release: JPCoreRelease
    var localSystems: [String: String]
    var pieces: UsualPieces
  }

  private let content = Mutex<Content?>(nil)

  /// Takes what is known for a context; nothing while another conversion has it, or when the context has changed.
  func take(for context: ConversionContext) -> UsualPieces {
    let taken = content.withLock { content in
      let taken = content
      content = nil
      return taken
    }
    guard let taken, taken.release == context.release, taken.localSystems == context.localSystems else {
      return UsualPieces()
    }
    return taken.pieces
  }

  /// Gives back what was taken, and more.
  func put(_ pieces: consuming UsualPieces, for context: ConversionContext) {
    pieces.forgetTimes()
    let known = Content(
      release: context.release, localSystems: context.localSystems, pieces: consume pieces)
    content.withLock { $0 = known }
  }
}
