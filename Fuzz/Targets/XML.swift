import JPCore

@testable import XML

/// Any bytes as a document, read whole and in pieces, and as a clinical document.
///
/// The first byte of the input is the length of a piece less one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1 else { return 0 }
  let bytes = input(start + 1, count - 1)
  var reader = XMLReader()
  let whole = read(bytes, reader)
  reader.piece = Int(start[0]) + 1
  let pieces = read(bytes, reader)
  hold((whole == nil) == (pieces == nil), "whole and in pieces are read alike")
  guard let whole, let pieces else { return 0 }
  checkTree(whole, bytes)
  hold(whole.elementCount == pieces.elementCount && whole.root.text == pieces.root.text, "the same content")
  if let header = try? CDAHeader(whole) {
    hold(header == (try? CDAHeader(pieces)), "the same header")
    _ = header.missingElements
  }
  return 0
}

private func read(_ bytes: [UInt8], _ reader: XMLReader) -> XMLDocument? {
  do throws(XMLError) {
    return try reader.read(bytes)
  } catch {
    hold(error.offset.map { 0...bytes.count ~= $0 } ?? true, "an error's offset lies in the file")
    hold(error.line.map { $0 > 0 } ?? true, "lines are counted from one")
    return nil
  }
}

private func checkTree(_ document: XMLDocument, _ bytes: [UInt8]) {
  var waiting = [document.root]
  var count = 0
  while let element = waiting.popLast() {
    count += 1
    hold(!element.name.isEmpty && !element.name.contains(":"), "an element has a name without prefix")
    hold(
      element.attributes.allSatisfy { element.attribute($0.name, namespace: $0.namespace) == $0.value },
      "attributes are found")
    let children = Array(element.children)
    hold(children.reduce(0) { $0 + $1.text.utf8.count } <= element.text.utf8.count, "text holds its parts")
    if let first = children.first {
      hold(
        element.all(first.name, namespace: first.namespace).first?.text == first.text, "children are found")
    }
    waiting += children
  }
  hold(count == document.elementCount, "every element is reached once")
  hold(document.root.text.utf8.count <= 3 * bytes.count, "nothing is expanded")
}
