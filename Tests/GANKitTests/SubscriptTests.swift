import TestSupport
import Testing

@testable import GANKit

@Suite("Subscripts and literals") struct SubscriptTests {
  private let x = Tensor((0..<24).map { Float($0) }, shape: [2, 3, 4])

  @Test func integersDropAnAxisAndRangesKeepIt() {
    #expect(x[1] == x.rows(1..<2).reshaped(to: [3, 4]))
    #expect(x[1..<2].shape == [1, 3, 4])
    #expect(x[1, 2] == [20, 21, 22, 23])
    #expect(x[1, 2, 3].scalar == 23 && x[1, 2, 3].shape == [])
    #expect(x[0..., 1...2, 0] == [[4, 8], [16, 20]])
    #expect(x[..<1, ...0, 2...] == [[[2, 3]]])
    #expect(x[0, 1..<1].shape == [0, 4])
    let row = 1
    #expect(x[0, row, 1...] == [5, 6, 7])
  }

  @Test func theFirstAxisIsCutWithoutACopy() {
    #expect(x[1].storage === x.storage && x[0..<1].storage === x.storage)
  }

  @Test(arguments: ["past", "negative", "range", "many"])
  func whatDoesNotExistIsRefused(_ mistake: String) async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      [mistake = mistake as String] in
      let x = Tensor.ones([2, 3])
      switch mistake {
      case "past": _ = x[0, 3]
      case "negative": _ = x[-1]
      case "range": _ = x[0..., 2..<4]
      default: _ = x[0, 0, 0]
      }
    }
    expectMessage(
      of: result, "subscript: ", ["past": "3", "negative": "-1", "range": "2..<4"][mistake] ?? "[2, 3]")
  }

  @Test func literalsShowTheirShape() {
    let matrix: Tensor = [[1, 2.5], [-3, 4]]
    #expect(matrix == Tensor([1, 2.5, -3, 4], shape: [2, 2]))
    let nothing: Tensor = []
    #expect(nothing.shape == [0])
    #expect(matmul([[1, 2]], [[3], [4]]) == [[11]])
    let two: Float = 2
    #expect(Tensor([1, two]) == [1, 2])
    #expect(([[[1, 2], [3, 4]]] as Tensor).shape == [1, 2, 2])
  }

  @Test func raggedLiteralsAreRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let ragged: Tensor = [[1, 2], [3]]
      _ = ragged
    }
    expectMessage(of: result, "Tensor: ", "[2]", "[1]")
  }

  @Test func partsAndWholes() {
    let (a, b): (Tensor, Tensor) = ([1, 2], [3, 4])
    #expect(stack([a, b]) == [[1, 2], [3, 4]])
    #expect(stack([a, b], axis: 1) == [[1, 3], [2, 4]])
    #expect(stack([a, b], axis: -1) == stack([a, b], axis: 1))
    #expect(x.split(axis: 1, sizes: [1, 2]).map(\.shape) == [[2, 1, 4], [2, 2, 4]])
    #expect(concatenate(x.split(axis: -1, into: 2), axis: -1) == x)
    #expect(x.flipped(axes: [0, 2])[0, 0] == [15, 14, 13, 12])
    #expect(x.cumulativeSum(axis: 1)[1] == [[12, 13, 14, 15], [28, 30, 32, 34], [48, 51, 54, 57]])
  }

  @Test(arguments: ["sizes", "parts", "stack"])
  func partsThatDoNotFitAreRefused(_ mistake: String) async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      [mistake = mistake as String] in
      let x = Tensor.ones([2, 5])
      switch mistake {
      case "sizes": _ = x.split(axis: 1, sizes: [2, 2])
      case "parts": _ = x.split(axis: 1, into: 2)
      default: _ = stack([x, x.transposed()])
      }
    }
    expectMessage(of: result, mistake == "stack" ? "stack: " : "split: ", "[2, 5]")
  }
}
