import Foundation
import GANKit
import Pictures

/// How close a picture comes to the true one, as papers on super-resolution measure it: only on the luminance, in 8-bit
/// pictures, with the border left out.
public struct PictureFidelity: Sendable {
  /// The peak signal-to-noise ratio 10 log10(255^2 / mean squared error), in decibels; infinite for equal pictures.
  public let psnr: Double
  /// The structural similarity (Wang et al. 2004), 1 for equal pictures.
  public let ssim: Double

  public init(psnr: Double, ssim: Double) { (self.psnr, self.ssim) = (psnr, ssim) }

  /// Compares two pictures of the same size, at least 11 x 11 pixels without the border.
  ///
  /// - Parameter border: the number of rows and columns left out on each side, customarily the enlargement factor.
  public init(of picture: Image, to truth: Image, border: Int) {
    require(
      picture.width == truth.width && picture.height == truth.height,
      "PictureFidelity: needs two pictures of one size, found \(picture.width) x \(picture.height) "
        + "and \(truth.width) x \(truth.height)")
    require(
      min(picture.width, picture.height) - 2 * border >= 11,
      "PictureFidelity: \(picture.width) x \(picture.height) leaves too little within a border of \(border); "
        + "the smallest legal size is \(11 + 2 * border) x \(11 + 2 * border)")
    let (a, b) = (picture.luminance(without: border), truth.luminance(without: border))
    let error = Double(meanSquaredError(a, b).scalar)
    psnr = 10 * log10(255 * 255 / error)
    ssim = Double(structuralSimilarity(a, b, range: 255)[0])
  }

  /// The mean over several pictures.
  public static func mean(_ all: [PictureFidelity]) -> PictureFidelity {
    let count = Double(all.count)
    return PictureFidelity(
      psnr: all.reduce(0) { $0 + $1.psnr } / count, ssim: all.reduce(0) { $0 + $1.ssim } / count)
  }
}

extension Image {
  /// The luminance of ITU-R BT.601 from 16 (black) to 235 (white), as in MATLAB's `rgb2ycbcr`, without a border:
  /// `[1, H - 2 border, W - 2 border, 1]`. Grey pictures count as RGB with three equal channels.
  public func luminance(without border: Int = 0) -> Tensor {
    require(
      border >= 0 && 2 * border < min(width, height),
      "luminance: a border of \(border) leaves nothing of \(width) x \(height)")
    let shape: Shape = [1, height - 2 * border, width - 2 * border, 1]
    return Tensor(shape: shape) { out in
      var target = 0
      for y in border..<height - border {
        for x in border..<width - border {
          let start = (y * width + x) * channels
          let (red, green, blue) =
            channels == 3
            ? (pixels[start], pixels[start + 1], pixels[start + 2])
            : (pixels[start], pixels[start], pixels[start])
          out[target] =
            16 + (65.481 * Float(red) + 128.553 * Float(green) + 24.966 * Float(blue)) / 255
          target += 1
        }
      }
    }
  }
}
