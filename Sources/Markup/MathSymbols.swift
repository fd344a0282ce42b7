/// What TeX's commands stand for.
enum MathSymbols {
  /// Letters and other symbols that stand for themselves.
  static let ordinary: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇",
    "ell": "ℓ", "emptyset": "∅", "forall": "∀", "exists": "∃", "ldots": "…", "cdots": "⋯", "dots": "…",
    "top": "⊤", "bot": "⊥", "circ": "∘", "prime": "′", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "%": "%", "_": "_",
    "&": "&", "$": "$", "#": "#", "|": "‖", "vert": "|", "Vert": "‖",
  ]

  static let binary: [String: String] = [
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "ast": "*",
    "star": "⋆", "bmod": "mod", "cup": "∪", "cap": "∩", "setminus": "∖", "div": "÷", "wedge": "∧", "vee": "∨",
  ]

  static let relations: [String: String] = [
    "sim": "∼", "in": "∈", "notin": "∉", "ni": "∋", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "equiv": "≡", "propto": "∝", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "mapsto": "↦", "gets": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "iff": "⇔", "implies": "⇒",
    "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "ll": "≪", "gg": "≫", "mid": "|", "parallel": "‖",
    "triangleq": "≜", "coloneqq": "≔", "longrightarrow": "→",
  ]

  /// Named functions, and large operators.
  static let functions: [String: String] = [
    "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "oint": "∮", "argmax": "arg max", "argmin": "arg min",
  ].merging(
    [
      "arg", "log", "ln", "lg", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "sup",
      "inf",
      "lim", "det", "dim", "ker", "gcd", "Pr", "deg",
    ].map { ($0, $0) }, uniquingKeysWith: { first, _ in first })

  static let delimiters: [String: (text: String, isOpening: Bool)] = [
    "{": ("{", true), "}": ("}", false), "langle": ("⟨", true), "rangle": ("⟩", false), "lvert": ("|", true),
    "rvert": ("|", false), "lVert": ("‖", true), "rVert": ("‖", false), "lfloor": ("⌊", true),
    "rfloor": ("⌋", false), "lceil": ("⌈", true), "rceil": ("⌉", false), "lbrace": ("{", true),
    "rbrace": ("}", false), "lbrack": ("[", true), "rbrack": ("]", false),
  ]

  static let spaces: [String: MathSpace] = [
    "!": .negative, ",": .thin, ":": .medium, ">": .medium, ";": .thick, " ": .word, "quad": .quad,
    "qquad": .doubleQuad,
  ]

  /// Combining characters, for one letter each.
  static let accents: [String: String] = [
    "hat": "\u{302}", "widehat": "\u{302}", "tilde": "\u{303}", "widetilde": "\u{303}", "bar": "\u{304}",
    "overline": "\u{305}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}",
  ]

  static let typefaces: [String: MathTypeface] = [
    "mathrm": .upright, "mathsf": .upright, "mathtt": .upright, "mathbf": .bold, "boldsymbol": .bold,
    "bm": .bold,
    "mathit": .italic, "mathnormal": .italic, "mathcal": .calligraphic, "mathscr": .calligraphic,
    "mathbb": .blackboard, "mathfrak": .fraktur,
  ]

  /// Commands that change only how large a formula is set.
  static let sizes: Set<String> = ["displaystyle", "textstyle", "scriptstyle"]

  /// A command that stands for a single character.
  static func symbol(_ name: String) -> MathNode? {
    if let text = ordinary[name] {
      return text.allSatisfy(\.isLetter) ? .identifier(text) : .symbol(text, .ordinary)
    }
    if let text = binary[name] { return .symbol(text, .binary) }
    if let text = relations[name] { return .symbol(text, .relation) }
    return delimiters[name].map { .symbol($0.text, $0.isOpening ? .opening : .closing) }
  }
}
