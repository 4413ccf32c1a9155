import DirectoryWatch
import Synchronization

@testable import Gateway

/// A storage in memory that a test changes as a module, a copy job or an accident would: it tears, fails, is
/// unmounted.
final class TornStorageTree: StorageTree {
  typealias Entry = ConfinedDirectory.Entry

  private struct Item {
    var type: Entry.FileType
    var bytes: [UInt8] = []
    var modified: Int64
    var changed: Int64
    var inode: UInt64
  }

  private struct State {
    var items: [String: Item] = [:]
    var children: [String: Set<String>] = [:]
    /// Names that are not UTF-8, by folder.
    var raw: [String: [[UInt8]]] = [:]
    var failures: [String: ConfinedDirectoryError.Code] = [:]
    var torn: Set<String> = []
    var inode: UInt64 = 100
    var isMounted = true
    /// Something empty was mounted over the root.
    var isCovered = false
    var readings: [String: Int] = [:]
    var whenRead: (@Sendable (String) -> Void)?
  }

  private let state: Mutex<State>
  private let clock: ManualTime

  init(clock: ManualTime) {
    self.clock = clock
    var first = State()
    first.items[""] = Item(type: .directory, modified: 0, changed: 0, inode: 1)
    state = Mutex(first)
  }

  // MARK: What happens to the storage

  /// Writes a file whole, in place if it is there; `age` makes it look untouched for so many seconds.
  func write(_ path: String, _ bytes: [UInt8], age: Double = 0) {
    let now = clock.nanoseconds - Int64(age * 1e9)
    state.withLock { state in
      Self.makeFolders(above: path, now: now, in: &state)
      var item = state.items[path] ?? Self.newItem(.file, now: now, in: &state)
      item.bytes = bytes
      item.modified = now
      item.changed = now
      state.items[path] = item
    }
  }

  func write(_ path: String, _ text: String, age: Double = 0) { write(path, Array(text.utf8), age: age) }

  /// Renames a file or a folder with everything in it; only the change time tells of it.
  func rename(_ old: String, to new: String) {
    let now = clock.nanoseconds
    state.withLock { state in
      Self.makeFolders(above: new, now: now, in: &state)
      let moved = state.items.keys.filter { $0 == old || $0.hasPrefix(old + "/") }
      for path in moved {
        guard var item = state.items.removeValue(forKey: path) else { continue }
        Self.detach(path, in: &state)
        if path == old { item.changed = now }
        let target = new + path.dropFirst(old.count)
        state.items[target] = item
        Self.attach(target, in: &state)
      }
    }
  }

  /// Removes a file, or a folder with everything in it.
  func remove(_ path: String) {
    state.withLock { state in
      for gone in state.items.keys.filter({ $0 == path || $0.hasPrefix(path + "/") }) {
        state.items[gone] = nil
        Self.detach(gone, in: &state)
      }
    }
  }

  /// Puts something there that is neither file nor folder.
  func place(_ type: Entry.FileType, at path: String) {
    let now = clock.nanoseconds
    state.withLock { state in
      Self.makeFolders(above: path, now: now, in: &state)
      state.items[path] = Self.newItem(type, now: now, in: &state)
    }
  }

  /// An entry whose name no program of ours can write as text.
  func placeRaw(_ name: [UInt8], in folder: String) {
    state.withLock { $0.raw[folder, default: []].append(name) }
  }

  func removeRaw(in folder: String) { state.withLock { $0.raw[folder] = nil } }

  /// Changes the times that a share reports, to whatever it likes.
  func setChanged(_ path: String, _ changed: Int64) { state.withLock { $0.items[path]?.changed = changed } }

  // MARK: What goes wrong

  /// Every look at this path fails until it is healed.
  func fail(_ path: String, _ code: ConfinedDirectoryError.Code) {
    state.withLock { $0.failures[path] = code }
  }
  func heal(_ path: String) { state.withLock { $0.failures[path] = nil } }

  /// The next reading of this file finds that it changes meanwhile.
  func tear(_ path: String) { state.withLock { _ = $0.torn.insert(path) } }

  func unmount() { state.withLock { $0.isMounted = false } }
  func mount() {
    state.withLock {
      $0.isMounted = true
      $0.isCovered = false
    }
  }
  func cover() { state.withLock { $0.isCovered = true } }

  /// Runs after a content was read, before the reader has it.
  func whenRead(_ action: (@Sendable (String) -> Void)?) { state.withLock { $0.whenRead = action } }

  // MARK: What a test asks

  var files: [String] {
    state.withLock { state in state.items.filter { $0.value.type == .file }.map(\.key).sorted() }
  }
  func bytes(of path: String) -> [UInt8]? { state.withLock { $0.items[path]?.bytes } }
  func readings(of path: String) -> Int { state.withLock { $0.readings[path] ?? 0 } }
  var readings: Int { state.withLock { $0.readings.values.reduce(0, +) } }

  // MARK: StorageTree

  func list(_ path: String) throws(ConfinedDirectoryError) -> [Entry] {
    let result = state.withLock { state -> Result<[Entry], ConfinedDirectoryError> in
      if !state.isMounted { return .failure(.init(code: .stale)) }
      if let code = state.failures[path] { return .failure(.init(code: code)) }
      if state.isCovered { return path.isEmpty ? .success([]) : .failure(.init(code: .notFound)) }
      guard let folder = state.items[path] else { return .failure(.init(code: .notFound)) }
      switch folder.type {
      case .directory: break
      case .symbolicLink: return .failure(.init(code: .symbolicLink))
      case .file, .other: return .failure(.init(code: .notRegularFile))
      }
      var entries = (state.children[path] ?? []).compactMap { name -> Entry? in
        state.items[path.isEmpty ? name : path + "/" + name].map { Self.entry(Array(name.utf8), $0) }
      }
      entries += (state.raw[path] ?? []).map { Entry(name: $0, type: .file, size: 1, inode: 7) }
      return .success(entries)
    }
    return try result.get()
  }

  func look(at path: String) throws(ConfinedDirectoryError) -> Entry? {
    let result = state.withLock { state -> Result<Entry?, ConfinedDirectoryError> in
      if !state.isMounted { return .failure(.init(code: .stale)) }
      if let code = state.failures[path] { return .failure(.init(code: code)) }
      if state.isCovered { return .success(nil) }
      return .success(
        state.items[path].map { Self.entry(Array((path.split(separator: "/").last ?? "").utf8), $0) })
    }
    return try result.get()
  }

  func content(of path: String, limit: Int) throws(ConfinedDirectoryError) -> (bytes: [UInt8], status: Entry)
  {
    let result = state.withLock { state -> Result<([UInt8], Entry), ConfinedDirectoryError> in
      if !state.isMounted { return .failure(.init(code: .stale)) }
      if let code = state.failures[path] { return .failure(.init(code: code)) }
      guard !state.isCovered, let item = state.items[path] else { return .failure(.init(code: .notFound)) }
      switch item.type {
      case .file: break
      case .symbolicLink: return .failure(.init(code: .symbolicLink))
      case .directory, .other: return .failure(.init(code: .notRegularFile))
      }
      if state.torn.remove(path) != nil { return .failure(.init(code: .changedWhileReading)) }
      guard item.bytes.count <= limit else { return .failure(.init(code: .tooLarge)) }
      state.readings[path, default: 0] += 1
      return .success((item.bytes, Self.entry([], item)))
    }
    if let action = state.withLock({ $0.whenRead }) { action(path) }
    return try result.get()
  }

  func checkAvailable() throws(ConfinedDirectoryError) {
    if !state.withLock({ $0.isMounted }) { throw ConfinedDirectoryError(code: .stale) }
  }

  // MARK: Inside

  private static func entry(_ name: [UInt8], _ item: Item) -> Entry {
    Entry(
      name: name, type: item.type, size: Int64(item.bytes.count), modified: item.modified,
      changed: item.changed,
      inode: item.inode, device: 1)
  }

  private static func newItem(_ type: Entry.FileType, now: Int64, in state: inout State) -> Item {
    state.inode += 1
    return Item(type: type, modified: now, changed: now, inode: state.inode)
  }

  private static func makeFolders(above path: String, now: Int64, in state: inout State) {
    attach(path, in: &state)
    let parts = path.split(separator: "/").dropLast()
    for count in stride(from: parts.count, to: 0, by: -1) {
      let folder = parts.prefix(count).joined(separator: "/")
      if state.items[folder] != nil { return }
      state.items[folder] = newItem(.directory, now: now, in: &state)
      attach(folder, in: &state)
    }
  }

  private static func parent(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private static func attach(_ path: String, in state: inout State) {
    let (folder, name) = parent(path)
    state.children[folder, default: []].insert(name)
  }

  private static func detach(_ path: String, in state: inout State) {
    let (folder, name) = parent(path)
    state.children[folder]?.remove(name)
  }
}
