import Foundation
import GANKit
import Testing

/// A file in the `Fixtures` folder of any test target, which another program made: the script that made it lies beside it.
public func fixture(_ name: String) throws -> URL {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let found = try FileManager.default.contentsOfDirectory(at: tests, includingPropertiesForKeys: nil)
    .map { $0.appending(path: "Fixtures/\(name)", directoryHint: .notDirectory) }
    .filter { FileManager.default.fileExists(atPath: $0.path) }
  try #require(
    found.count == 1,
    "\(name): expected one fixture of this name in \(tests.relativePath), found \(found.count)")
  return found[0]
}
