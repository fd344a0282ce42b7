/// A change of one picture's colours: first its brightness, then its saturation, then its contrast.
public struct ColourChange: Equatable, Sendable {
  /// What is added to every value; 0 changes nothing.
  public let brightness: Float
  /// By what a pixel's distances from the mean of its channels are multiplied; 1 changes nothing, 0 leaves grey.
  public let saturation: Float
  /// By what the distances from the mean of the whole picture are multiplied; 1 changes nothing.
  public let contrast: Float

  public init(brightness: Float = 0, saturation: Float = 1, contrast: Float = 1) {
    (self.brightness, self.saturation, self.contrast) = (brightness, saturation, contrast)
  }

  fileprivate var withoutBrightness: ColourChange {
    ColourChange(saturation: saturation, contrast: contrast)
  }
}

extension Tensor {
  /// Pictures `[N, H, W, C]`, each with its colours changed in its own way. Values may leave the range that they had.
  ///
  /// With b, s and c for brightness, saturation and contrast, m for the mean of a pixel's channels and M for that of
  /// the picture, x becomes c s x + c (1 - s) m + (1 - c) M + b: the three changes one after the other, because
  /// saturation keeps both means. The part without b is linear and is its own transpose.
  ///
  /// - Parameter changes: one a picture.
  public func recoloured(by changes: [ColourChange]) -> Tensor {
    require(rank == 4 && count > 0, "recoloured: needs pictures [N, H, W, C], found shape \(shape)")
    require(
      changes.count == shape[0],
      "recoloured: needs one change for each of the \(shape[0]) pictures of \(shape), found \(changes.count)")
    let linearParts = changes.map(\.withoutBrightness)
    let linear: @Sendable (Tensor) -> Tensor = { Kernels.recolour($0, by: linearParts) }
    return Kernels.recolour(detached, by: changes).derivative(wrt: self) { dy in
      dy.applying(linear: linear, transpose: linear)
    }
  }
}

extension Kernels {
  fileprivate static func recolour(_ x: Tensor, by changes: [ColourChange]) -> Tensor {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let means = x.mean(axes: [1, 2, 3]).scalars
    return fillRows(x.shape, columns: width * channels, reading: x) { sources, out, rows in
      for row in rows {
        let (change, mean) = (changes[row / height], means[row / height])
        let ofValue = change.contrast * change.saturation
        let ofPixel = change.contrast * (1 - change.saturation) / Float(channels)
        let constant = (1 - change.contrast) * mean + change.brightness
        let first = row * width * channels
        for pixel in stride(from: first, to: first + width * channels, by: channels) {
          let (source, target) = (sources[0] + pixel, out + pixel)
          var sum: Float = 0
          for channel in 0..<channels { sum += source[channel] }
          let base = ofPixel * sum + constant
          for channel in 0..<channels { target[channel] = ofValue * source[channel] + base }
        }
      }
    }
  }
}

extension GradientCase {
  static var colourChange: [GradientCase] {
    let changes = [
      ColourChange(brightness: 0.3, saturation: 1.7, contrast: 0.6),
      ColourChange(saturation: 0, contrast: 1.4),
    ]
    return [
      GradientCase("recoloured", [[2, 3, 2, 3]]) { $0[0].recoloured(by: changes) },
      GradientCase("recoloured, two channels", [[2, 2, 2, 2]]) { $0[0].recoloured(by: changes) },
    ]
  }
}
