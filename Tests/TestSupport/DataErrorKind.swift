import Files
import Testing

/// The kind of the `DataError` that the body throws, after checking that its text names the file.
public func kind(naming name: String, _ body: () throws -> Void) -> DataError.Kind? {
  do {
    try body()
    return nil
  } catch let error as DataError {
    #expect(error.description.contains(name), "\(error)")
    return error.kind
  } catch {
    Issue.record("another error: \(error)")
    return nil
  }
}
