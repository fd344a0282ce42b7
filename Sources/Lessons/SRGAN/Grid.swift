import GANKit
import Pictures

// snippet.grid
/// How strong a pattern is that repeats every four pixels, the period of the enlargement, in grey levels of 255.
///
/// Only blocks of 8 x 8 pixels count that are flat in the true picture. The mean of all their 4 x 4 tiles keeps what is
/// the same in every tile, and detail that falls anywhere cancels. The result is the deviation of this mean tile: the
/// root of its power at multiples of 1/4 cycle per pixel.
///
/// - Parameters:
///   - pictures: enlarged ones.
///   - truths: the true picture for each.
func gridStrength(of pictures: [Image], where truths: [Image]) -> Double {
  var (sum, count) = (0.0, 0)
  for (picture, truth) in zip(pictures, truths) {
    let (light, right) = (picture.luminance().scalars, truth.luminance().scalars)
    var (tile, blocks) = ([Double](repeating: 0, count: 16), 0)
    for y in stride(from: 0, through: truth.height - 8, by: 8) {
      for x in stride(from: 0, through: truth.width - 8, by: 8) {
        let block = (0..<64).map { (y + $0 / 8) * truth.width + x + $0 % 8 }
        guard deviation(block.map { Double(right[$0]) }) < 4 else { continue }
        for (place, pixel) in block.enumerated() {
          tile[place / 8 % 4 * 4 + place % 4] += Double(light[pixel])
        }
        blocks += 1
      }
    }
    guard blocks > 0 else { continue }
    let strength = deviation(tile.map { $0 / Double(4 * blocks) })
    (sum, count) = (sum + strength * strength * Double(blocks), count + blocks)
  }
  return (sum / Double(max(count, 1))).squareRoot()
}
// snippet.end

/// The standard deviation of some numbers.
private func deviation(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
}
