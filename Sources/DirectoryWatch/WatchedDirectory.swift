/// One directory in the watch's own picture of the storage: a node of a tree, so that a renamed folder is one
/// step and a million folders cost no million path strings. Confined to the watch's thread.
final class WatchedDirectory {
  let name: String
  /// Strong, so that a node is safe to hold for later; ``prune()`` and ``takeApart()`` break the cycle.
  private(set) var parent: WatchedDirectory?
  private(set) var children: [String: WatchedDirectory] = [:]
  /// The inotify watch descriptor, or -1.
  var watch: Int32 = -1
  /// The caller asked for everything below (``DirectoryWatcher/watchTree(_:)``).
  var isTree = false

  private init(name: String, parent: WatchedDirectory?) {
    self.name = name
    self.parent = parent
  }

  /// The root of the storage.
  static func root() -> WatchedDirectory { WatchedDirectory(name: "", parent: nil) }

  /// The path below the root, `/`-separated.
  var path: String {
    var names: [String] = []
    var node = self
    while let parent = node.parent {
      names.append(node.name)
      node = parent
    }
    return names.reversed().joined(separator: "/")
  }

  /// Breaks the cycles of this node and all below it: it is not used any more.
  func takeApart() {
    for node in subtree() {
      node.parent = nil
      node.children = [:]
    }
  }

  /// The innermost tree that holds this directory, itself included.
  var tree: WatchedDirectory? {
    var node: WatchedDirectory? = self
    while let current = node {
      if current.isTree { return current }
      node = current.parent
    }
    return nil
  }

  /// Whether this is still part of the picture, below `root`.
  func isAttached(to root: WatchedDirectory) -> Bool {
    var node = self
    while let parent = node.parent { node = parent }
    return node === root
  }

  /// The child of that name, made when it is missing.
  func child(_ name: String) -> WatchedDirectory {
    if let child = children[name] { return child }
    let child = WatchedDirectory(name: name, parent: self)
    children[name] = child
    return child
  }

  /// The descendant at a relative path; nil when it is not in the picture.
  func descendant(_ path: String) -> WatchedDirectory? {
    var node = self
    for name in path.split(separator: "/") {
      guard let child = node.children[String(name)] else { return nil }
      node = child
    }
    return node
  }

  /// The descendant at a relative path, with the nodes on the way, made where missing.
  func makeDescendant(_ path: String) -> WatchedDirectory {
    path.split(separator: "/").reduce(self) { $0.child(String($1)) }
  }

  /// This node and all below it, deepest last.
  func subtree() -> [WatchedDirectory] {
    var nodes = [self]
    var index = 0
    while index < nodes.count {
      nodes.append(contentsOf: nodes[index].children.values)
      index += 1
    }
    return nodes
  }

  /// Cuts nodes that mean nothing any more, from this one upwards.
  func prune() {
    var node = self
    while let parent = node.parent, node.watch < 0, !node.isTree, node.children.isEmpty {
      // A node that was replaced by another of its name is detached already.
      if parent.children[node.name] === node { parent.children[node.name] = nil }
      node.parent = nil
      node = parent
    }
  }
}
