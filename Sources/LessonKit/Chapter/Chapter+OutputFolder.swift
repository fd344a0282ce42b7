import Foundation

extension Chapter {
  /// The folder of this chapter's runs: `output/03-vanilla-gan`.
  public func outputFolder(in output: URL) -> URL {
    output.appending(path: "\(number < 10 ? "0" : "")\(number)-\(slug)", directoryHint: .isDirectory)
  }
}
