import Testing

/// Expects that what a process wrote to standard error before it ended is one message that contains each of `words`.
public func expectMessage(
  of result: ExitTest.Result?, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(
    text.hasPrefix("error: ") && text.split(separator: "\n").count == 1, "\(text)",
    sourceLocation: sourceLocation)
  for word in words { #expect(text.contains(word), "\(text)", sourceLocation: sourceLocation) }
}
