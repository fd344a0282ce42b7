import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import WebPages

@Suite("MathML") struct MathMLTests {
  /// The MathML of a formula in a sentence, without what is around every formula and what all letters have.
  private func markup(_ tex: String) throws -> String {
    let source = plain(MathML.inline(tex))
    let start = try #require(source.range(of: "<semantics>"), "\(source)")
    let end = try #require(source.range(of: "<annotation"))
    return String(source[start.upperBound..<end.lowerBound])
  }

  private func plain(_ html: HTML) -> String {
    html.source.replacing(#"<mi class="v" mathvariant="normal">"#, with: "<mi>")
  }

  @Test(arguments: [
    ("x", "<mi>x</mi>"), ("3.14", "<mn>3.14</mn>"),
    ("-1", #"<mrow><mo form="prefix">−</mo><mn>1</mn></mrow>"#),
    ("a-b", "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"),
    (#"\frac12"#, "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
    (#"\sqrt{x}"#, "<msqrt><mi>x</mi></msqrt>"),
    (#"\mathbb{E}"#, #"<mi mathvariant="normal">𝔼</mi>"#),
    (#"\mathbb{R}"#, #"<mi mathvariant="normal">ℝ</mi>"#),
    (#"\mathcal{L}"#, #"<mi mathvariant="normal">ℒ</mi>"#),
    (#"\mathrm{KL}"#, #"<mi mathvariant="normal">KL</mi>"#),
    (#"\hat{x}"#, #"<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>"#),
    (
      #"\log(x)"#,
      #"<mrow><mi mathvariant="normal">log</mi><mo form="prefix" stretchy="false">(</mo><mi>x</mi>"#
        + #"<mo form="postfix" stretchy="false">)</mo></mrow>"#
    ),
    (#"\ln x"#, #"<mrow><mi mathvariant="normal">ln</mi><mspace width="0.167em"/><mi>x</mi></mrow>"#),
  ])
  func formulas(tex: String, expected: String) throws {
    #expect(try markup(tex) == expected)
  }

  @Test func theRangeOfASumStandsBelowItOnlyOnALineOfItsOwn() {
    let tex = #"\sum_{i=1}^n x_i"#
    #expect(MathML.inline(tex).source.contains("<msubsup><mo largeop=\"true\">∑</mo>"))
    #expect(MathML.display(tex).source.contains("<munderover><mo largeop=\"true\">∑</mo>"))
  }

  @Test func columnsAreAligned() {
    let source = plain(MathML.display(#"\begin{aligned} a &= b \\ &= c \end{aligned}"#))
    #expect(source.components(separatedBy: "<mtr>").count == 3)
    #expect(source.contains(#"<mtr><mtd class="right"><mi>a</mi></mtd><mtd class="left">"#))
  }

  @Test func bracketsGrowOnlyWhereTeXLetsThem() {
    let plain = MathML.inline(#"(\frac{1}{2})"#).source
    #expect(!plain.contains(#"stretchy="true""#))
    let grown = MathML.inline(#"\left(\frac{1}{2}\right. x"#).source
    #expect(grown.contains(#"<mrow><mo form="prefix" stretchy="true">(</mo><mfrac>"#))
    #expect(MathML.inline(#"\bigl[x\bigr]"#).source.contains(#"minsize="1.2em" maxsize="1.2em">[</mo>"#))
  }

  @Test func theTeXGoesWithIt() {
    #expect(
      MathML.inline("a < b").source.contains(
        #"<annotation encoding="application/x-tex">a &lt; b</annotation>"#))
  }

  @Test func whatCannotBeReadStaysTeX() {
    #expect(MathML.inline(#"\unknown{<x>}"#).source == #"<code class="tex">\unknown{&lt;x&gt;}</code>"#)
  }

  /// MathML is XML: a parser reads it if all tags are closed.
  @Test(arguments: [
    #"D(x) = \begin{cases} 1 & x \text{ is real} \\ 0 & \text{otherwise} \end{cases}"#,
    #"\min_G \max_D \mathbb{E}_{x \sim p}[\ln D(x)] + \mathbb{E}_z\bigl[\ln(1 - D(G(z)))\bigr]"#,
    #"\operatorname*{arg\,max}_\theta \prod_{i=1}^{m} \bar{x}' \bmod 2 \qquad \left\lVert a \right\rVert_1"#,
    #"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}^{\top}"#, "{}_a b", "",
  ])
  func isWellFormed(tex: String) {
    for html in [MathML.inline(tex), MathML.display(tex)] {
      let parser = XMLParser(data: Data(html.source.utf8))
      #expect(parser.parse(), "\(html.source)")
    }
  }
}
