/// Ctrl-C, a request to terminate, or `q` at a pause. Exit code 130.
public struct Interrupted: Error, CustomStringConvertible {
  /// The step that would have come next, if the run stopped between two.
  public let nextStep: String?

  public init(before nextStep: String? = nil) { self.nextStep = nextStep }

  public var description: String { nextStep.map { "Stopped before step \($0)." } ?? "Interrupted." }
}
