import CLibXML2

/// Reads documents of unknown origin with libxml2 (XML 1.0, Namespaces in XML 1.0).
///
/// Nothing outside the given bytes is read: no network, no file, no document type declaration, no entity but
/// the five of XML itself. Memory is bounded by the limits, and time by the document's length.
public struct XMLReader: Sendable {
  /// What is refused as too large.
  public var limits: XMLLimits

  /// Bytes handed to libxml2 at once: the unit in which a tag's length is limited.
  var piece = 16 << 10

  /// A reader with these limits.
  public init(limits: XMLLimits = .standard) {
    self.limits = limits
  }

  /// Reads one document. May be called from any thread, and from several at once.
  ///
  /// UTF-8, UTF-16, ASCII, ISO 8859-1, Shift_JIS (also as Windows-31J), EUC-JP and ISO-2022-JP are read as
  /// libxml2 and the system's iconv decode them; other names in the XML declaration are refused.
  /// - Parameter bytes: the whole file, unchanged.
  /// - Throws: ``XMLError``, with any of its codes.
  public func read(_ bytes: [UInt8]) throws(XMLError) -> XMLDocument {
    guard bytes.count <= limits.boundedBytes else {
      throw XMLError(code: .tooLarge, offset: limits.boundedBytes)
    }
    guard bytes.contains(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else {
      throw XMLError(code: .empty, offset: 0)
    }
    let encoding = try EncodingDeclaration(of: bytes)
    _ = Self.initialised
    let outcome = bytes.withUnsafeBufferPointer {
      XMLParse(limits: limits, piece: piece).run($0, encoding: encoding)
    }
    return XMLDocument(storage: try outcome.get())
  }

  /// libxml2 wants this once, before threads use it; a static is made once, by one thread.
  private static let initialised: Void = xmlInitParser()
}

/// One run of libxml2's push parser.
private struct XMLParse {
  let limits: XMLLimits
  let piece: Int

  /// A CDATA section has to be handed over in one piece, of which libxml2 takes 10 MB at most.
  private static let longestCDATA = 8 << 20

  func run(
    _ bytes: UnsafeBufferPointer<UInt8>, encoding: EncodingDeclaration
  ) -> Result<XMLStorage, XMLError> {
    let builder = XMLTreeBuilder(limits: limits)
    let parse = UnsafeMutablePointer<clibxml2_parse>.allocate(capacity: 1)
    // The builder outlives the parser: it is kept here and used below, behind the last event.
    parse.initialize(
      to: clibxml2_parse(
        builder: Unmanaged.passUnretained(builder).toOpaque(), parser: nil, code: 0, line: -1, offset: -1))
    let errors = clibxml2_take_errors(parse)
    defer {
      clibxml2_give_errors_back(errors)
      clibxml2_destroy(parse)
      parse.deallocate()
    }
    guard Self.create(parse) else { return .failure(XMLError(code: .noMemory)) }
    let isWhole = push(bytes, to: parse, builder, encoding: encoding)
    // What is noticed only now is missing, unless the root element is there: then it is too much.
    if isWhole { xmlParseChunk(parse.pointee.parser, nil, 0, 1) }
    return withExtendedLifetime(builder) {
      let code = builder.failure ?? Self.code(parse.pointee.code)
      if code == nil, builder.isComplete { return .success(builder.finish()) }
      let isCut = isWhole && !builder.isComplete && builder.failure == nil && code != .noMemory
      return .failure(error(isCut ? .truncated : code ?? .notWellFormed, parse.pointee, bytes, encoding))
    }
  }

  private func error(
    _ code: XMLError.Code, _ parse: clibxml2_parse, _ bytes: UnsafeBufferPointer<UInt8>,
    _ encoding: EncodingDeclaration
  ) -> XMLError {
    // libxml2 calls bytes that are no UTF-8 impossible characters.
    let isEncoding =
      code == .notWellFormed && encoding.isUTF8 && String(validating: bytes, as: UTF8.self) == nil
    let offset =
      code == .truncated ? bytes.count : parse.offset >= 0 ? min(parse.offset, bytes.count) : nil
    return XMLError(
      code: isEncoding ? .encoding : code, line: parse.line > 0 ? parse.line : nil, offset: offset)
  }

  /// Hands the document over; false when it was stopped before its end.
  private func push(
    _ bytes: UnsafeBufferPointer<UInt8>, to parse: UnsafeMutablePointer<clibxml2_parse>,
    _ builder: XMLTreeBuilder, encoding: EncodingDeclaration
  ) -> Bool {
    var position = 0
    var events = 0
    var lastEvent = 0
    while position < bytes.count {
      // libxml2 looks for the end of a CDATA section from its beginning at each piece: it gets the rest in
      // one.
      let isInCDATA = clibxml2_is_in_cdata(parse) != 0
      let end =
        isInCDATA
        ? encoding.endOfCDATA(in: bytes, from: position) : min(position + piece, bytes.count)
      guard end - position <= Self.longestCDATA else {
        clibxml2_locate(parse)
        builder.fail(.markupTooLong)
        return false
      }
      UnsafeBufferPointer(rebasing: bytes[position..<end]).withMemoryRebound(to: CChar.self) {
        _ = xmlParseChunk(parse.pointee.parser, $0.baseAddress, Int32($0.count), 0)
      }
      position = end
      if builder.failure != nil || parse.pointee.code != 0 { return false }
      if builder.events != events {
        events = builder.events
        lastEvent = position
      } else if position - lastEvent > limits.markupBytes {
        clibxml2_locate(parse)
        builder.fail(.markupTooLong)
        return false
      }
    }
    return true
  }

  private static func create(_ parse: UnsafeMutablePointer<clibxml2_parse>) -> Bool {
    let isMade = clibxml2_create(
      parse,
      { context, local, _, namespace, namespaces, _, count, _, attributes in
        XMLParse.deliver(context) { builder in
          XMLParse.startElement(builder, local, namespace, Int(namespaces), attributes, Int(count))
        }
      },
      { context, _, _, _ in XMLParse.deliver(context) { $0.endElement() } },
      { context, characters, count in
        XMLParse.deliver(context) {
          $0.characters(UnsafeBufferPointer(start: characters, count: Int(max(count, 0))))
        }
      },
      { context, _, _, _ in XMLParse.deliver(context) { $0.fail(.documentType) } },
      { context, _ in XMLParse.deliver(context) { _ in } },
      { context, _, _ in XMLParse.deliver(context) { _ in } })
    return isMade != 0
  }

  private static func deliver(_ context: UnsafeMutableRawPointer?, _ event: (XMLTreeBuilder) -> Void) {
    guard let parse = context?.assumingMemoryBound(to: clibxml2_parse.self),
      let pointer = parse.pointee.builder
    else { return }
    let builder = Unmanaged<XMLTreeBuilder>.fromOpaque(pointer).takeUnretainedValue()
    guard builder.failure == nil else { return }
    event(builder)
    builder.events += 1
    if builder.failure != nil {
      clibxml2_locate(parse)
      xmlStopParser(parse.pointee.parser)
    }
  }

  /// Attributes come as five pointers each: name, prefix, namespace, the value's begin and end.
  private static func startElement(
    _ builder: XMLTreeBuilder, _ local: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
    _ namespaces: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    guard let local else { return builder.fail(.notWellFormed) }
    builder.checkAttributeCount(count)
    builder.startElement(local: local, namespace: namespace, namespaces: namespaces)
    guard count > 0, let attributes else { return }
    for index in 0..<count where builder.failure == nil {
      let field = attributes + index * 5
      guard let name = field[0], let start = field[3], let end = field[4] else { continue }
      builder.attribute(
        local: name, namespace: field[2], value: UnsafeBufferPointer(start: start, count: end - start))
    }
  }

  /// The meaning of a code of libxml2; nil for none.
  private static func code(_ code: Int32) -> XMLError.Code? {
    guard code != 0 else { return nil }
    switch UInt32(bitPattern: code) {
    case XML_ERR_NO_MEMORY.rawValue: return .noMemory
    case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_UNKNOWN_ENCODING.rawValue,
      XML_ERR_UNSUPPORTED_ENCODING.rawValue, XML_IO_ENCODER.rawValue, XML_I18N_CONV_FAILED.rawValue,
      XML_I18N_NO_HANDLER.rawValue, XML_I18N_NO_OUTPUT.rawValue, XML_I18N_EXCESS_HANDLER.rawValue:
      return .encoding
    default: return .notWellFormed
    }
  }
}
