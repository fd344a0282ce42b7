import Files
import Foundation

/// The code that made a result, by hashes of its source files: the lesson's own, and the library that all lessons share.
///
/// Blank lines and lines that hold nothing but a comment do not count, and neither does the code that only prints text.
public struct CodeVersion: Codable, Equatable, Sendable {
  public var lesson: String
  public var library: String

  public init(lesson: String, library: String) {
    (self.lesson, self.library) = (lesson, library)
  }

  /// In `Sources`, what is no part of the library, or only prints.
  static let foldersWithoutEffect = [
    "Authoring", "WebPages", "WebServer", "Lessons", "lesson-runner", "LessonKit/Chapter",
    "ExerciseKit", "LessonKit/Console", "LessonKit/Exercises", "LessonKit/Predictions", "LessonKit/Runs",
    "LessonKit/Teaching",
    "TerminalPictures", "TerminalText",
  ]

  /// - Parameters:
  ///   - sources: the repository's folder `Sources`. If it is missing, the hash of the running program is used instead.
  ///   - target: the lesson's folder in `Sources/Lessons`.
  ///   - library: the library's hash, if it is known already: it takes longer than a lesson's.
  public init(sources: URL, lesson target: String, library: String? = nil) {
    let lesson = Self.hash(of: sources.appending(path: "Lessons/\(target)"))
    self.init(lesson: lesson ?? Self.programHash, library: library ?? Self.libraryHash(sources: sources))
  }

  /// The hash of the library; of the running program if the folder `Sources` is missing.
  public static func libraryHash(sources: URL) -> String {
    hash(of: sources, leavingOut: foldersWithoutEffect) ?? programHash
  }

  /// The running program, for when its sources are not available.
  public static var program: CodeVersion { CodeVersion(lesson: programHash, library: programHash) }

  /// What has changed since `earlier`, in words; empty if nothing has.
  func changes(since earlier: CodeVersion) -> [String] {
    (lesson == earlier.lesson ? [] : ["the lesson's code has changed"])
      + (library == earlier.library ? [] : ["the library's code has changed"])
  }

  /// The hash of the code in a folder; nil if it holds none.
  private static func hash(of folder: URL, leavingOut excluded: [String] = []) -> String? {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    var hash = ContentHash()
    var isEmpty = true
    let slashes = Array("//".utf8)
    for path in paths.sorted() where [".swift", ".c", ".h"].contains(where: path.hasSuffix) {
      guard !excluded.contains(where: { path.hasPrefix($0 + "/") }),
        let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
      else { continue }
      hash.add(path)
      for line in Array(text.utf8).split(separator: UInt8(ascii: "\n")) {
        let ended = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        let code = ended.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if !code.isEmpty, !code.starts(with: slashes) { hash.add(ended) }
      }
      isEmpty = false
    }
    return isEmpty ? nil : hash.description
  }

  /// The hash of the running program, by the size and modification time of its file: every build has its own.
  static var programHash: String {
    var hash = ContentHash()
    var status = stat()
    if stat(Bundle.main.executablePath ?? CommandLine.arguments[0], &status) == 0 {
      hash.add(UInt64(status.st_size))
      #if canImport(Glibc)
        hash.add(UInt64(bitPattern: Int64(status.st_mtim.tv_sec)))
        hash.add(UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)))
      #else
        hash.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_sec)))
        hash.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_nsec)))
      #endif
    }
    return hash.description
  }
}
