import CPeak
import Dispatch
import Files
import Foundation
import GANKit

/// How fast this machine is when it does only one thing: the limits that a training step is compared with.
struct Limits: Encodable {
  let threads: Int
  let engine: String
  /// Multiply-adds on registers, in 10^9 operations per second.
  let peakGFLOPS: Double
  /// A product of two 2048x2048 matrices, in 10^9 operations per second.
  let matrixProductGFLOPS: Double
  /// A convolution of 32 images of 32x32x128 with 128 kernels of 3x3, without padding, in the same unit,
  /// by the direct sums: what needs fewer operations is compared with what does not.
  let convolutionGFLOPS: Double
  /// A copy of 256 MiB, in 10^9 bytes per second, counting those read and those written.
  let copyGBPerSecond: Double

  /// Medians over this many repetitions, on the threads of `Machine`.
  static func measured(repeats: Int) -> Limits {
    let random = Random(seed: 1)
    return Limits(
      threads: Machine.threads, engine: Machine.engine,
      peakGFLOPS: peak(repeats: repeats),
      matrixProductGFLOPS: matrixProduct(repeats, random),
      convolutionGFLOPS: convolution(repeats),
      copyGBPerSecond: copy(repeats))
  }

  /// Multiply-adds on the registers of all threads.
  static func peak(repeats: Int) -> Double {
    let (threads, rounds) = (Machine.threads, 10_000_000)
    return rate(of: threads * Int(gk_peak_operations(rounds)), repeats) {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in _ = gk_peak_operations(rounds) }
    }
  }

  private static func matrixProduct(_ repeats: Int, _ random: Random) -> Double {
    let size = 2048
    let a = Tensor.uniform([size, size], in: -1...1, using: random)
    let b = Tensor.uniform([size, size], in: -1...1, using: random)
    return rate(of: 2 * size * size * size, repeats) { _ = matmul(a, b) }
  }

  private static func convolution(_ repeats: Int) -> Double {
    let probe = ConvolutionProbe(
      images: 32, size: 32, channels: 128, kernels: 128, kernel: 3, stride: 1, padding: 0)
    return rate(of: probe.operations, repeats) { probe.compute(.forward, by: .direct) }
  }

  private static func copy(_ repeats: Int) -> Double {
    let (bytes, threads) = (256 << 20, Machine.threads)
    // Each thread has its own range. Both buffers are written first, so that all their pages exist.
    nonisolated(unsafe) let source = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    nonisolated(unsafe) let target = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    defer {
      source.deallocate()
      target.deallocate()
    }
    memset(source, 1, bytes)
    memset(target, 2, bytes)
    return rate(of: 2 * bytes, repeats) {
      DispatchQueue.concurrentPerform(iterations: threads) { part in
        let (start, end) = (bytes * part / threads, bytes * (part + 1) / threads)
        memcpy(target + start, source + start, end - start)
      }
    }
  }

  /// 10^9 operations or bytes per second.
  private static func rate(of amount: Int, _ repeats: Int, _ body: () -> Void) -> Double {
    Double(amount) / 1e6 / milliseconds(repeats: repeats, warmUp: 3, body).median
  }
}

extension Limits: CustomStringConvertible {
  var description: String {
    let number = { (value: Double) in String(format: "%.1f", value) }
    return
      "limits, \(threads) thread\(threads == 1 ? "" : "s"), \(engine): "
      + "arithmetic peak \(number(peakGFLOPS)) GFLOP/s, matrix product \(number(matrixProductGFLOPS)) GFLOP/s, "
      + "convolution \(number(convolutionGFLOPS)) GFLOP/s, copy \(number(copyGBPerSecond)) GB/s"
  }
}
