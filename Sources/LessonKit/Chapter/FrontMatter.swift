import Foundation
import Yams

/// What a chapter says about itself, in the YAML between the two `---` lines at its top.
public struct FrontMatter: Codable, Equatable, Sendable {
  /// Minutes of work: reading, and the measured run time of each budget on two cores.
  public struct Minutes: Codable, Equatable, Sendable {
    public let reading: Double
    public let quick: Double
    public let standard: Double
    public let full: Double
  }

  public let number: Int
  public let slug: String
  public let title: String
  /// The one question that the chapter answers.
  public let question: String
  /// What the reader can do afterwards; three or four.
  public let objectives: [String]
  /// What to know or read before; may be empty.
  public let prerequisites: [String]
  public let minutes: Minutes
  /// Peak memory of a run, in words, such as `400 MB`.
  public let memory: String
  /// Data sets used; empty where the chapter draws its own.
  public let data: [String]
  public let references: [String]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case number, slug, title, question, objectives, prerequisites, minutes, memory, data, references
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    number = try values.decode(Int.self, forKey: .number)
    slug = try values.decode(String.self, forKey: .slug)
    title = try values.decode(String.self, forKey: .title)
    question = try values.decode(String.self, forKey: .question)
    objectives = try values.decodeList(forKey: .objectives)
    prerequisites = try values.decodeList(forKey: .prerequisites)
    minutes = try values.decode(Minutes.self, forKey: .minutes)
    memory = try values.decode(String.self, forKey: .memory)
    data = try values.decodeList(forKey: .data)
    references = try values.decodeList(forKey: .references)
  }
}

extension KeyedDecodingContainer where Key == FrontMatter.CodingKeys {
  /// A list, or a single value that stands for a list of one, or nothing for none.
  fileprivate func decodeList(forKey key: Key) throws -> [String] {
    if try decodeNil(forKey: key) { return [] }
    if let single = try? decode(String.self, forKey: key) { return [single] }
    return try decode([String].self, forKey: key)
  }
}

// MARK: - Reading with line numbers

extension FrontMatter {
  /// Reads the YAML of a chapter.
  /// - Parameters:
  ///   - yaml: the text between the `---` lines.
  ///   - firstLine: the line of the file on which it begins.
  /// - Throws: ``ChapterError`` with the line of the key that is wrong.
  init(yaml: String, file: String, firstLine: Int) throws {
    func fail(_ kind: ChapterError.Kind, _ line: Int?, _ message: String) -> ChapterError {
      ChapterError(kind, file: file, line: firstLine - 1 + (line ?? 1), message)
    }

    let root: Node?
    do { root = try Yams.compose(yaml: yaml) } catch let error as YamlError {
      throw fail(.keyInvalid, error.line, "the front matter is not valid YAML: \(error.problem)")
    }
    guard let root, let mapping = root.mapping else {
      throw fail(.frontMatterMissing, nil, "the front matter holds no keys. Expected \(Self.keyList)")
    }
    for (key, _) in mapping {
      guard let name = key.string, CodingKeys(rawValue: name) == nil else { continue }
      let near = NearMiss.question(for: name, among: CodingKeys.allCases.map(\.rawValue))
      throw fail(.keyUnknown, key.mark?.line, "unknown key \"\(name)\" in the front matter.\(near)")
    }
    do {
      self = try YAMLDecoder().decode(FrontMatter.self, from: root)
    } catch DecodingError.keyNotFound(let key, let context) {
      let name = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
      throw fail(
        .keyMissing, root.line(of: context.codingPath),
        "the front matter lacks \"\(name)\". \(Self.help(name))")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context),
      DecodingError.valueNotFound(_, let context)
    {
      let name = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw fail(
        .keyInvalid, root.line(of: context.codingPath),
        "\"\(name)\" in the front matter has the wrong form. \(Self.help(name))")
    }
    for (key, problem) in problems {
      throw fail(.keyInvalid, root.line(of: [key]), "\"\(key.rawValue)\" in the front matter \(problem)")
    }
  }

  /// What the types alone do not catch.
  private var problems: [(CodingKeys, String)] {
    var problems: [(CodingKeys, String)] = []
    if number < 1 { problems.append((.number, "is \(number). Chapters count from 1")) }
    if !slug.isSlug {
      problems.append((.slug, "is \"\(slug)\". Use lower-case letters, digits and hyphens: vanilla-gan"))
    }
    for (key, text) in [(CodingKeys.title, title), (.question, question), (.memory, memory)]
    where text.trimmingCharacters(in: .whitespaces).isEmpty {
      problems.append((key, "is empty. \(Self.help(key.rawValue))"))
    }
    for (key, list) in [(CodingKeys.objectives, objectives), (.references, references)] where list.isEmpty {
      problems.append((key, "is empty. \(Self.help(key.rawValue))"))
    }
    let minutes = [minutes.reading, minutes.quick, minutes.standard, minutes.full]
    if minutes.contains(where: { !$0.isFinite || $0 < 0 }) {
      problems.append((.minutes, "holds a negative number. \(Self.help("minutes"))"))
    }
    return problems
  }

  private static var keyList: String { CodingKeys.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func help(_ name: String) -> String {
    switch CodingKeys(rawValue: String(name.prefix { $0 != "." })) {
    case .number: "Write the chapter's number: \"number: 3\""
    case .slug: "Write the name in the file name: \"slug: vanilla-gan\""
    case .title: "Write the chapter's title: \"title: A GAN on digits\""
    case .question: "Write the question that the chapter answers"
    case .objectives: "Write three or four measurable objectives as a list"
    case .prerequisites: "Write a list of what to know before, or \"prerequisites: []\""
    case .minutes:
      "Write reading time and measured run times in minutes: "
        + "\"minutes: {reading: 25, quick: 0.2, standard: 4.5, full: 60}\""
    case .memory: "Write the peak memory of a run: \"memory: 400 MB\""
    case .data: "Write a list of the data sets used, or \"data: []\""
    case .references: "Write a list of the papers and pages that the chapter stands on"
    case nil: "Expected \(keyList)"
    }
  }
}

extension String {
  /// Lower-case letters, digits and single hyphens, as in file names and step ids.
  var isSlug: Bool { wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil }
}

extension Node {
  /// The line (from 1) of the innermost key of the path that stands in the document.
  fileprivate func line(of path: [any CodingKey]) -> Int? {
    guard let first = path.first, let mapping else { return mark?.line }
    guard let (key, value) = mapping.first(where: { $0.key.string == first.stringValue }) else {
      return mark?.line
    }
    return path.count > 1 ? value.line(of: Array(path.dropFirst())) ?? key.mark?.line : key.mark?.line
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  /// The parser's own words, without the copy of the text that its full description repeats.
  fileprivate var problem: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      problem + ". A text that contains a colon or begins with a special character needs quotes"
    case .duplicatedKeysInMapping(let keys, _): "the key \(keys.joined(separator: ", ")) stands there twice"
    default: "\(self)"
    }
  }
}
