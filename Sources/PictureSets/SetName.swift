import Datasets

/// What a set of somebody's may be called: its name is that of a folder and of two reports.
enum SetName {
  /// - Parameter taken: the names of other sets.
  /// - Throws: ``PlaceTaken``.
  static func check(_ name: String, taken: [String] = []) throws {
    let problem: String? =
      if name.isEmpty || name.contains("/") || name.hasPrefix(".") {
        "it has to be that of a folder that can be seen"
      } else if name == SetPlace.reports {
        "the reports are in the folder of that name"
      } else if taken.contains(name) {
        "a set of another kind has it"
      } else {
        nil
      }
    guard let problem else { return }
    throw PlaceTaken("\"\(name)\" cannot be the name of the set: \(problem). Choose another one.")
  }
}
