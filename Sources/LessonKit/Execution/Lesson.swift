import GANKit

/// A chapter's program: what its networks are and what its steps do.
///
/// ```swift
/// public final class CoinLesson: Lesson {
///   public static let slug = "coin"
///   static let flips = Setting("flips", quick: 100, standard: 10_000, full: 1_000_000, in: 1...100_000_000,
///                              "how often the coin is thrown")
///   public static let settings: [any AnySetting] = [flips]
///
///   public init(_ run: Run) throws {}
///   public static var steps: [Step<CoinLesson>] { [Step("throw", throwCoin)] }
///
///   func throwCoin(_ report: Report) throws {
///     let random = report.run.random("throw")
///     let heads = Tally()                                      // Checkpointable
///     let loop = try report.loop(report.run[Self.flips], state: [("random", random), ("heads", heads)])
///     while let i = try loop.next() {
///       if random.uniform() < 0.5 { heads.count += 1 }
///       try loop.log(["share": Double(heads.count) / Double(i + 1)])
///     }
///     report.metric("share", loop.history.last("share")!.value)
///   }
/// }
/// ```
public protocol Lesson: AnyObject {
  /// The chapter's slug.
  static var slug: String { get }

  /// What `--set` may change.
  static var settings: [any AnySetting] { get }

  /// Builds the networks from `run.random("networks")` and opens the data.
  init(_ run: Run) throws

  /// What steps change and later steps need: networks and optimizers.
  ///
  /// Saved after each step, and restored for `--from` and `--only` and when an interrupted run goes on. It
  /// always lists the same names.
  var state: [(name: String, value: any Checkpointable)] { get }

  /// The networks of the main training, which may start from the weights of a file. What a lesson makes of them in
  /// `init`, such as a moving average, is made again from ``StartingNetwork``'s copies.
  var startingNetworks: [StartingNetwork] { get }

  /// The chapter's steps: the same ids in the same order. Known without a lesson, whose networks take their time.
  static var steps: [Step<Self>] { get }

  /// Whether the lesson reports how long something takes, so that no other chapter may run at the same time.
  static var measuresTime: Bool { get }

  /// The generators that `apply` and `export` use. The chapter's page can run those in the browser whose label has at
  /// most one attribute.
  static var generators: [TrainedGenerator] { get }

  /// The networks from pictures to pictures that `apply` and `export` use.
  static var translators: [TrainedTranslator] { get }

  /// The flow that the chapter's page runs in the browser.
  static var trainedFlow: TrainedFlow? { get }
}

extension Lesson {
  public static var settings: [any AnySetting] { [] }
  public var state: [(name: String, value: any Checkpointable)] { [] }
  public var startingNetworks: [StartingNetwork] { [] }
  public static var measuresTime: Bool { false }
  public static var generators: [TrainedGenerator] { [] }
  public static var translators: [TrainedTranslator] { [] }
  public static var trainedFlow: TrainedFlow? { nil }

  /// The ids of the steps, in their order.
  public static var stepIDs: [String] { steps.map(\.id) }

  func perform(step index: Int, _ report: Report) throws { try Self.steps[index].body(self)(report) }
}

/// One step of a chapter: a method of its lesson.
public struct Step<Owner> {
  /// As in the chapter's `<!-- step: id -->`.
  public let id: String
  let body: (Owner) -> (Report) throws -> Void

  public init(_ id: String, _ body: @escaping (Owner) -> (Report) throws -> Void) {
    (self.id, self.body) = (id, body)
  }
}
