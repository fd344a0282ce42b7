import GANKit
import LessonKit
import Pictures

/// Pictures that a trained generator makes of noise.
///
/// The picture with a number is the same however many are drawn beside it.
public struct SampledPictures {
  /// The stream of the random numbers that the noise consists of.
  public static let stream = "apply/noise"

  private let generator: TrainedGenerator.Loaded
  private let seed: UInt64
  /// For each attribute of the label, the category of all pictures; nil where nobody asks for one.
  private let asked: [Int?]
  /// What the numbers of the generator's pictures mean.
  private let range: PixelRange

  /// - Parameter asked: for each attribute of the label, the category of all pictures, or nil to leave it open; nothing
  ///   leaves all of them open. Categories that are left open come in turn, or at random with the label's shares.
  public init(_ generator: TrainedGenerator.Loaded, seed: UInt64, asked: [Int?] = []) {
    (self.generator, self.seed) = (generator, seed)
    let attributes = generator.label?.attributes ?? []
    require(
      asked.isEmpty
        || asked.count == attributes.count
          && zip(asked, attributes).allSatisfy { $0.map($1.categories.indices.contains) ?? true },
      "SampledPictures: needs a category or nil for each of \(attributes.count) attributes, found \(asked)")
    self.asked = asked.isEmpty ? [Int?](repeating: nil, count: attributes.count) : asked
    let last = generator.network.layers.flatMap(\.operations).last { $0 != .reshape }
    range = last == .activation(.sigmoid) ? .unit : .signed
  }

  /// The first `count` pictures.
  public func first(_ count: Int) -> [Image] {
    let noise = self.noise(count)
    // In pieces, so that memory does not grow with their number.
    return stride(from: 0, to: count, by: 64).flatMap { start in
      let part = start..<min(start + 64, count)
      return Image.batch(
        generator.images(from: noise.rows(part), labels: part.map(choices(of:))), range: range)
    }
  }

  /// The way from one picture to another in even steps, along the great arc through the noise between them.
  ///
  /// - Parameters:
  ///   - from, to: the numbers of two pictures.
  ///   - count: how many pictures, both ends included; at least 2. All have the label of the first.
  public func walk(from start: Int, to end: Int, count: Int) -> [Image] {
    let noise = self.noise(max(start, end) + 1)
    func vector(_ row: Int) -> Tensor { noise.rows(row..<row + 1).reshaped(to: [generator.latentSize]) }
    let arc = LatentSpace.arc(from: vector(start), to: vector(end), count: count)
    return Image.batch(
      generator.images(from: arc, labels: Array(repeating: choices(of: start), count: count)), range: range)
  }

  /// What a label says; empty if the generator takes none.
  public var attributes: [LabelAttribute] { generator.label?.attributes ?? [] }

  /// The label of the picture with a number: the category of each attribute.
  ///
  /// What is asked for one attribute changes nothing in the others.
  public func choices(of number: Int) -> [Int] {
    let random = Random(seed: seed, stream: "apply/label \(number)")
    return attributes.enumerated().map { place, attribute in
      let open =
        generator.label?.shares.map { random.index(withShares: $0[place]) } ?? number
        % attribute.categories.count
      return asked[place] ?? open
    }
  }

  /// `[count, latentSize]`, row after row from one stream of numbers.
  private func noise(_ count: Int) -> Tensor {
    .normal([count, generator.latentSize], using: Random(seed: seed, stream: Self.stream))
  }
}

extension Image {
  /// Every pixel as a square of `factor` x `factor`.
  public func enlarged(_ factor: Int) -> Image {
    resized(width: width * factor, height: height * factor, .area)
  }
}
