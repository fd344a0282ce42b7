/// The values of the front matter, by key, each in the form that its key asks for.
struct FrontMatterValues {
  enum Mistake: Error {
    /// A name is that of the key, or of what the key's map lacks: `minutes.full`.
    case missing(FrontMatter.CodingKeys, name: String)
    case wrongForm(FrontMatter.CodingKeys, name: String)
  }

  private let values: [String: FrontMatterText.Value]

  init(_ text: FrontMatterText) {
    values = Dictionary(text.entries.map { ($0.key, $0.value) }) { first, _ in first }
  }

  func text(_ key: FrontMatter.CodingKeys) throws(Mistake) -> String {
    guard case .text(let text) = try value(key) else { throw .wrongForm(key, name: key.rawValue) }
    return text
  }

  /// A list, or a single text that stands for a list of one, or nothing for none.
  func list(_ key: FrontMatter.CodingKeys) throws(Mistake) -> [String] {
    switch try value(key) {
    case .nothing: return []
    case .text(let text): return [text]
    case .list(let list): return list
    case .map: throw .wrongForm(key, name: key.rawValue)
    }
  }

  func integer(_ key: FrontMatter.CodingKeys) throws(Mistake) -> Int {
    guard case .text(let text) = try value(key), text.isPlainNumber, let number = Int(text)
    else {
      throw .wrongForm(key, name: key.rawValue)
    }
    return number
  }

  /// The numbers of a map that has exactly these names, in their order.
  func numbers(_ key: FrontMatter.CodingKeys, _ names: [String]) throws(Mistake) -> [Double] {
    guard case .map(let items) = try value(key) else { throw .wrongForm(key, name: key.rawValue) }
    for item in items where !names.contains(item.key) || items.count(where: { $0.key == item.key }) > 1 {
      throw .wrongForm(key, name: "\(key.rawValue).\(item.key)")
    }
    var numbers: [Double] = []
    for name in names {
      guard let text = items.first(where: { $0.key == name })?.value else {
        throw .missing(key, name: "\(key.rawValue).\(name)")
      }
      guard text.isPlainNumber, let number = Double(text), number.isFinite else {
        throw .wrongForm(key, name: "\(key.rawValue).\(name)")
      }
      numbers.append(number)
    }
    return numbers
  }

  private func value(_ key: FrontMatter.CodingKeys) throws(Mistake) -> FrontMatterText.Value {
    guard let value = values[key.rawValue] else { throw .missing(key, name: key.rawValue) }
    return value
  }
}

extension String {
  /// Digits, with a point or a sign: nothing that YAML would count in another base, such as 1:30 or 0x10.
  fileprivate var isPlainNumber: Bool { utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 } }
}
