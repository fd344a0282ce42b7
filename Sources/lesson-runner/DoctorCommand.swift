import ArgumentParser
import DataFolders
import Datasets
import Files
import Foundation
import GANKit
import LessonKit

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "The machine, its libraries, folders and data, and a two-second calibration.")

  @OptionGroup var data: DataOption
  @OptionGroup var place: OutputOption
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads to compute with (default: all cores).", valueName: "n"),
    transform: WholeNumber.threads)
  var threads: Int?
  @OptionGroup var common: CommonOptions

  func run() throws {
    if let threads { Machine.threads = threads }
    let report = try DoctorReport(data: data.folder(common), output: place.url, book: Book())
    if common.json {
      try Console.print(report: report)
    } else {
      report.print(common)
    }
    guard report.output.problem == nil else { throw Ending(code: .step) }
    if !report.data.filter({ !$0.problems.isEmpty }).isEmpty { throw Ending(code: .data) }
  }
}

/// What `doctor` found.
struct DoctorReport: Encodable {
  struct Folder: Encodable {
    var path: String
    /// Why it cannot be written; missing if it can.
    var problem: String?
  }

  struct Estimate: Encodable {
    var chapter: String
    /// By budget.
    var times: [String: RunTimes.Time]
  }

  var program = LessonRunner.version
  var system = SystemDescription()
  var threads = Machine.threads
  var engine = Machine.engine
  var libraries = Libraries.versions
  var output: Folder
  var data: [DataReport.Item]
  var calibration: Calibration
  var estimates: [Estimate]
  /// Whether chapters can be run here: results can be written, and no data set that is there is damaged.
  var isReady: Bool

  init(data folder: DataFolder, output: URL, book: Book) throws {
    self.output = Self.examine(output)
    data = DataReport(folder, verifying: false).sets
    let calibration = Calibration.measure()
    self.calibration = calibration
    let saved = SavedCalibration(slowness: calibration.slowness)
    if self.output.problem == nil, FileManager.default.fileExists(atPath: output.path) {
      try? saved.write(in: output)
    }
    let times = try book.times(in: output, calibration: saved)
    estimates = try book.library.entries.map(book.library.chapter).map { chapter in
      Estimate(
        chapter: chapter.slug,
        times: Dictionary(
          uniqueKeysWithValues: Budget.offered.compactMap { budget in
            times.time(of: chapter, at: budget).map { (budget.rawValue, $0) }
          }))
    }
    isReady = self.output.problem == nil && data.allSatisfy(\.problems.isEmpty)
  }

  /// Tries to write a file, in the folder or, if it is not there yet, where it would be made.
  private static func examine(_ folder: URL) -> Folder {
    var place = folder
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place = place.deletingLastPathComponent()
    }
    let file = place.appending(path: ".doctor-\(getpid())")
    do {
      try AtomicFile.write(Data("test\n".utf8), to: file)
      try FileManager.default.removeItem(at: file)
      return Folder(path: folder.relativePath)
    } catch {
      return Folder(path: folder.relativePath, problem: "\(error)")
    }
  }

  func print(_ common: CommonOptions) {
    let terminal = common.terminal
    func line(_ name: String, _ value: String) {
      Console.print(
        terminal.styled(name + String(repeating: " ", count: max(1, 20 - name.count)), .dim) + value)
    }
    line("lesson-runner", program)
    line("system", "\(system.name), \(system.architecture)")
    line("processor", "\(system.processor), \(Machine.allowance)")
    line("vector units", system.simd.isEmpty ? "none known" : system.simd.joined(separator: " "))
    line("memory", Wording.bytes(system.memoryBytes))
    line("threads", "\(threads)")
    line("engine", engine)
    line("libraries", libraries.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: ", "))
    line("output", output.problem.map { "\(output.path): \($0)" } ?? "\(output.path) can be written")
    for set in data {
      let damaged = set.problems.isEmpty ? "" : ", not all can be used: see \(Program.name) data"
      line("data: \(set.name)", (set.folder ?? "not found, \(set.standIn) stand in") + damaged)
    }
    line("speed", calibration.description)
    Console.print("")
    let rows = estimates.map { estimate in
      "| \(estimate.chapter) | "
        + Budget.offered.map { Self.text(estimate.times[$0.rawValue]) }.joined(separator: " | ") + " |"
    }
    common.print(
      markdown: (["| run time here | quick | standard | full |", "|---|---:|---:|---:|"] + rows)
        .joined(separator: "\n"))
    Console.print("")
    Console.print(
      sentence: "~ is an estimate, from this machine's own runs where there are any, else from its speed.")
    for advice in self.advice { Console.print(sentence: advice) }
    Console.print(
      terminal.styled(
        isReady ? "This machine is ready." : "This machine is not ready: see above.", .bold))
  }

  private static func text(_ time: RunTimes.Time?) -> String {
    guard let time else { return "" }
    return (time.source == .measured ? "" : "~") + Wording.minutes(time.minutes)
  }

  /// What takes too long to be done as it is, and what to do instead.
  private var advice: [String] {
    func chapters(_ budget: Budget, above minutes: Double) -> [String] {
      estimates.filter { $0.times[budget.rawValue]?.minutes ?? 0 > minutes }.map(\.chapter)
    }
    var advice: [String] = []
    let days = chapters(.full, above: 24 * 60)
    if !days.isEmpty {
      advice.append(
        "At full budget, \(Wording.list(days)) would take days here. That budget has the papers' own sizes, which were "
          + "trained on graphics cards. Standard budget shows the same things in minutes; for larger pictures in a night, "
          + "shorten the full one, as in: \(Program.name) run \(days[0]) --budget full --set iterations=2000. "
          + "A run can be interrupted at any time and goes on with the same command."
      )
    }
    let slow = chapters(.standard, above: 20)
    if !slow.isEmpty {
      advice.append(
        "At standard budget, \(Wording.list(slow)) take\(slow.count == 1 ? "s" : "") more than 20 minutes here. For a "
          + "lesson of 45 minutes, run them with --budget quick, or start them before it.")
    }
    return advice
  }
}
