import Testing

@testable import WebPages

@Suite("HTML") struct HTMLTests {
  @Test func textIsEscapedAndLiteralsAreNot() {
    let text = #"<b> & "quoted" 'single'"#
    let html: HTML = "<p title=\"\(text)\">\(text)</p>"
    let escaped = "&lt;b&gt; &amp; &quot;quoted&quot; 'single'"
    #expect(html.source == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func piecesStandAsTheyAre() {
    let inner: HTML = "<em>\("a < b")</em>"
    let html: HTML = "<p>\(inner)</p>"
    #expect(html.source == "<p><em>a &lt; b</em></p>")
    #expect([inner, inner].joined(separator: ", ").source == "<em>a &lt; b</em>, <em>a &lt; b</em>")
  }

  @Test func controlCharactersAreReplaced() {
    let text = "a\u{0}b\u{1B}c\u{9F}d\te\n"
    #expect(HTML(text).source == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te\n")
  }
}
