import Figures
import GANKit
import Pictures

/// The part of a picture that a figure shows: the one where bicubic enlargement is furthest from the truth.
struct Crop {
  static let side = 48
  let x, y: Int

  init(of pair: PicturePair) {
    let (truth, found) = (pair.sharp.luminance(), pair.bicubicPicture.luminance())
    let error = square(truth - found).reshaped(to: [pair.sharp.height, pair.sharp.width])
    var best = (x: 0, y: 0, error: Float(-1))
    for y in stride(from: 0, through: pair.sharp.height - Self.side, by: 8) {
      let rows = error.rows(y..<y + Self.side).sum(axes: [0])
      for x in stride(from: 0, through: pair.sharp.width - Self.side, by: 8) {
        let sum = rows.rows(x..<x + Self.side).sum().scalar
        if sum > best.error { best = (x, y, sum) }
      }
    }
    (x, y) = (best.x, best.y)
  }

  func cut(_ picture: Image) -> Image { picture.cropped(x: x, y: y, width: Self.side, height: Self.side) }

  /// The same part of the small picture, its pixels as squares.
  func cutSmall(_ pair: PicturePair) -> Image {
    let part = pair.small.cropped(x: x / 4, y: y / 4, width: Self.side / 4, height: Self.side / 4)
    return part.resized(width: Self.side, height: Self.side, .area)
  }
}

/// Crops side by side: a row for each picture, a column for each way to enlarge it.
///
/// - Parameters:
///   - columns: a name for each way, and one picture for each pair.
///   - rows: the largest number of pairs.
func comparison(
  _ pairs: [PicturePair], _ columns: [(name: String, pictures: [Image])], rows: Int = 4, caption: String
) -> ImageGrid {
  let shown = Array(pairs.prefix(rows))
  let crops = shown.map(Crop.init)
  var images: [Image] = []
  for (row, pair) in shown.enumerated() {
    images.append(crops[row].cutSmall(pair))
    images += columns.map { crops[row].cut($0.pictures[row]) }
    images.append(crops[row].cut(pair.sharp))
  }
  return ImageGrid(
    images: images, columns: columns.count + 2, caption: caption, rowLabels: shown.map(\.name),
    columnLabels: ["small"] + columns.map(\.name) + ["truth"])
}
