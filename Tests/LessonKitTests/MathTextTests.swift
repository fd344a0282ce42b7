import Testing

@testable import LessonKit
@testable import Markup
@testable import TerminalText

@Suite struct MathTextTests {
  static let formulas: [(tex: String, text: String)] = [
    (#"D^*(x) = \frac{p(x)}{p(x) + q(x)}"#, "D*(x) = p(x)/(p(x) + q(x))"),
    (#"\min_G \max_D V(D, G)"#, "min_G max_D V(D, G)"),
    (#"\mathbb{E}_{x \sim p_{data}}[\log D(x)]"#, "E_{x∼p_data}[log D(x)]"),
    (#"\mathbb{E}_{x \sim p_\text{data}(x)}\left[\log D(x)\right]"#, "E_{x∼p_data(x)}[log D(x)]"),
    (#"-\log 4 + 2\,\mathrm{JSD}(p \| q)"#, "−log 4 + 2 JSD(p‖q)"),
    (#"z \in \mathbb{R}^{100}"#, "z ∈ ℝ¹⁰⁰"),
    (#"\frac12 x"#, "1/2 x"),
    (#"\frac{1}{m} \sum_{i=1}^{m} x_i"#, "1/m ∑ᵢ₌₁ᵐ xᵢ"),
    (#"\frac{\partial L}{\partial w}"#, "∂L/∂w"),
    (#"\frac{1}{2\sigma^2}"#, "1/(2σ²)"),
    (#"\frac{a + b}{c}"#, "(a + b)/c"),
    (#"\frac{\frac{a}{b}}{c}"#, "(a/b)/c"),
    (#"\theta_{t+1} = \theta_t - \eta \nabla_\theta L"#, "θₜ₊₁ = θₜ − η ∇_θ L"),
    (#"\hat{m}_t / (\sqrt{\hat{v}_t} + \epsilon)"#, "m\u{302}ₜ/(√(v\u{302}ₜ) + ε)"),
    (#"2 \ln 2 \approx 1.386"#, "2 ln 2 ≈ 1.386"),
    (#"f'(x) \le 1,000"#, "f′(x) ≤ 1,000"),
    (#"x^{(i)} \ne x^\top"#, "x⁽ⁱ⁾ ≠ xᵀ"),
    (#"a \to -b"#, "a → −b"),
    (#"e^{-x^2/2}"#, "e^{−x²/2}"),
    (#"\operatorname*{arg\,max}_\theta L(\theta)"#, "arg max_θ L(θ)"),
    (#"\mathcal{L}_{cGAN} + \lambda \mathcal{L}_{L1}"#, "ℒ_cGAN + λ ℒ_L1"),
    (#"\left\{ x \mid x > 0 \right\}"#, "{x | x > 0}"),
    (
      #"D(x) = \begin{cases} 1 & x \text{ is real} \\ 0 & \text{otherwise} \end{cases}"#,
      "D(x) = {1 x is real; 0 otherwise}"
    ),
    (#"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}"#, "(1 0; 0 1)"),
    (#"\sum\limits_{x} p(x)"#, "∑ₓ p(x)"),
    (#"n \times n, \quad n \geq 1"#, "n × n,  n ≥ 1"),
    ("", ""),
  ]

  @Test(arguments: formulas) func simpleFormulasBecomeText(_ formula: (tex: String, text: String)) {
    #expect(MathText.inline(formula.tex) == formula.text)
  }

  @Test(arguments: [
    #"\unknown{x}"#, #"\frac{a}"#, "{a", "a}", "x_", "x^1^2", #"\sqrt[3]{x}"#, #"\hat{xyz}"#, #"\"#,
    #"\begin{tikz}x\end{tikz}"#, #"\begin{cases}x"#, String(repeating: "{", count: 500),
  ]) func whateverIsNotSimpleStaysTeX(_ tex: String) {
    #expect(MathText.inline(tex) == nil)
    #expect(MathText.display(tex) == nil)
  }

  @Test func alignedRowsLineUp() {
    let tex = #"""
      \begin{aligned}
      L_D &= -\log D(x) \\
      \nabla L &= 0
      \end{aligned}
      """#
    #expect(MathText.display(tex) == ["L_D = −log D(x)", " ∇L = 0"])
  }

  @Test func formulasInTextAndInFences() {
    let renderer = MarkdownRenderer(terminal: .test(width: 40))
    #expect(
      renderer.render("Costs $5; $`D(x)`$, $`\\odd`$ and `$x$`.") == "Costs $5; D(x), \\odd and `$x$`.\n")
    #expect(
      renderer.render("```math\nV(D, G) = \\log D(x) + \\log(1 - D(G(z)))\n```") == """
            V(D, G) = log D(x)
                + log(1 − D(G(z)))

        """)
    #expect(renderer.render("```math\n\\odd\n```") == "    \\odd\n")
  }
}
