import Foundation

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

    let text: FrontMatterText
    do { text = try FrontMatterText(yaml) } catch {
      throw fail(.keyInvalid, error.line, "this line of the front matter \(error.message)")
    }
    if text.entries.isEmpty {
      throw fail(.frontMatterMissing, nil, "the front matter holds no keys. Expected \(Self.keyList)")
    }
    for entry in text.entries where CodingKeys(rawValue: entry.key) == nil {
      let near = NearMiss.question(
        for: String(entry.key.prefix(40)), among: CodingKeys.allCases.map(\.rawValue))
      throw fail(.keyUnknown, entry.line, "unknown key \"\(entry.key)\" in the front matter.\(near)")
    }
    func line(_ key: CodingKeys) -> Int? { text.entries.first { $0.key == key.rawValue }?.line }
    do {
      let values = FrontMatterValues(text)
      number = try values.integer(.number)
      slug = try values.text(.slug)
      title = try values.text(.title)
      question = try values.text(.question)
      objectives = try values.list(.objectives)
      prerequisites = try values.list(.prerequisites)
      let minutes = try values.numbers(.minutes, ["reading", "quick", "standard", "full"])
      self.minutes = Minutes(reading: minutes[0], quick: minutes[1], standard: minutes[2], full: minutes[3])
      memory = try values.text(.memory)
      data = try values.list(.data)
      references = try values.list(.references)
    } catch {
      switch error {
      case .missing(let key, let name):
        throw fail(.keyMissing, line(key), "the front matter lacks \"\(name)\". \(Self.help(name))")
      case .wrongForm(let key, let name):
        throw fail(
          .keyInvalid, line(key), "\"\(name)\" in the front matter has the wrong form. \(Self.help(name))")
      }
    }
    for (key, problem) in problems {
      throw fail(.keyInvalid, line(key), "\"\(key.rawValue)\" in the front matter \(problem)")
    }
  }

  /// What the types alone do not catch.
  private var problems: [(CodingKeys, String)] {
    var problems: [(CodingKeys, String)] = []
    if !(1...999).contains(number) {
      problems.append((.number, "is \(number). Chapters count from 1, up to 999"))
    }
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
    if !minutes.allSatisfy((0...Self.mostMinutes).contains) {
      problems.append((.minutes, "holds a number outside 0...10000000. \(Self.help("minutes"))"))
    }
    return problems
  }

  private static let mostMinutes = 1e7

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
  var isSlug: Bool {
    split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
  }
}
