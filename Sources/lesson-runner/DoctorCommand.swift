import ArgumentParser
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
    var minutes: [String: Double]
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

  init(data folder: DataFolder, output: URL, book: Book) throws {
    self.output = Self.examine(output)
    data = DataReport(folder, verifying: false).sets
    let calibration = Calibration.measure()
    self.calibration = calibration
    estimates = try book.library.entries.map(book.library.chapter).map { chapter in
      let minutes = chapter.frontMatter.minutes
      let scaled = [("quick", minutes.quick), ("standard", minutes.standard), ("full", minutes.full)].map {
        ($0, (calibration.slowness * $1 * 100).rounded() / 100)
      }
      return Estimate(chapter: chapter.slug, minutes: Dictionary(uniqueKeysWithValues: scaled))
    }
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
        + Budget.offered.map { Wording.minutes(estimate.minutes[$0.rawValue] ?? 0) }
        .joined(separator: " | ") + " |"
    }
    common.print(
      markdown: (["| estimated run time | quick | standard | full |", "|---|---:|---:|---:|"] + rows)
        .joined(separator: "\n"))
  }
}
