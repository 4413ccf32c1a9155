import CLinux
import Glibc
import Synchronization

/// The watch's thread: keeps the kernel's watches in step with the directories below the trees asked for.
///
/// Each turn takes the commands, the kernel's events and then a bounded piece of walking, so that a tree of a
/// million folders being added delays neither the events of the others nor the end.
final class InotifySource {
  private let session: WatchSession
  private var root: ConfinedDirectory { session.root }
  private let top = WatchedDirectory.root()
  private var state = WatchState()
  private var nodes: [Int32: WatchedDirectory] = [:]
  /// Directories to watch, report and walk; the newest first, so that a deep tree keeps it short.
  private var fresh: [WatchedDirectory] = []
  /// After an overflow every tree is walked again (new folders may have gone unseen) before the rescan is
  /// asked for: the other way round, files written between the rescan and the watch would be lost.
  private var lap: [WatchedDirectory] = []
  private var isLapping = false
  private var lapAgain = false
  private var lastReported: WatchedDirectory?

  private static let walkPerTurn = 128
  private static let bufferSize = 65536

  init(session: WatchSession) {
    self.session = session
  }

  /// Runs until stopped.
  func run() {
    _ = add(top)
    let clock = ContinuousClock()
    var nextRootCheck = clock.now + session.rootCheck
    var isStopped = false
    while !isStopped {
      session.beforeTurn?()
      let isIdle = fresh.isEmpty && !isLapping
      let ready = clinux_poll_wait(
        session.poll.number, session.inotify.number, session.wakeup.number, isIdle ? pause : 0)
      if ready < 0 { break }
      if ready & 2 != 0 {
        clinux_wakeup_clear(session.wakeup.number)
        isStopped = obey(session.takeCommands())
      }
      if ready & 1 != 0 { readEvents() }
      walk()
      if clock.now >= nextRootCheck {
        checkRoot()
        nextRootCheck = clock.now + session.rootCheck
      }
    }
    _ = state.stopped()
    releaseAll()
    top.takeApart()
    session.queue.finish()
  }

  private var pause: Int32 {
    guard state.isWatching else { return -1 }
    let (seconds, attoseconds) = session.rootCheck.components
    return Int32(clamping: max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000))
  }

  // MARK: - Commands

  private func obey(_ commands: [WatchSession.Command]) -> Bool {
    for command in commands {
      switch command {
      case .stop: return true
      case .watch(let path): if state.isWatching { watch(path) }
      case .unwatch(let path): unwatch(path)
      }
    }
    return false
  }

  private func watch(_ path: String) {
    _ = state.forgotten(tree: path)
    guard ConfinedDirectory.isPlain(path) else { return perform(state.failed(path: path)) }
    let tree = top.makeDescendant(path)
    tree.isTree = true
    place(tree)
  }

  private func unwatch(_ path: String) {
    _ = state.forgotten(tree: path)
    guard let node = top.descendant(path) else { return }
    let all = node.subtree()
    for each in all { each.isTree = false }
    guard node.tree == nil else { return }
    release(all)
    // Ancestors that were watched only to await what is now not wanted.
    var ancestor = node.parent
    while let current = ancestor, current !== top, current.children.isEmpty, current.tree == nil {
      ancestor = current.parent
      release([current])
    }
  }

  // MARK: - Events

  private func readEvents() {
    withUnsafeTemporaryAllocation(byteCount: Self.bufferSize, alignment: 8) { buffer in
      let filled = clinux_read(session.inotify.number, buffer.baseAddress, buffer.count)
      guard filled > 0 else { return }
      lastReported = nil
      var offset = 0
      var event = clinux_event()
      while true {
        offset = clinux_next_event(buffer.baseAddress, filled, offset, &event)
        guard offset > 0 else { return }
        handle(event)
      }
    }
  }

  private func handle(_ event: clinux_event) {
    func has(_ bits: Int...) -> Bool { bits.contains { event.mask & UInt32($0) != 0 } }
    if has(Int(IN_Q_OVERFLOW)) { return overflowed() }
    guard state.isWatching, let node = nodes[event.watch] else { return }
    if has(Int(IN_UNMOUNT), Int(IN_DELETE_SELF), Int(IN_MOVE_SELF), Int(IN_IGNORED)) {
      return selfChanged(node, wasRemoved: has(Int(IN_IGNORED)), wasMoved: has(Int(IN_MOVE_SELF)))
    }
    if has(Int(IN_ISDIR)), let name = event.name.flatMap({ String(validatingCString: $0) }) {
      if has(Int(IN_MOVED_FROM), Int(IN_DELETE)), let child = node.children[name] { forget(child) }
      if has(Int(IN_CREATE), Int(IN_MOVED_TO)) { appeared(name, in: node) }
    }
    if node !== lastReported, node.tree != nil {
      lastReported = node
      perform(state.changed(path: node.path))
    }
  }

  private func appeared(_ name: String, in node: WatchedDirectory) {
    if node.tree != nil {
      fresh.append(node.child(name))
    } else if let child = node.children[name] {
      for tree in child.subtree() where tree.isTree { place(tree) }
    }
  }

  private func selfChanged(_ node: WatchedDirectory, wasRemoved: Bool, wasMoved: Bool) {
    if node === top { return rootLost() }
    if wasRemoved {
      nodes[node.watch] = nil
      node.watch = -1
      forget(node)
    } else if wasMoved, (node.parent?.watch ?? -1) < 0 {
      // Where the parent is watched its MOVED_FROM has said so already, and MOVED_TO may have placed it anew.
      forget(node)
    }
  }

  private func overflowed() {
    session.overflowCount.add(1, ordering: .relaxed)
    guard state.isWatching else { return }
    if isLapping { lapAgain = true } else { startLap() }
  }

  private func startLap() {
    isLapping = true
    for tree in top.subtree() where tree.isTree { place(tree, isLap: true) }
  }

  private func checkRoot() {
    guard state.isWatching else { return }
    do {
      try root.checkRoot()
    } catch  where error.code == .stale {
      rootLost()
    } catch {
      // The path cannot be looked at just now: that says nothing about the root.
    }
  }

  private func rootLost() {
    perform(state.rootLost())
    releaseAll()
    fresh = []
    lap = []
    isLapping = false
  }

  private func perform(_ action: WatchState.Action) {
    switch action {
    case .nothing: break
    case .deliver(let path): session.queue.push(.changed(path: path))
    case .rescan: session.queue.push(.overflow)
    case .poll(let path): session.queue.push(.lost(path: path))
    case .reportUnmounted: session.queue.push(.unmounted)
    }
  }

  // MARK: - Walking

  private func walk() {
    for _ in 0..<Self.walkPerTurn {
      guard let node = fresh.popLast() else { break }
      visit(node, isLap: false)
    }
    guard isLapping else { return }
    for _ in 0..<Self.walkPerTurn {
      guard let node = lap.popLast() else { break }
      visit(node, isLap: true)
    }
    guard lap.isEmpty, isLapping else { return }
    isLapping = false
    perform(state.overflowed())
    if lapAgain {
      lapAgain = false
      startLap()
    }
  }

  /// Watches a directory, then reports it, then looks for directories in it.
  private func visit(_ node: WatchedDirectory, isLap: Bool) {
    guard state.isWatching, node.isAttached(to: top), node.tree != nil else { return }
    switch add(node) {
    case .placed: break
    case .absent: return forget(node)
    case .limit: return lose(node)
    case .failed:
      fail(node.path)
      return node.prune()
    }
    let path = node.path
    if !isLap { perform(state.changed(path: path)) }
    do {
      var names: Set<String> = []
      for entry in try root.entries(of: path, withStatus: false) where entry.type == .directory {
        // A name that is not UTF-8 cannot be a path here; whoever lists the folder finds and reports it.
        if let name = entry.nameText { names.insert(name) }
      }
      for child in node.children.values where !names.contains(child.name) { forget(child) }
      for name in names {
        let child = node.child(name)
        if isLap { lap.append(child) } else { fresh.append(child) }
      }
    } catch {
      switch error.code {
      case .notFound: forget(node)
      case .stale: checkRoot()
      default: fail(path)
      }
    }
  }

  /// Starts walking a tree, or awaits it at its nearest existing ancestor.
  private func place(_ tree: WatchedDirectory, isLap: Bool = false) {
    // Each round sees a directory appear or vanish in between: more than a few of them is not a storage at
    // work.
    for _ in 0..<16 {
      switch add(tree) {
      case .placed:
        if isLap { lap.append(tree) } else { fresh.append(tree) }
        return
      case .limit: return lose(tree)
      case .failed: return fail(tree.path)
      case .absent: break
      }
      var missing = tree
      var result = Placement.absent
      while result == .absent, let parent = missing.parent {
        result = add(parent)
        if result == .absent { missing = parent }
      }
      switch result {
      case .absent: return checkRoot()
      case .limit: return lose(tree)
      case .failed: return fail(tree.path)
      // Watch, then look again: it may have appeared before the watch on its parent was in place.
      case .placed: if !isDirectory(missing.path) { return }
      }
    }
    fail(tree.path)
  }

  /// A directory cannot be watched: its own doing, unless the root itself is gone.
  private func fail(_ path: String) {
    checkRoot()
    perform(state.failed(path: path))
  }

  private func isDirectory(_ path: String) -> Bool {
    do {
      return try root.status(of: path)?.type == .directory
    } catch {
      return false
    }
  }

  // MARK: - Watches

  private enum Placement {
    case placed, absent, limit, failed
  }

  private func add(_ node: WatchedDirectory) -> Placement {
    if node.watch < 0, nodes.count >= session.watchLimit { return .limit }
    let directory: Descriptor
    do {
      directory = try root.open(node.path, with: clinux_open_path)
    } catch {
      return error.code == .notFound || error.errno == ENOTDIR ? .absent : .failed
    }
    let watch = clinux_inotify_add(session.inotify.number, directory.number)
    switch watch {
    case 0...: register(watch, for: node)
    case -ENOSPC, -ENOMEM: return .limit
    case -ENOTDIR: return .absent
    default: return .failed
    }
    return .placed
  }

  /// inotify knows inodes, not paths: a directory that was moved here keeps its old watch descriptor.
  private func register(_ watch: Int32, for node: WatchedDirectory) {
    guard node.watch != watch else { return }
    if node.watch >= 0 { releaseWatch(of: node) }
    nodes[watch]?.watch = -1
    nodes[watch] = node
    node.watch = watch
    session.watchCount.store(nodes.count, ordering: .relaxed)
  }

  private func releaseWatch(of node: WatchedDirectory) {
    guard node.watch >= 0 else { return }
    nodes[node.watch] = nil
    // Fails for a directory that is gone, whose watch the kernel has removed already.
    _ = clinux_inotify_remove(session.inotify.number, node.watch)
    node.watch = -1
  }

  /// Ends the watches of `subtree` (deepest last) and cuts what means nothing any more.
  private func release(_ subtree: [WatchedDirectory]) {
    for node in subtree { releaseWatch(of: node) }
    for node in subtree.reversed() { node.prune() }
    session.watchCount.store(nodes.count, ordering: .relaxed)
  }

  private func releaseAll() { release(top.subtree()) }

  /// A directory is gone from its place: ends its watches; trees asked for below are awaited.
  private func forget(_ node: WatchedDirectory) {
    let all = node.subtree()
    release(all)
    for tree in all where tree.isTree { place(tree) }
  }

  /// No room for this tree: a tree is watched whole or polled whole, so its other watches are given back.
  private func lose(_ node: WatchedDirectory) {
    let tree = node.tree ?? node
    perform(state.limitMet(tree: tree.path))
    session.watchLimitReached.store(true, ordering: .relaxed)
    tree.isTree = false
    // The root keeps its own watch, which tells when it goes away; a tree inside this one keeps all of its
    // own.
    release(tree.subtree().filter { $0 !== top && $0.tree == nil })
  }
}
