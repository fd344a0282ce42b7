import GANKit
import LessonKit

/// How fast this machine computes, measured in about two seconds.
struct Calibration: Encodable, CustomStringConvertible {
  /// Of a product of two square matrices of 1,024 rows, in billions of operations a second.
  var matrixGigaflops: Double
  /// Of adding two vectors too long for any cache: bytes read and written, in billions a second.
  var memoryGigabytes: Double

  /// The machine on which the chapters' run times were measured: two cores of a server processor.
  static let reference = Calibration(matrixGigaflops: 450, memoryGigabytes: 45)

  /// How many times as long as on the reference machine a run takes. Training is bound about evenly by
  /// matrix products and by memory.
  var slowness: Double {
    0.5 * Self.reference.matrixGigaflops / matrixGigaflops
      + 0.5 * Self.reference.memoryGigabytes / memoryGigabytes
  }

  var description: String {
    "matrix products \(Int(matrixGigaflops.rounded())) GFLOP/s, memory \(Int(memoryGigabytes.rounded())) GB/s"
  }

  static func measure() -> Calibration {
    let random = Random(seed: 1)
    let (a, b) = (
      Tensor.normal([1024, 1024], using: random), Tensor.normal([1024, 1024], using: random)
    )
    let product = best { _ = matmul(a, b) }
    let (x, y) = (Tensor.ones([1 << 24]), Tensor.ones([1 << 24]))
    let sum = best { _ = x + y }
    return Calibration(
      matrixGigaflops: 2 * 1024 * 1024 * 1024 / product / 1e9,
      memoryGigabytes: 3 * 4 * Double(1 << 24) / sum / 1e9)
  }

  /// The shortest of the times that `body` takes, in seconds, within one second.
  private static func best(_ body: () -> Void) -> Double {
    body()  // caches, threads, page faults
    let clock = ContinuousClock()
    let end = clock.now + .seconds(1)
    var best = Duration.seconds(1000)
    repeat { best = min(best, clock.measure(body)) } while clock.now < end
    return best / .seconds(1)
  }
}
