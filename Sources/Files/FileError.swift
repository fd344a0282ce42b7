import Foundation

/// A file that could not be read or written, with the system's reason and what to do about it.
public struct FileError: Error, CustomStringConvertible, Equatable, Sendable {
  /// What was tried.
  public enum Action: String, Sendable {
    case read, write
  }

  /// Why the system refused, coarsely enough to act on.
  public enum Reason: Equatable, Sendable {
    case diskFull
    case permissionDenied
    case readOnlyVolume
    case missing
    case notAFolder
    case isFolder
    case nameTooLong
    case sizeLimit
    case other
  }

  /// The file or folder, as it was given.
  public let path: String
  public let action: Action
  public let reason: Reason
  /// The system's own error number (`errno`).
  public let code: Int32

  /// - Parameter code: the system's error number, from which the reason follows.
  public init(_ action: Action, _ url: URL, code: Int32) {
    self.path = url.relativePath
    self.action = action
    self.code = code
    self.reason =
      switch code {
      case ENOSPC, EDQUOT: .diskFull
      case EACCES, EPERM: .permissionDenied
      case EROFS: .readOnlyVolume
      case ENOENT: .missing
      case ENOTDIR: .notAFolder
      case EISDIR: .isFolder
      case ENAMETOOLONG: .nameTooLong
      case EFBIG: .sizeLimit
      default: .other
      }
  }

  public var description: String {
    "cannot \(action.rawValue) \(path): \(systemReason). \(advice)"
  }

  /// The system's message, such as "Permission denied".
  package var systemReason: String { String(cString: strerror(code)) }

  package var advice: String {
    switch (reason, action) {
    case (.diskFull, _):
      "The disk is full: free some space or choose a folder on another disk. Nothing half-written was left."
    case (.permissionDenied, .read): "Allow this user to read the file (chmod, chown)."
    case (.permissionDenied, .write), (.readOnlyVolume, _):
      "Choose a folder that this user may write to (for runs: --output), or change its permissions."
    case (.missing, .read): "Check the spelling of the path."
    case (.missing, .write): "Create the folder first, or choose another one."
    case (.notAFolder, _): "A part of the path is a file where a folder was expected."
    case (.isFolder, _): "The path names a folder where a file was expected."
    case (.nameTooLong, _): "Choose a shorter name or a folder with a shorter path."
    case (.sizeLimit, _):
      "Files must not be that large here: raise the limit (ulimit -f unlimited) or choose another disk."
    case (.other, _): "Check the disk and try again."
    }
  }
}
