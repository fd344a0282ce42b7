extension Chapter {
  /// Whether this is not a chapter but the labs of one: a file of the folder `labs`, with the chapter's number.
  public var isLabs: Bool { slug.hasSuffix(Self.labsSuffix) }

  /// What the slug of a chapter's labs has behind the chapter's own: `vanilla-gan-labs`.
  public static let labsSuffix = "-labs"

  /// What the id of a lab's step has behind the lab's name: where the cause is asked for and measured, and where the
  /// mistake is taken out. The step before them, the symptom, has the name itself.
  public static let (causeSuffix, cureSuffix) = ("-cause", "-cure")

  /// How messages call it: "Chapter 3", "Labs of chapter 3".
  public var called: String { (isLabs ? "Labs of chapter " : "Chapter ") + "\(number)" }

  /// The same within a sentence: "chapter 3", "the labs of chapter 3".
  public var calledWithin: String { (isLabs ? "the labs of " : "") + "chapter \(number)" }

  /// What names it on a command line: `3`, `vanilla-gan-labs`.
  public var argument: String { isLabs ? slug : "\(number)" }

  /// What runs it, behind the name of the program: `run 3`, `lab 3`.
  public var runWords: String { (isLabs ? "lab " : "run ") + "\(number)" }
}
