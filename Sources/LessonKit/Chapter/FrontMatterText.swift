/// The front matter as it is written: the small part of YAML in which chapters describe themselves.
///
/// A line is `key: value`. A value is a text, `[a, list]` or `{a: map, of: texts}` on the same line, or lines `- item`
/// below the key. Texts may stand in single or double quotes, and a comment begins with ` #`. All of this means the
/// same to any YAML reader; what YAML would understand in another way is refused.
struct FrontMatterText {
  enum Value: Equatable {
    case nothing
    case text(String)
    case list([String])
    case map([Item])
  }

  struct Item: Equatable {
    let key: String
    let value: String
  }

  struct Entry: Equatable {
    let key: String
    var value: Value
    /// From 1, counted from the first line of the front matter.
    let line: Int
  }

  /// What is wrong on a line.
  struct Problem: Error, Equatable {
    let line: Int
    let message: String
  }

  private(set) var entries: [Entry] = []
  /// The lines `- item` below the last key.
  private var items: [String] = []

  init(_ text: String) throws(Problem) {
    var lineOfKey: [String: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      do throws(FrontMatterLine.Mistake) {
        var scanner = FrontMatterLine(line)
        if scanner.isAtEnd { continue }
        if scanner.skipDash() {
          try addItem(scanner.text())
        } else {
          if scanner.isIndented { throw .init("is indented, but is no item \"- ...\" of a list") }
          let key = try scanner.key()
          if let first = lineOfKey[key] {
            throw .init(
              "holds the key \(key), but \(key) stands there twice, again on line \(number)", line: first)
          }
          lineOfKey[key] = number
          closeList()
          entries.append(Entry(key: key, value: try scanner.value(), line: number))
        }
      } catch {
        throw Problem(line: error.line ?? number, message: error.what)
      }
    }
    closeList()
  }

  private mutating func addItem(_ item: String) throws(FrontMatterLine.Mistake) {
    guard let last = entries.last else {
      throw .init(
        "is an item of a list that no key opens: a line such as \"objectives:\" must stand above it")
    }
    guard last.value == .nothing else {
      throw .init("is an item of a list, but \"\(last.key)\" has its value already, on its own line")
    }
    items.append(item)
  }

  private mutating func closeList() {
    if items.isEmpty { return }
    entries[entries.count - 1].value = .list(items)
    items = []
  }
}
