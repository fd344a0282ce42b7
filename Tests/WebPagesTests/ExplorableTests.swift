import ConditionalGAN
import DCGAN
import Figures
import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing
import VanillaGAN

@testable import WebPages
@testable import GenerativeModels
@testable import LessonKit

@Suite("What can be moved on a page") struct ExplorableTests {
  private static let chapters = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "chapters")

  // MARK: - Comments

  @Test func commentsAreRead() throws {
    #expect(try Explorable("explorable: losses").kind == .losses)
    #expect(try Explorable("explorable: flow").details == .none)
    #expect(try Explorable("explorable: latent: faces").details == .generator("faces"))
    #expect(
      try Explorable("explorable: divider, columns: input, output, target").details
        == .grid(axis: .columns, names: ["input", "output", "target"], first: [0, 1]))
    #expect(
      try Explorable("explorable: divider, rows: plain a, G(a)*, the truth*").details
        == .grid(axis: .rows, names: ["plain a", "G(a)", "the truth"], first: [1, 2]))
  }

  @Test(arguments: [
    ("explorable: lossses", "Did you mean \"losses\"?"),
    ("explorable losses", "write <!-- explorable: NAME -->"),
    ("explorable: saddle: fast", "nothing follows the name saddle"),
    ("explorable: flow: plane", "nothing follows the name flow"),
    ("explorable: latent", "name the generator"), ("explorable: divider", "say what the grid shows"),
    ("explorable: divider, columns: one", "name at least two columns"),
    ("explorable: divider, rows: a*, b, c", "put a star behind both rows"),
  ])
  func mistakesSayWhatToWrite(comment: String, message: String) {
    let problem = #expect(throws: Explorable.Problem.self) { try Explorable(comment) }
    #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
  }

  /// A chapter of its own with this text, which begins in line 15.
  private static func chapter(_ text: String) throws -> Chapter {
    let head = """
      ---
      number: 1
      slug: test
      title: A test
      question: Does it move?
      objectives: [See]
      prerequisites: none
      minutes: {reading: 1, quick: 1, standard: 1, full: 1}
      memory: 1 MB
      data: []
      references: [None]
      ---
      # A test


      """
    return try Chapter(
      parsing: head + text, url: chapters.appending(path: "01-test.md"), file: "01-test.md")
  }

  @Test func aChapterKnowsItsPlaces() throws {
    let chapter = try Self.chapter(
      """
      <!-- explorable: losses -->

      - <!-- explorable: saddle -->

      ```
      <!-- explorable: taps -->
      ```

      <!-- explorable: tops -->
      """)
    #expect(chapter.explorables.map(\.explorable.kind) == [.losses])
    #expect(chapter.explorables.map(\.line) == [15])
    #expect(chapter.unreadableExplorables.map(\.line) == [17, 23])
    #expect(chapter.unreadableExplorables[0].problem.contains("on a line of its own"))
    #expect(chapter.unreadableExplorables[1].problem.contains("there is no explorable \"tops\""))
  }

  @Test func theBookHasThemAll() throws {
    let library = try ChapterLibrary(folder: Self.chapters)
    let chapters = try library.entries.map(library.chapter)
    let kinds = chapters.map { Set($0.explorables.map(\.explorable.kind)) }
    #expect(
      kinds == [
        [.losses, .saddle], [.divergence], [.latent], [.taps, .latent], [.latent], [.divider], [.divider],
        [.divider], [.flow, .latent],
      ])
    let lessons: [any Lesson.Type] = [
      VanillaGANLesson.self, DCGANLesson.self, ConditionalGANLesson.self, GenerativeModelsLesson.self,
    ]
    for chapter in chapters {
      #expect(chapter.unreadableExplorables.isEmpty, "\(chapter.file)")
      let lesson = lessons.first { $0.slug == chapter.slug }
      let generators = lesson?.generators ?? []
      let flow = lesson?.trainedFlow
      for step in generators.map(\.step) + [flow?.step].compactMap({ $0 }) {
        #expect(chapter.steps.contains { $0.id == step })
      }
      for (explorable, line) in chapter.explorables {
        if case .generator(let name) = explorable.details {
          #expect(generators.contains { $0.name == name }, "\(chapter.file):\(line)")
        }
        if explorable.kind == .flow { #expect(flow != nil, "\(chapter.file):\(line)") }
      }
    }
  }

  // MARK: - Pages

  /// In place of chapter 3's own, which takes its time.
  private static let smallGenerator = TrainedGenerator(
    "digits", step: "train", states: ["gone", "average"], latentSize: 6
  ) { _, random in smallNetwork(random) }

  private static func smallNetwork(_ random: Random) -> Sequential {
    Sequential {
      Dense(6, 4 * 4, activation: .tanh, using: random)
      Reshape([4, 4, 1])
    }
  }

  private func source(_ number: Int, _ record: RunRecord? = nil, in folder: URL = URL(filePath: "/nowhere"))
    throws
    -> BookChapter
  {
    let library = try ChapterLibrary(folder: Self.chapters)
    let chapter = try library.chapter(library.entries[number - 1])
    var state = ChapterState(
      nil, stepIDs: chapter.steps.map(\.id), settings: [], code: nil, data: nil, folder: folder)
    state.record = record
    return BookChapter(
      chapter, state: state, runFolder: folder, referenceMetrics: [:], settings: VanillaGANLesson.settings,
      generators: number == 3 ? [Self.smallGenerator] : [], command: "./learn run \(number)")
  }

  private func page(_ source: BookChapter) -> String {
    let figures = ChapterFigures(source)
    var page = ChapterPage(
      source, figures: figures, explorables: PageExplorables(source, figures: figures), pages: [:])
    return page.page(previous: nil, next: nil).file(site: []).source
  }

  @Test func aPageLoadsTheScriptsThatItNeeds() throws {
    let page = page(try source(1))
    let scripts = page.matches(of: /<script src="assets\/(explore[^"]*)" defer>/).map { String($0.output.1) }
    #expect(scripts == ["explore.js", "explore-losses.js", "explore-saddle.js"])
    #expect(page.contains("<link rel=\"stylesheet\" href=\"assets/explore.css\">"))
    // Each right behind its figure.
    let figure = try #require(page.range(of: "saddle-trajectories"))
    let place = try #require(page.range(of: "<div class=\"explorable\" data-explorable=\"saddle\"></div>"))
    #expect(page[figure.upperBound..<place.lowerBound].count < 700)
  }

  @Test func withoutATrainingThePageSaysWhatToRun() throws {
    let page = page(try source(3))
    #expect(!page.contains("data-explorable"))
    #expect(
      page.contains("move through its latent space here")
        && page.contains("<code class=\"command\">./learn run 3</code>"))
  }

  @Test func paperAndTheWholeBookHaveNone() throws {
    let source = try source(1)
    var page = ChapterPage(source, figures: ChapterFigures(source), explorables: nil, pages: [:])
    #expect(!page.article.source.contains("data-explorable"))
  }

  @Test func aDividerKnowsWhereThePicturesLie() throws {
    struct Settings: Decodable { var picture, axis: String, names: [String], columns: [Int], rows: [Int] }
    let page = page(try source(6))
    let attribute = try #require(
      page.firstMatch(of: /data-explorable="divider" data-settings="([^"]*)"/)?.output.1)
    let json = attribute.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    let settings = try JSONDecoder().decode(Settings.self, from: Data(json.utf8))
    #expect(settings.picture == "figures/06-pix2pix/translations-test.png")
    #expect(settings.names == ["input", "output", "target"])
    #expect(settings.columns.count % 3 == 0 && !settings.rows.isEmpty)
  }

  // MARK: - Grids

  @Test(arguments: [(3, 9), (1, 4), (8, 32), (2, 2)]) func gridsAreFound(columns: Int, count: Int) throws {
    let random = Random(seed: UInt64(columns))
    let pictures = tanh(Tensor.normal([count, 16, 24, 3], using: random))
    for isLabelled in [false, true] {
      let grid = ImageGrid(
        pictures, columns: columns, scale: 4, title: isLabelled ? "What the grid shows, in a long title" : "",
        caption: "Small print below the pictures, and more of it.",
        rowLabels: isLabelled ? (0..<count / columns).map { "a label \($0)" } : [],
        columnLabels: isLabelled ? (0..<columns).map { "column \($0)" } : [])
      let image = try PNG.decode(grid.png(), name: "grid")
      let found = GridCells(image)
      let cells = try #require(found, "\(columns) of \(count)")
      #expect(cells.columns.count == columns && cells.rows.count == count / columns)
      #expect((cells.cellWidth, cells.cellHeight) == (96, 64))
      // The pixels in the corners of the last picture are its own.
      let last = Image.batch(pictures, range: .signed)[count - 1]
      let (x, y) = (cells.columns.last!, cells.rows.last!)
      for (dx, dy, px, py) in [(0, 0, 0, 0), (95, 63, 23, 15)] {
        let found = (0..<3).map { image.pixels[((y + dy) * image.width + x + dx) * image.channels + $0] }
        #expect(found == (0..<3).map { last.pixels[(py * 24 + px) * 3 + $0] })
      }
    }
  }

  @Test func whatIsNoGridIsNotFound() throws {
    let chart = Chart("A chart", x: "x", y: "y").line("a line", [0.0, 1, 2], [1.0, 3, 2])
    let cells = GridCells(try PNG.decode(chart.png(), name: "chart"))
    #expect(cells == nil)
  }

  // MARK: - The generator's file

  /// A run of chapter 3 that has only trained, with small weights.
  private func run(in folder: URL, seed: UInt64) throws -> RunRecord {
    try run(of: VanillaGANLesson.self, done: ["train"], in: folder) {
      Self.smallNetwork(Random(seed: seed)).save(to: &$0, as: "average")
    }
  }

  /// A run that carried out some steps and left one state.
  private func run(
    of lesson: any Lesson.Type, done steps: [String], in folder: URL, save: (inout Checkpoint) -> Void
  ) throws -> RunRecord {
    let settings = try Settings(lesson.settings, budget: .smoke)
    var record = RunRecord(
      chapter: lesson.slug, number: 3, title: "", budget: .smoke, seed: 1, threads: 1, engine: "",
      settings: settings.scalars,
      steps: lesson.stepIDs.map(StepRecord.init), command: "run 3", build: "")
    var checkpoint = Checkpoint()
    save(&checkpoint)
    let path = "checkpoint/05-train.safetensors"
    try FileManager.default.createDirectory(
      at: folder.appending(path: "checkpoint"), withIntermediateDirectories: true)
    try checkpoint.write(to: folder.appending(path: path))
    for index in record.steps.indices where steps.contains(record.steps[index].id) {
      record.steps[index].status = .done
      record.steps[index].checkpoint = CheckpointRecord(
        path: path, contentHash: checkpoint.contentHash.description)
    }
    return record
  }

  @Test func aTrainedGeneratorIsOnItsPage() throws {
    let place = try TemporaryFolder()
    let folder = place.url.appending(path: "03-vanilla-gan")
    for seed in [1, 2] as [UInt64] {
      let source = try source(3, run(in: folder, seed: seed), in: folder)
      let explorables = PageExplorables(source, figures: ChapterFigures(source))
      let copy = try #require(explorables.copies.first)
      #expect(copy.address == "generators/03-vanilla-gan-digits.js")
      #expect(page(source).contains("generators/03-vanilla-gan-digits.js"))
      let script = try String(contentsOf: copy.source, encoding: .utf8)
      #expect(script.hasPrefix("(globalThis.explorableGenerators ??= {})[\"03-vanilla-gan-digits\"] = {"))
      // Written once, and not left when the generator is another one.
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: place.url.appending(path: "cache").path).count
          == 1)
    }
  }

  @Test func aDamagedGeneratorIsNotShown() throws {
    let place = try TemporaryFolder()
    let folder = place.url.appending(path: "03-vanilla-gan")
    var record = try run(in: folder, seed: 1)
    let index = record.steps.firstIndex { $0.id == "train" }!
    record.steps[index].checkpoint!.contentHash = "0000"
    let page = page(try source(3, record, in: folder))
    #expect(page.contains("is not the state that step train left") && !page.contains("data-explorable"))
    record.steps[index].status = .interrupted
    #expect(self.page(try source(3, record, in: folder)).contains("When you have trained this generator"))
  }

  @Test func chapterNinesDecoderAndFlowAreOnItsPage() throws {
    let place = try TemporaryFolder()
    let folder = place.url.appending(path: "01-test")
    let lesson = GenerativeModelsLesson.self
    let chapter = try Self.chapter(
      "<!-- explorable: flow -->\n\nText.\n\n<!-- explorable: latent: latents -->\n")
    func source(_ record: RunRecord?) -> BookChapter {
      var state = ChapterState(
        nil, stepIDs: lesson.stepIDs, settings: [], code: nil, data: nil, folder: folder)
      state.record = record
      return BookChapter(
        chapter, state: state, runFolder: folder, referenceMetrics: [:], settings: lesson.settings,
        generators: lesson.generators, trainedFlow: lesson.trainedFlow, command: "./learn run 9")
    }
    let untrained = page(source(nil))
    #expect(untrained.contains("When you have trained this flow") && !untrained.contains("data-explorable"))

    let random = Random(seed: 1)
    let settings = try Settings(lesson.settings, budget: .smoke)
    let record = try run(of: lesson, done: ["flow", "autoencoder"], in: folder) {
      Flow.ofPlane(using: random).save(to: &$0, as: "flowOfPlane")
      Autoencoder(size: 784, hidden: settings[lesson.vaeHidden], latent: 2, .bernoulli, using: random)
        .save(to: &$0, as: "vae2")
    }
    let trained = source(record)
    let scripts = page(trained).matches(of: /<script src="assets\/(explore[^"]*)" defer>/)
      .map { String($0.output.1) }
    // The network's script, which both need, once.
    #expect(scripts == ["explore.js", "explore-network.js", "explore-latent.js", "explore-flow.js"])
    let copies = PageExplorables(trained, figures: ChapterFigures(trained)).copies
    #expect(copies.map(\.address) == ["generators/01-test-flow.js", "generators/01-test-latents.js"])
    let texts = try copies.map { try String(contentsOf: $0.source, encoding: .utf8) }
    #expect(texts[0].matches(of: /"mask":\[(0,1|1,0)\]/).count == 8)
    #expect(texts[1].contains("\"latent\":2,") && texts[1].contains("\"reach\":3"))
  }
}
