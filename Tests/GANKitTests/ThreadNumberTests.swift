import Foundation
import Synchronization
import TestSupport
import Testing

@testable import GANKit

/// What the number of threads must not change.
///
/// The number is that of the whole process, and while one loop has the threads, all others run on their own: each of
/// these tests is a process of its own, where no other test changes the number or takes the threads.
@Suite("The number of threads") struct ThreadNumberTests {
  /// What `results` computes with one thread, and with two and three.
  private static func expectSame(_ results: () -> [Tensor]) {
    Machine.threads = 1
    let single = results()
    #expect(single.allSatisfy { tensor in tensor.scalars.allSatisfy(\.isFinite) && tensor.count > 0 })
    for threads in 2...3 {
      Machine.threads = threads
      #expect(results() == single, "\(threads) threads")
    }
  }

  @Test func changesNoBit() async {
    await #expect(processExitsWith: .success) {
      let x = Tensor.normal([300, 1000], using: Random(seed: 5))
      Self.expectSame {
        [
          x.sum(), x.sum(axes: [0]), x.sum(axes: [1]), exp(x), ChannelStatistics(ofBatch: x).variance,
          Tensor.normal([200_000], using: Random(seed: 1)),
        ]
      }
    }
  }

  @Test func changesNoConvolution() async {
    await #expect(processExitsWith: .success) {
      if let direct = DirectConvolution() {
        Self.expectSame { ConvolutionEngineTests.large[0].products(by: direct) }
        let winograd = WinogradConvolution(direct)
        for example in ConvolutionEngineTests.squares where winograd.serves(example.geometry) {
          Self.expectSame { example.products(by: winograd) }
        }
      }
    }
  }

  /// A product is cut into strips, one for each thread, and how a library sums may depend on the size of a strip:
  /// OpenBLAS's code for Haswell and for Zen gives other last bits.
  @Test func changesOnlyTheRoundingOfMatrixProducts() async {
    await #expect(processExitsWith: .success) {
      let x = Tensor.normal([300, 1000], using: Random(seed: 5))
      let example = ConvolutionEngineTests.large[0]
      func results() -> [Tensor] {
        [matmul(x, x.transposed())] + example.products(by: MatrixConvolution())
      }
      Machine.threads = 1
      let single = results()
      for threads in 2...3 {
        Machine.threads = threads
        for (found, expected) in zip(results(), single) {
          expectClose(found, expected, within: .ofLargest(1e-5))
        }
      }
    }
  }

  /// Otherwise the tests above compare one thread with one.
  @Test func twoThreadsShareALoop() async {
    await #expect(processExitsWith: .success) {
      Machine.threads = 2
      let arrived = Atomic(0)
      let deadline = Date.now + 30
      // Each part waits for the other one: a thread that runs both waits until time is up.
      Parallel.each(2) { _ in
        arrived.add(1, ordering: .sequentiallyConsistent)
        while arrived.load(ordering: .sequentiallyConsistent) < 2, Date.now < deadline { usleep(100) }
      }
      #expect(Date.now < deadline)
    }
  }
}
