import Files
import Foundation

/// What the last calibration of this machine found, as it stands in the output folder: `machine.json`.
public struct SavedCalibration: Codable, Equatable, Sendable {
  public var schema = 1
  /// How many times as long as on the authors' machine a run takes.
  public var slowness: Double

  public init(slowness: Double) { self.slowness = slowness }

  private static func file(in output: URL) -> URL {
    output.appending(path: "machine.json", directoryHint: .notDirectory)
  }

  /// nil if there is none, or if it cannot be read: it is only an estimate.
  public init?(in output: URL) {
    guard let saved = try? JSONFile.read(SavedCalibration.self, from: Self.file(in: output)),
      saved.slowness.isFinite, saved.slowness > 0
    else { return nil }
    self = saved
  }

  /// - Throws: `FileError`.
  public func write(in output: URL) throws {
    try JSONFile.write(self, to: Self.file(in: output))
  }
}
