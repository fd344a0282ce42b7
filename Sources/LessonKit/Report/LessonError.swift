/// A lesson and its chapter do not fit together. Exit code 1.
public struct LessonError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
