import Foundation
import GANKit
import Pictures

/// One channel of a picture as numbers, in rows from top to bottom.
struct Plane {
  let width, height: Int
  /// `height * width` numbers.
  var values: [Float]

  init(width: Int, height: Int, values: [Float]) {
    require(
      width >= 1 && height >= 1 && values.count == width * height,
      "Plane: \(width) x \(height) needs \(width * height) numbers, found \(values.count)")
    (self.width, self.height, self.values) = (width, height, values)
  }

  /// The brightness of a picture, 0 for black and 1 for white.
  init(brightnessOf picture: Image) {
    self.init(
      width: picture.width, height: picture.height,
      values: picture.brightness.map { Float($0) / 255_000 })
  }

  /// One channel of a picture, 0 for black and 1 for white.
  init(_ picture: Image, channel: Int) {
    let values = stride(from: channel, to: picture.pixels.count, by: picture.channels).map {
      Float(picture.pixels[$0]) / 255
    }
    self.init(width: picture.width, height: picture.height, values: values)
  }

  /// The value at a position; beyond the edges the edge's own goes on.
  func near(_ x: Int, _ y: Int) -> Float {
    values[min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)]
  }

  /// The plane under a Gaussian bell.
  /// - Parameter sigma: its standard deviation in pixels, above 0.
  func blurred(_ sigma: Float) -> Plane {
    let reach = Int((3 * sigma).rounded(.up))
    var weights = (-reach...reach).map { distance -> Float in
      let z = Float(distance) / sigma
      return exp(-z * z / 2)
    }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum }
    var rows = self
    for y in 0..<height {
      for x in 0..<width {
        var value: Float = 0
        for tap in -reach...reach { value += weights[tap + reach] * near(x + tap, y) }
        rows.values[y * width + x] = value
      }
    }
    var result = rows
    for y in 0..<height {
      for x in 0..<width {
        var value: Float = 0
        for tap in -reach...reach { value += weights[tap + reach] * rows.near(x, y + tap) }
        result.values[y * width + x] = value
      }
    }
    return result
  }
}
