/// What TeX commands look like in plain Unicode.
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
    "&": "&", "$": "$", "#": "#",
  ]

  static let binary: [String: String] = [
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "ast": "*",
    "star": "⋆", "cup": "∪", "cap": "∩", "setminus": "∖", "div": "÷", "wedge": "∧", "vee": "∨",
  ]

  static let relations: [String: String] = [
    "sim": "∼", "in": "∈", "notin": "∉", "ni": "∋", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "equiv": "≡", "propto": "∝", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "mapsto": "↦", "gets": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "iff": "⇔", "implies": "⇒",
    "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "ll": "≪", "gg": "≫", "mid": "|", "parallel": "‖",
    "triangleq": "≜", "coloneqq": "≔", "longrightarrow": "→",
  ]

  /// Named functions and large operators: a space stands between them and their argument.
  static let operators: [String: String] = [
    "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "oint": "∮", "arg": "arg", "argmax": "arg max",
    "argmin": "arg min",
  ].merging(
    [
      "log", "ln", "lg", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "sup", "inf",
      "lim",
      "det", "dim", "ker", "gcd", "Pr", "deg",
    ].map { ($0, $0) }, uniquingKeysWith: { first, _ in first })

  static let delimiters: [String: (text: String, isOpening: Bool)] = [
    "{": ("{", true), "}": ("}", false), "langle": ("⟨", true), "rangle": ("⟩", false), "lvert": ("|", true),
    "rvert": ("|", false), "lVert": ("‖", true), "rVert": ("‖", false), "lfloor": ("⌊", true),
    "rfloor": ("⌋", false), "lceil": ("⌈", true), "rceil": ("⌉", false), "lbrace": ("{", true),
    "rbrace": ("}", false), "lbrack": ("[", true), "rbrack": ("]", false),
  ]

  static let spaces: [String: String] = [
    ",": "", ":": " ", ">": " ", ";": " ", " ": " ", "!": "", "quad": "  ", "qquad": "    ",
  ]

  /// Combining characters, for one letter each.
  static let accents: [String: String] = [
    "hat": "\u{302}", "widehat": "\u{302}", "tilde": "\u{303}", "widetilde": "\u{303}", "bar": "\u{304}",
    "overline": "\u{305}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}",
  ]

  /// Commands that change the typeface, which plain text cannot follow.
  static let typefaces: Set<String> = [
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "boldsymbol", "bm", "mathnormal", "mathcal", "mathscr",
    "mathbb", "mathfrak", "displaystyle", "textstyle", "scriptstyle",
  ]

  static let calligraphic: [Character: String] = [
    "L": "ℒ", "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "M": "ℳ", "R": "ℛ",
  ]

  static let blackboard: [Character: String] = ["R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ"]

  static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    "+": "⁺", "-": "⁻", "−": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "a": "ᵃ", "b": "ᵇ", "c": "ᶜ", "d": "ᵈ",
    "e": "ᵉ", "f": "ᶠ", "g": "ᵍ", "h": "ʰ", "i": "ⁱ", "j": "ʲ", "k": "ᵏ", "l": "ˡ", "m": "ᵐ", "n": "ⁿ",
    "o": "ᵒ", "p": "ᵖ", "r": "ʳ", "s": "ˢ", "t": "ᵗ", "u": "ᵘ", "v": "ᵛ", "w": "ʷ", "x": "ˣ", "y": "ʸ",
    "z": "ᶻ", "N": "ᴺ", "T": "ᵀ", "D": "ᴰ", "G": "ᴳ", "⊤": "ᵀ", "∘": "°", "*": "*", "′": "′", "⋆": "*",
  ]

  static let subscripts: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    "+": "₊", "-": "₋", "−": "₋", "=": "₌", "(": "₍", ")": "₎", "a": "ₐ", "e": "ₑ", "h": "ₕ", "i": "ᵢ",
    "j": "ⱼ", "k": "ₖ", "l": "ₗ", "m": "ₘ", "n": "ₙ", "o": "ₒ", "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ",
    "u": "ᵤ", "v": "ᵥ", "x": "ₓ", "β": "ᵦ", "γ": "ᵧ", "ρ": "ᵨ", "φ": "ᵩ", "χ": "ᵪ",
  ]
}
