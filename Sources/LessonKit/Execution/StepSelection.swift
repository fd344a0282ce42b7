/// Which steps of a chapter a command asks for.
public enum StepSelection: Equatable, Sendable, CustomStringConvertible {
  case all
  case from(String)
  case only(String)

  /// As it is typed.
  public var description: String {
    switch self {
    case .all: "all"
    case .from(let id): "--from \(id)"
    case .only(let id): "--only \(id)"
    }
  }
}
