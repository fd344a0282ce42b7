import Foundation

/// The files below `Sources` as they are now, and the target and folder that each belongs to.
struct SourceTree {
  /// The path of a folder from its target on: `GANKit/Layers`, or `GANKit` for the files that are in none of its
  /// folders.
  typealias Folder = String

  /// Paths from the package's folder on, in alphabetical order.
  let files: [String]
  private let known: Set<String>
  private let root: String
  /// The folders of the targets, such as `Sources/Lessons/DCGAN`.
  private let targets: Set<String>

  init(root: String, units: [IndexStore.Unit]) throws {
    guard let paths = FileManager.default.subpaths(atPath: root + "/Sources") else {
      throw Failure("\(root): needs a folder Sources, found none")
    }
    self.root = root
    let kinds = [".swift", ".c", ".h", ".modulemap"]
    files = paths.filter { path in kinds.contains { path.hasSuffix($0) } }.map { "Sources/" + $0 }.sorted()
    known = Set(files)
    let modules = Dictionary(units.map { ($0.mainFile, $0.module) }) { first, _ in first }
    targets = Set(files.compactMap { Self.target(of: $0, module: modules["\(root)/\($0)"]) })
  }

  /// The folder is named after the module, or it is that of a C target: with headers in `include`, or with a module
  /// map.
  private static func target(of file: String, module: String?) -> String? {
    let path = file.split(separator: "/")
    let end =
      path.firstIndex { moduleName(String($0)) == module }
      ?? path.firstIndex { $0 == "include" || $0 == "module.modulemap" }.map { $0 - 1 }
    return end.map { path[...$0].joined(separator: "/") }
  }

  private static func moduleName(_ target: String) -> String { target.replacing("-", with: "_") }

  /// The targets by the names of their modules.
  var modules: [String: String] {
    let names = targets.map { String($0.split(separator: "/").last!) }
    return Dictionary(names.map { (Self.moduleName($0), $0) }) { first, _ in first }
  }

  /// The path from the package's folder on, if the file is one of these.
  func relative(_ path: String) -> String? {
    guard path.hasPrefix(root + "/") else { return nil }
    let file = String(path.dropFirst(root.count + 1))
    return known.contains(file) ? file : nil
  }

  func folder(of file: String) -> Folder? {
    let path = file.split(separator: "/").dropLast()
    let end = path.indices.first { targets.contains(path[...$0].joined(separator: "/")) }
    // The headers of a C target do not count as a separate folder.
    return end.map { path[$0...].filter { $0 != "include" }.joined(separator: "/") }
  }

  /// For each target in a folder with others, such as `Sources/Lessons/DCGAN`, the name of all of them: `Lessons/*`.
  var groups: [String: String] {
    let inFolders = targets.map { $0.split(separator: "/") }.filter { $0.count == 3 }
    return Dictionary(uniqueKeysWithValues: inFolders.map { (String($0[2]), "\($0[1])/*") })
  }

  func secondsOfChange(of file: String) -> Int64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + file)
    return Int64((attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
  }
}
