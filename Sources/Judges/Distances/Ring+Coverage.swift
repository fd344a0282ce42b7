import Datasets
import GANKit

extension Ring {
  /// Modes reached and good samples among points: good is within four standard deviations of a centre.
  public static func coverage(of points: Tensor) -> ModeCoverage {
    ModeCoverage(of: points, centres: centres, radius: 4 * deviation)
  }
}
