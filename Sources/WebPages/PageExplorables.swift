import Foundation
import LessonKit

/// What a chapter's page has to move: the places for it in the text, and the files that it needs.
struct PageExplorables {
  /// The generators that a place may name, as far as this machine has trained them.
  private let generators: [String: Result<GeneratorFile, GeneratorFile.Missing>]
  /// The flow, if the page has a place for it.
  private let flow: Result<GeneratorFile, GeneratorFile.Missing>?
  private let figures: ChapterFigures
  private let command: String
  /// What the page has places for.
  private let kinds: [Explorable.Kind]

  init(_ source: BookChapter, figures: ChapterFigures) {
    (self.figures, command) = (figures, source.command)
    let named = source.chapter.explorables.compactMap { item in
      if case .generator(let name) = item.explorable.details { name } else { nil }
    }
    let used = source.generators.filter { named.contains($0.name) }
    generators = Dictionary(
      used.map { generator in
        (
          generator.name,
          Result { () throws(GeneratorFile.Missing) in try GeneratorFile(generator, of: source) }
        )
      }, uniquingKeysWith: { first, _ in first })
    let kinds = source.chapter.explorables.map(\.explorable.kind)
    let trainedFlow = kinds.contains(.flow) ? source.trainedFlow : nil
    flow = trainedFlow.map { flow in
      Result { () throws(GeneratorFile.Missing) in try GeneratorFile(flow, of: source) }
    }
    self.kinds = kinds
  }

  /// The files that the page needs besides those that all pages share.
  var copies: [ChapterFigures.Copy] {
    (Array(generators.values) + [flow].compactMap { $0 }).compactMap { try? $0.get().copy }
      .sorted { $0.address < $1.address }
  }

  /// The scripts of the page, in their order.
  var scripts: [String] {
    let names = Explorable.Kind.allCases.filter { kind in kinds.contains(kind) }.flatMap(\.scripts)
    guard !names.isEmpty else { return [] }
    // Two of them may need the same one.
    return names.reduce(into: ["explore.js"]) { list, name in if !list.contains(name) { list.append(name) } }
  }

  /// The place in the text. It is empty until a script fills it.
  /// - Parameter figure: the address of the figure above it.
  func html(_ explorable: Explorable, after figure: String?) -> HTML {
    switch explorable.details {
    case .none where explorable.kind == .flow:
      trained(.flow, flow, called: "flow", promise: "carry points through its layers")
    case .none: place(explorable.kind)
    case .generator(let name):
      trained(.latent, generators[name], called: "generator", promise: "move through its latent space")
    case .grid(let axis, let names, let first): divider(figure, axis: axis, names: names, first: first)
    }
  }

  private func place(_ kind: Explorable.Kind, settings: String? = nil) -> HTML {
    let attribute: HTML = settings.map { " data-settings=\"\($0)\"" } ?? .nothing
    return "<div class=\"explorable\" data-explorable=\"\(kind.rawValue)\"\(attribute)></div>\n"
  }

  /// The place of what this learner trained, or what to do for it.
  private func trained(
    _ kind: Explorable.Kind, _ file: Result<GeneratorFile, GeneratorFile.Missing>?, called name: String,
    promise: String
  ) -> HTML {
    struct Settings: Encodable { var key, file: String }
    switch file {
    case .success(let file):
      return place(kind, settings: json(Settings(key: file.key, file: file.copy.address)))
    case .failure(.unusable(let reason)):
      return "<p class=\"run\">Your \(name) cannot be explored on this page: \(reason).</p>\n"
    case .failure(.untrained), nil:
      return """
        <p class="run"><span>When you have trained this \(name) on your machine, you can \(promise) here. \
        Train it, and then write the pages again:</span> <code class="command">\(command)</code></p>\n
        """
    }
  }

  private func divider(
    _ figure: String?, axis: Explorable.Axis, names: [String], first: [Int]
  ) -> HTML {
    struct Settings: Encodable {
      var picture, axis: String
      var names: [String]
      var first: [Int]
      var width, height, cellWidth, cellHeight: Int
      var columns, rows: [Int]
    }
    guard let figure, let shown = figures.byAddress[figure]?.shown,
      let file = figures.copies.first(where: { $0.address == shown.address })?.source,
      let cells = GridCells(of: file)
    else { return .nothing }
    let count = axis == .columns ? cells.columns.count : cells.rows.count
    guard count >= 2 else { return .nothing }
    // A figure of another version of the lesson may show more or fewer things.
    let isKnown = count % names.count == 0
    let names = isKnown ? names : (1...count).map { "\(axis == .columns ? "column" : "row") \($0)" }
    return place(
      .divider,
      settings: json(
        Settings(
          picture: shown.address, axis: axis.rawValue, names: names, first: isKnown ? first : [0, 1],
          width: cells.width, height: cells.height,
          cellWidth: cells.cellWidth, cellHeight: cells.cellHeight, columns: cells.columns, rows: cells.rows))
    )
  }

  private func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Of strings and whole numbers only: encoding them cannot fail.
    return String(decoding: try! encoder.encode(value), as: UTF8.self)
  }
}

extension Explorable.Kind {
  /// What it needs besides the script that all of them share.
  fileprivate var scripts: [String] {
    switch self {
    case .latent, .flow: ["explore-network.js", "explore-\(rawValue).js"]
    default: ["explore-\(rawValue).js"]
    }
  }
}
