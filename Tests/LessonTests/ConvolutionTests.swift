import GANKit
import Judges
import Testing

@testable import DCGAN

@Suite("DCGAN's small convolutions") struct ConvolutionTests {
  @Test func tapsAddUpToTheConvolution() {
    let small = SmallConvolution()
    for row in 0..<3 {
      for column in 0..<3 { #expect(small.output.at(row, column) == small.pixel(row: row, column: column)) }
    }
    #expect(Set(small.output.scalars).count > 4, "an example of which something can be learnt")
  }

  @Test func stampsAddUpToTheTransposedConvolution() {
    let small = SmallTransposedConvolution()
    for count in 1...4 {
      #expect(small.output(pixels: count, padding: .valid) == small.stamped(pixels: count))
    }
    let middle = small.stamped().sliced(axis: 0, 1..<5).sliced(axis: 1, 1..<5)
    #expect(small.output(padding: .same) == middle)
  }

  @Test func onlyAKernelOfFourCoversEvenly() {
    #expect(Overlaps.interiorCounts(kernel: 3) == [1, 2, 4])
    #expect(Overlaps.interiorCounts(kernel: 4) == [4])
    #expect(Overlaps.interiorCounts(kernel: 5) == [4, 6, 9])
    for kernel in Overlaps.kernels {
      let counts = Overlaps.counts(kernel: kernel)
      for place in 0..<100 {
        let (row, column) = (place / 10, place % 10)
        #expect(
          Int(counts.at(row, column)) == Overlaps.writtenOut(kernel: kernel, row: row, column: column))
      }
    }
  }

  @Test(arguments: [1, 2, 3]) func untrainedLayersShowTheirOverlaps(seed: UInt64) {
    for kernel in Overlaps.kernels {
      let measured = gridContrast(of: Overlaps.untrained(kernel: kernel, using: Random(seed: seed)))
      // Variances are proportional to the number of stamps; weights are random, and images have edges.
      let expected = gridContrast(ofVariances: Overlaps.period(kernel: kernel))
      #expect(abs(measured - expected) < 0.25 * expected, "\(kernel): \(measured), \(expected)")
    }
  }
}
