extension Tensor {
  /// Channels laid out as pixels, which enlarges images without arithmetic: `[N, H, W, C r r] -> [N, H r, W r, C]`.
  /// A convolution followed by this is called a sub-pixel convolution (Shi et al. 2016, equation 4).
  ///
  /// Channel `c r r + i r + j` of pixel (y, x) becomes channel `c` of pixel (y r + i, x r + j). This is the order of
  /// PyTorch's `PixelShuffle`; TensorFlow's `depth_to_space` has channels in the order `(i r + j) C + c`.
  public func pixelShuffled(_ r: Int) -> Tensor {
    require(
      rank == 4 && r >= 1, "pixelShuffled: needs images [N, H, W, C] and a factor, found \(shape), \(r)")
    require(
      shape[3] % (r * r) == 0,
      "pixelShuffled: \(shape[3]) channels of \(shape) cannot be laid out as \(r) x \(r) pixels; "
        + "the nearest legal number is \(Swift.max(1, (shape[3] + r * r / 2) / (r * r)) * r * r)")
    return applying(
      linear: { Kernels.pixelShuffle($0, r) }, transpose: { Kernels.pixelUnshuffle($0, r) })
  }

  /// The inverse: pixels laid out as channels, `[N, H, W, C] -> [N, H / r, W / r, C r r]`.
  public func pixelUnshuffled(_ r: Int) -> Tensor {
    require(
      rank == 4 && r >= 1 && shape[1] % r == 0 && shape[2] % r == 0,
      "pixelUnshuffled: needs images [N, H, W, C] whose sides are multiples of \(r), found \(shape)")
    return applying(
      linear: { Kernels.pixelUnshuffle($0, r) }, transpose: { Kernels.pixelShuffle($0, r) })
  }
}

extension Kernels {
  /// Writes the large image row by row; each row reads every r^2-th channel of one row of the small image.
  fileprivate static func pixelShuffle(_ x: Tensor, _ r: Int) -> Tensor {
    let (n, h, w, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let c = channels / (r * r)
    return fillRows([n, h * r, w * r, c], columns: w * r * c, reading: x) { sources, out, rows in
      for row in rows {
        let (source, i) = (sources[0] + row / r * w * channels, row % r)
        var target = out + row * w * r * c
        for pixel in 0..<w {
          for j in 0..<r {
            let first = source + pixel * channels + i * r + j
            for channel in 0..<c { target[channel] = first[channel * r * r] }
            target += c
          }
        }
      }
    }
  }

  fileprivate static func pixelUnshuffle(_ y: Tensor, _ r: Int) -> Tensor {
    let (n, h, w, c) = (y.shape[0], y.shape[1] / r, y.shape[2] / r, y.shape[3])
    let channels = c * r * r
    return fillRows([n, h, w, channels], columns: w * channels, reading: y) { sources, out, rows in
      for row in rows {
        for i in 0..<r {
          var source = sources[0] + (row * r + i) * w * r * c
          let target = out + row * w * channels + i * r
          for pixel in 0..<w {
            for j in 0..<r {
              let first = target + pixel * channels + j
              for channel in 0..<c { first[channel * r * r] = source[channel] }
              source += c
            }
          }
        }
      }
    }
  }
}

extension GradientCase {
  static var pixelShuffle: [GradientCase] {
    [
      GradientCase("pixelShuffled by 2, not square", [[2, 3, 2, 12]]) { $0[0].pixelShuffled(2) },
      GradientCase("pixelShuffled by 3, one channel", [[1, 2, 3, 9]]) { $0[0].pixelShuffled(3) },
      GradientCase("pixelUnshuffled by 2", [[2, 4, 6, 3]]) { $0[0].pixelUnshuffled(2) },
    ]
  }
}
