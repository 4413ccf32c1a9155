import Synchronization

/// What conversions with one context have learned. It decides nothing: what is known is what would be made again.
final class ConversionMemory: Sendable {
  private struct Content: Sendable {
    var context: Context
    var pieces: LearnedPieces
  }

  /// All of a context that decides what a field becomes.
  private struct Context: Sendable, Equatable {
    var release: JPCoreRelease
    var facility: [String]
    var localSystems: [String: String]
    var codeMap: CodeMap

    init(_ context: ConversionContext) {
      release = context.release
      facility = [context.facilityCode, context.facilityName]
      localSystems = context.localSystems
      codeMap = context.codeMap
    }
  }

  private let content = Mutex<Content?>(nil)

  /// Takes what is known for a context; nothing while another conversion has it, or when the context has changed.
  func take(for context: ConversionContext) -> LearnedPieces {
    guard let taken = content.withLock({ $0.take() }), taken.context == Context(context) else {
      return LearnedPieces()
    }
    return taken.pieces
  }

  /// Gives back what was taken, and more.
  func put(_ pieces: consuming LearnedPieces, for context: ConversionContext) {
    pieces.forgetMessage()
    let known = Content(context: Context(context), pieces: consume pieces)
    content.withLock { $0 = known }
  }
}
