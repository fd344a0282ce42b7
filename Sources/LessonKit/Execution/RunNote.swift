/// What a reader should know about a run before it begins: how far its results are from those in the text.
enum RunNote {
  /// Markdown; nil for a run like the book's.
  /// - Parameter hasWeights: whether the networks start from the weights of a file.
  static func text(of settings: Settings, hasWeights: Bool = false) -> String? {
    let options = settings.overrides.map { "`--set \($0)`" } + (hasWeights ? ["`--weights`"] : [])
    let numbers =
      "Where one of this run's numbers differs from the text by more than the text allows, both are shown."
    switch settings.budget {
    case .smoke:
      return """
        > [!NOTE]
        > This is a run at smoke budget, which is for tests: every step is carried out, and nothing is learnt.
        """
    case .quick:
      return """
        > [!NOTE]
        > This is a quick run, for a first look. It is given less time than the standard run, from which the numbers in
        > the text come; leave out `--budget quick` to make that one. \(numbers)
        """
    case .full:
      return """
        > [!NOTE]
        > The numbers in the text come from a run at standard budget. \(numbers)
        """
    case .standard where !options.isEmpty:
      return """
        > [!NOTE]
        > The numbers in the text come from a run without \(options.joined(separator: ", ")).
        > \(numbers)
        """
    case .standard: return nil
    }
  }
}
