import GANKit

/// A label as an input of a generator, right after the noise: a one-hot vector for each attribute, one after the other.
public struct GeneratorLabel: Sendable {
  /// What a label says, in the order of its numbers.
  public let attributes: [LabelAttribute]
  /// The share of each attribute's categories where nobody asks for one; nil where pictures take them in turn.
  public let shares: [[Double]]?
  /// What the one-hot vectors are multiplied by.
  public let loudness: @Sendable (Settings) -> Float
  private let reading: @Sendable (String) throws -> [Int?]

  /// Classes that have numbers, such as digits: pictures take them in turn, or have the number that a text consists of.
  public init(classes: Int, loudness: @escaping @Sendable (Settings) -> Float = { _ in 1 }) {
    self.init(
      .numbered(classes), loudness: loudness,
      reading: { text in
        guard let number = Int(text), (0..<classes).contains(number) else {
          throw UsageError("--label \"\(text)\": expected a number from 0 to \(classes - 1).")
        }
        return [number]
      })
  }

  /// - Parameters:
  ///   - attributes: what a label says, in the order of its numbers.
  ///   - shares: for each attribute the share of each of its categories; nil where pictures take them in turn.
  ///   - loudness: the factor, for the settings of a run.
  ///   - reading: what ``categories(askedFor:)`` does.
  public init(
    _ attributes: [LabelAttribute], shares: [[Double]]? = nil,
    loudness: @escaping @Sendable (Settings) -> Float = { _ in 1 },
    reading: @escaping @Sendable (String) throws -> [Int?]
  ) {
    require(
      shares.map { $0.map(\.count) == attributes.map(\.categories.count) } ?? true,
      "GeneratorLabel: needs a share for each category of each attribute, found \(shares ?? [])")
    (self.attributes, self.shares) = (attributes, shares)
    (self.loudness, self.reading) = (loudness, reading)
  }

  /// What a text asks for: for each attribute the number of its category; nil where the text says nothing about it.
  ///
  /// - Throws: `UsageError`, which says what a text may ask for.
  public func categories(askedFor text: String) throws -> [Int?] { try reading(text) }
}
