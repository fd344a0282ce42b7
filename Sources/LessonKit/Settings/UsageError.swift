/// The command line asks for something that does not exist or cannot be done now. Exit code 2.
public struct UsageError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
