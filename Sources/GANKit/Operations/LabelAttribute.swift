/// One thing that a label says about a picture, such as its digit or the colour of the hair: one of several categories.
public struct LabelAttribute: Sendable, Equatable {
  public let name: String
  /// What a label may say, in the order of its numbers.
  public let categories: [String]

  /// - Parameters:
  ///   - name: what the label is about, such as "hair colour".
  ///   - categories: the names of the categories, all different.
  public init(_ name: String, _ categories: [String]) { (self.name, self.categories) = (name, categories) }
}

extension [LabelAttribute] {
  /// One attribute, whose categories have numbers.
  public static func numbered(_ classes: Int) -> Self {
    [LabelAttribute("label", (0..<classes).map(String.init))]
  }

  /// The length of a label: the number of categories of all attributes together.
  public var categoryCount: Int { reduce(0) { $0 + $1.categories.count } }
}

extension Tensor {
  /// Labels of several attributes: a one-hot vector for each of them, one after the other, `[N, categoryCount]`.
  ///
  /// - Parameters:
  ///   - choices: for each of N labels, the number of the category of each attribute, counted from 0.
  ///   - attributes: what the labels say, in the order of their numbers.
  public static func labels(_ choices: [[Int]], of attributes: [LabelAttribute]) -> Tensor {
    for choice in choices {
      require(
        choice.count == attributes.count,
        "labels: needs a category for each of \(attributes.count) attributes, found \(choice)")
    }
    return concatenate(
      attributes.enumerated().map { place, attribute in
        .oneHot(choices.map { $0[place] }, classes: attribute.categories.count)
      }, axis: 1)
  }
}
