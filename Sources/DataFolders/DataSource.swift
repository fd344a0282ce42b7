import Foundation

/// Where a lesson's data came from, so that every caption can say so.
public enum DataSource: Sendable, Equatable {
  /// The real data set, in this folder.
  case files(URL)
  /// A built-in, procedurally drawn stand-in with a short description such as "drawn digits"; see ``DataSet/standIn``.
  case drawn(String)

  /// A short description for captions, such as "MNIST" or "drawn digits (built-in stand-in)".
  public var note: String {
    switch self {
    case .files(let folder):
      let name = folder.lastPathComponent
      return name == DataSet.mnist.name ? "MNIST" : name
    case .drawn(let what): return "\(what) (built-in stand-in)"
    }
  }
}
