import Foundation
import Pictures

/// How much power pictures have at each frequency: the mean over windows of 32 pixels along their rows.
struct Spectrum {
  /// In cycles per pixel, up to 1/2.
  let frequencies: [Double]
  /// The squared magnitude of the luminance's Fourier coefficients.
  let power: [Double]

  private static let length = 32

  init(of pictures: [Image]) {
    let length = Self.length
    // A window that fades at both ends, so that its edges do not look like high frequencies.
    let fade = (0..<length).map { 0.5 - 0.5 * cos(2 * Double.pi * (Double($0) + 0.5) / Double(length)) }
    let waves = (1...length / 2).map { k in
      (0..<length).map { x -> (Double, Double) in
        let angle = 2 * Double.pi * Double(k * x) / Double(length)
        return (fade[x] * cos(angle), fade[x] * sin(angle))
      }
    }
    var (sums, count) = ([Double](repeating: 0, count: length / 2), 0)
    for picture in pictures {
      let light = picture.luminance().scalars
      for y in stride(from: 0, to: picture.height, by: 2) {
        for x in stride(from: 0, through: picture.width - length, by: length / 2) {
          let row = light[y * picture.width + x..<y * picture.width + x + length]
          let mean = Double(row.reduce(0, +)) / Double(length)
          for k in waves.indices {
            var (real, imaginary) = (0.0, 0.0)
            for (value, wave) in zip(row, waves[k]) {
              real += (Double(value) - mean) * wave.0
              imaginary += (Double(value) - mean) * wave.1
            }
            sums[k] += real * real + imaginary * imaginary
          }
          count += 1
        }
      }
    }
    frequencies = (1...length / 2).map { Double($0) / Double(length) }
    power = sums.map { $0 / Double(max(count, 1)) }
  }

  /// The power above a frequency, as a share of all that `whole` has there; of all that this one has, by default.
  func share(above frequency: Double, of whole: Spectrum? = nil) -> Double {
    let above = zip(frequencies, power).reduce(0) { $1.0 > frequency ? $0 + $1.1 : $0 }
    guard let whole else { return above / power.reduce(0, +) }
    return above / zip(whole.frequencies, whole.power).reduce(0) { $1.0 > frequency ? $0 + $1.1 : $0 }
  }
}
