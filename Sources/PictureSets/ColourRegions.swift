import GANKit
import Pictures

/// A picture in flat regions of a few colours, such as somebody would paint who has only so many: k-means over colour
/// and, weakly, place.
///
/// Starting points are drawn as in D. Arthur and S. Vassilvitskii, k-means++: The Advantages of Careful Seeding (2007).
struct ColourRegions {
  /// The standard deviation of the blur that keeps regions in one piece, in pixels.
  private static let blur: Float = 1.5
  /// What the whole width of the picture counts beside the whole range of a colour channel.
  private static let placeWeight: Float = 0.25
  private static let rounds = 20
  /// At most about this many pixels decide where the centres are; all are then assigned to one.
  private static let sampleCount = 4096

  /// Red, green, blue, x and y.
  private typealias Point = SIMD8<Float>

  private let width, height: Int
  private let points: [Point]

  private init(_ picture: Image) {
    (width, height) = (picture.width, picture.height)
    let planes = (0..<3).map { Plane(picture, channel: $0).blurred(Self.blur) }
    let scale = Self.placeWeight / Float(max(width, height))
    points = (0..<width * height).map { [width] pixel in
      let (x, y) = (Float(pixel % width) * scale, Float(pixel / width) * scale)
      return Point(planes[0].values[pixel], planes[1].values[pixel], planes[2].values[pixel], x, y, 0, 0, 0)
    }
  }

  /// A picture of three channels and the same size, in at most `count` colours.
  /// - Parameter count: at least 1.
  static func painted(from picture: Image, count: Int, using random: Random) -> Image {
    require(count >= 1, "ColourRegions: needs at least one colour, not \(count)")
    let regions = ColourRegions(picture.rgb)
    let centres = regions.centres(count, using: random)
    let colours = centres.map { centre in (0..<3).map { PixelRange.unit.byte(centre[$0]) } }
    return Image(
      width: regions.width, height: regions.height, channels: 3,
      pixels: regions.points.flatMap { colours[nearest(to: $0, among: centres).index] })
  }

  private func centres(_ count: Int, using random: Random) -> [Point] {
    let step = max(1, points.count / Self.sampleCount)
    let sample = stride(from: 0, to: points.count, by: step).map { points[$0] }
    var centres = [sample[random.integer(below: sample.count)]]
    while centres.count < count {
      let distances = sample.map { Double(Self.nearest(to: $0, among: centres).distance) }
      var left = random.uniform() * distances.reduce(0, +)
      // Where all pixels are centres already, there is nothing to add.
      guard
        let next = distances.firstIndex(where: {
          left -= $0; return left < 0
        })
      else { break }
      centres.append(sample[next])
    }
    for _ in 0..<Self.rounds {
      var sums = [Point](repeating: .zero, count: centres.count)
      var counts = [Float](repeating: 0, count: centres.count)
      for point in sample {
        let index = Self.nearest(to: point, among: centres).index
        sums[index] += point
        counts[index] += 1
      }
      let moved = centres.indices.map { counts[$0] > 0 ? sums[$0] / counts[$0] : centres[$0] }
      if moved == centres { break }
      centres = moved
    }
    return centres
  }

  private static func nearest(to point: Point, among centres: [Point]) -> (index: Int, distance: Float) {
    var best = (index: 0, distance: Float.infinity)
    for (index, centre) in centres.enumerated() {
      let difference = point - centre
      let distance = (difference * difference).sum()
      if distance < best.distance { best = (index, distance) }
    }
    return best
  }
}
