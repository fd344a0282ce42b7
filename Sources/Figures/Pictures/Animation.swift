import Foundation
import GANKit
import Pictures

/// Grids of pictures shown one after another: what a generator makes from the same noise while it learns.
///
/// The file is an animated PNG, which is lossless, repeats forever, and is played by every browser. Where nothing can
/// move, the last frame is shown; ``contactSheet(rows:columns:)`` puts a selection of them on one page.
///
/// ```swift
/// Animation(snapshots, columns: 8, title: "The same noise, step by step")
/// ```
public struct Animation: Figure, Hashable {
  struct Frame: Hashable {
    var caption: String
    var images: [Image]
  }

  var frames: [Frame]
  var columns: Int
  var scale: Int
  var title: String
  var caption: String
  var seconds: Double
  var lastSeconds: Double

  /// Frames with the same number of pictures, all of the same size.
  ///
  /// - Parameters:
  ///   - frames: the caption of each frame, such as "step 400", and its pictures, `[N, H, W, C]`, where C is 1 or 3.
  ///   - range: the numbers that stand for black and white.
  ///   - columns: the number of pictures per row; by default such that the grid is about square.
  ///   - scale: the width of an image's pixel in pixels of the figure; by default such that a frame is at most about
  ///     1000 pixels wide.
  ///   - title: what the animation shows.
  ///   - caption: small print below each frame.
  ///   - seconds: how long each frame is shown, 0 to 65.
  ///   - lastSeconds: how long the last frame is shown before the first one returns, 0 to 65.
  public init(
    _ frames: [(caption: String, images: Tensor)], range: PixelRange = .signed, columns: Int? = nil,
    scale: Int? = nil, title: String = "", caption: String = "", seconds: Double = 0.4,
    lastSeconds: Double = 2.5
  ) {
    require(!frames.isEmpty, "Animation: there must be at least one frame.")
    require(columns ?? 1 > 0, "Animation: there must be at least one column, not \(columns!).")
    let shapes = Set(frames.map(\.images.shape))
    require(shapes.count == 1, "Animation: all frames must have the same shape, found \(shapes).")
    self.frames = frames.map { Frame(caption: $0.caption, images: Image.batch($0.images, range: range)) }
    let shape = frames[0].images.shape
    let columns = columns ?? ImageGrid.columns(for: shape[0])
    self.columns = columns
    let fitting = Self.width / max(columns * shape[2], 1)
    self.scale = scale ?? max(1, min(fitting, 280 / max(shape[1], shape[2], 1)))
    (self.title, self.caption) = (title, caption)
    (self.seconds, self.lastSeconds) = (seconds, lastSeconds)
  }

  /// One frame for each snapshot, with a caption such as "step 400".
  public init(
    _ snapshots: Snapshots, columns: Int? = nil, scale: Int? = nil, title: String = "", caption: String = "",
    seconds: Double = 0.4, lastSeconds: Double = 2.5
  ) {
    self.init(
      zip(snapshots.steps, snapshots.images).map { ("step \(Self.grouped($0))", $1) }, columns: columns,
      scale: scale, title: title, caption: caption, seconds: seconds, lastSeconds: lastSeconds)
  }

  /// The largest number of pixels across the pictures of a frame, if the scale is not given.
  private static let width = 1030

  /// The animation as a PNG file.
  public func png() throws -> Data {
    let typesetter = Typesetter()
    let pages = try frames.indices.map { index in
      let layout = AnimationLayout(self, frame: index, typesetter)
      return try Canvas.image(layout.size) { layout.draw(on: $0) }
    }
    let last = pages.count - 1
    return try AnimatedPNG(
      pages.enumerated().map { AnimatedPNG.Frame($1, seconds: $0 == last ? lastSeconds : seconds) },
      still: pages[last]
    ).encoded()
  }

  /// The frames as rows of one page, for print, with their captions on the left.
  ///
  /// - Parameters:
  ///   - rows: the largest number of frames, at least 2: the first, the last and others evenly spaced between them.
  ///   - columns: the largest number of pictures from each frame, at least 1, beginning with the first.
  public func contactSheet(rows: Int = 12, columns: Int = 10) -> ImageGrid {
    require(rows >= 2 && columns >= 1, "Animation: a sheet has at least 2 rows and 1 column.")
    let count = min(rows, frames.count)
    let chosen = (0..<count).map { frames[count == 1 ? 0 : $0 * (frames.count - 1) / (count - 1)] }
    let width = min(columns, frames[0].images.count)
    return ImageGrid(
      images: chosen.flatMap { $0.images.prefix(width) }, columns: max(width, 1), title: title,
      caption: caption,
      rowLabels: chosen.map(\.caption))
  }

  /// 12000 as "12,000".
  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}
