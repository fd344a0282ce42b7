/// Every arrow of a package, with the uses behind it in the order of files and lines.
struct Uses {
  private(set) var targets: [Arrow: [Use]] = [:]
  /// The arrows between folders of one target; a use across targets is an arrow between the targets.
  private(set) var folders: [Arrow: [Use]] = [:]
  /// All folders, including those without an arrow.
  let places: [SourceTree.Folder]
  /// The group that a target belongs to, such as `Lessons/*`.
  private let groups: [String: String]

  var arrows: [Arrow: [Use]] { targets.merging(folders) { a, _ in a } }

  init(store: IndexStore, root: String) throws {
    let units = store.units()
    let tree = try SourceTree(root: root, units: units)
    let current = try CurrentFiles(store: store, units: units, tree: tree)
    groups = tree.groups
    places = Set(tree.files.compactMap(tree.folder)).sorted()

    var home: [String: String] = [:]
    for (file, list) in current.occurrences {
      for symbol in list where symbol.isDeclaration && home[symbol.usr] == nil { home[symbol.usr] = file }
    }
    let modules = tree.modules
    var found: [Arrow: Set<Use>] = [:]
    for (file, list) in current.occurrences {
      guard let from = tree.folder(of: file) else { continue }
      for symbol in list where symbol.isReference && !symbol.isAccessor {
        if symbol.isModule, let name = modules[symbol.name] {
          let use = Use(file: file, line: symbol.line, symbol: "import", source: name)
          found[Arrow(from: target(of: from), to: name), default: []].insert(use)
        } else if let source = home[symbol.usr], let to = tree.folder(of: source) {
          let use = Use(file: file, line: symbol.line, symbol: symbol.name, source: source)
          found[Arrow(from: from, to: to).ofTargetsIfTwo, default: []].insert(use)
        }
      }
    }
    for (arrow, uses) in found where arrow.from != arrow.to {
      if arrow.isInsideTarget { folders[arrow] = uses.sorted() } else { targets[arrow] = uses.sorted() }
    }
  }
}

extension Uses {
  /// The same arrow between groups of targets: what each lesson may use, and who may use every lesson. An arrow from one lesson
  /// to another one has no such form.
  func grouped(_ arrow: Arrow) -> Arrow {
    let (from, to) = (groups[arrow.from] ?? arrow.from, groups[arrow.to] ?? arrow.to)
    return from == to ? arrow : Arrow(from: from, to: to)
  }

  /// The arrows between targets as the list writes them: in groups where a group's targets use others.
  var groupedTargets: Set<Arrow> {
    let users = Set(targets.keys.map { groups[$0.from] ?? $0.from })
    return Set(
      targets.keys.map { arrow in
        let group = grouped(arrow)
        return users.contains(group.to) || groups[arrow.to] == nil
          ? group : Arrow(from: group.from, to: arrow.to)
      })
  }
}

extension Arrow {
  fileprivate var isInsideTarget: Bool { target(of: from) == target(of: to) }

  fileprivate var ofTargetsIfTwo: Arrow {
    isInsideTarget ? self : Arrow(from: target(of: from), to: target(of: to))
  }
}

/// A folder's path begins with its target.
func target(of folder: SourceTree.Folder) -> String { String(folder.prefix { $0 != "/" }) }
