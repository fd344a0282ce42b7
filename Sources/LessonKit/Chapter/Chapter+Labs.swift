extension Chapter {
  /// Whether this is not a chapter but the labs of one: a file of the folder `labs`, with the chapter's number.
  public var isLabs: Bool { slug.hasSuffix(Self.labsSuffix) }

  /// What the slug of a chapter's labs has behind the chapter's own: `vanilla-gan-labs`.
  public static let labsSuffix = "-labs"

  /// How messages call it: "Chapter 3", "Labs of chapter 3".
  public var called: String { (isLabs ? "Labs of chapter " : "Chapter ") + "\(number)" }

  /// What names it on a command line: `3`, `vanilla-gan-labs`.
  public var argument: String { isLabs ? slug : "\(number)" }

  /// What runs it, behind the name of the program: `run 3`, `lab 3`.
  public var runWords: String { (isLabs ? "lab " : "run ") + "\(number)" }
}
