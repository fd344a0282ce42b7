import DataFolders
import Foundation

/// What a command asks of one chapter.
public struct RunRequest {
  /// What `--budget` and `--set` say.
  public var settings: Settings
  public var seed: UInt64 = 1
  /// The file, or folder of a run, whose weights the networks start from, as it was typed; nil for random weights.
  public var weights: String?
  public var selection = StepSelection.all
  /// Ignores an interrupted run instead of resuming it.
  public var restart = false
  /// What the run is called; without a name it gets one from its settings should it be kept.
  public var name: String?
  /// How many bytes kept runs may take.
  public var runsLimit = KeptRuns.usualLimit
  /// Waits for a person before each step.
  public var pauses = false
  /// Asks for predictions where the text does.
  public var asks = false
  public var data = DataFolder()
  /// The folder that holds one folder for each chapter.
  public var output = URL(fileURLWithPath: "output", isDirectory: true)
  /// The code that runs, by which `contents` tells that a run is stale.
  public var code: CodeVersion?
  /// How the program is called, for messages.
  public var program = "lesson-runner"
  /// What follows it to run the whole chapter in this way: `run vanilla-gan --budget quick`.
  public var arguments = "run"
  /// How long a loop runs before it is saved again.
  public var checkpointInterval = Duration.seconds(60)
  /// Called before the process ends because the lesson's code asked for something that cannot be computed, with the record
  /// if there is one and with what was said.
  public var reportFailure: (RunRecord?, String) -> Void = { _, _ in }
  /// Whether another chapter is run at the same time: this one then takes longer than by itself.
  public var besideOthers = false
  /// Returns when the chapter of this slug has ended, if the same command runs it before this one.
  public var awaitChapter: (String) -> Void = { _ in }
  /// Whether someone asked the program to stop.
  public var isInterrupted: () -> Bool = { Interruption.isRequested }

  public init(_ settings: Settings) { self.settings = settings }

  /// The command that runs the whole chapter in this way.
  public var command: String { "\(program) \(arguments)" }
}
