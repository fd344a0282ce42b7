import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit

@Suite struct DrawnDigitsTests {
  private static let pixels = DrawnDigits.side * DrawnDigits.side

  private func draw(_ count: Int, seed: UInt64 = 5) -> LabeledImages {
    DrawnDigits.images(count: count, using: Random(seed: seed))
  }

  /// The images as rows of pixels.
  private func rows(_ digits: LabeledImages) -> [[Float]] {
    let scalars = digits.images.scalars
    return (0..<digits.count).map { Array(scalars[$0 * Self.pixels..<($0 + 1) * Self.pixels]) }
  }

  private func squaredDistance(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for (x, y) in zip(a, b) { sum += (x - y) * (x - y) }
    return sum
  }

  @Test func sameSeedGivesTheSameBits() {
    let (first, again, other) = (draw(50), draw(50), draw(50, seed: 6))
    #expect(first.images == again.images)
    #expect(first.labels == again.labels)
    #expect(first.images != other.images)
  }

  @Test func aSmallerSetIsTheBeginningOfALargerOne() {
    let (small, large) = (draw(33), draw(400))
    #expect(large.first(33).labels == small.labels)
    #expect(large.first(33).images == small.images)
  }

  @Test func twoSetsFromOneSourceDiffer() {
    let random = Random(seed: 5)
    let first = DrawnDigits.images(count: 20, using: random)
    #expect(first.images != DrawnDigits.images(count: 20, using: random).images)
  }

  @Test func everyTenImagesHaveOneOfEachDigit() {
    let labels = draw(200).labels
    var orders: Set<[Int]> = []
    for start in stride(from: 0, to: 200, by: 10) {
      let order = Array(labels[start..<start + 10])
      #expect(order.sorted() == Array(0..<10))
      orders.insert(order)
    }
    // And in no fixed order.
    #expect(orders.count == 20)
  }

  @Test func noImagesIsAnEmptySet() {
    #expect(draw(0).images.shape == [0, 28, 28, 1])
  }

  @Test func pixelsAreGreyValuesBrightOnDark() {
    let digits = draw(500)
    #expect(digits.images.shape == [500, 28, 28, 1])
    let greyValues = Set((0..<256).map { (Float($0) - 127.5) / 127.5 })
    for row in rows(digits) {
      #expect(greyValues.isSuperset(of: row))
      let ink = row.filter { $0 > 0 }.count
      #expect(row.max()! > 0.9 && ink > 15 && ink < 300)
    }
  }

  @Test func digitsAreCentredByMassAndClearOfTheEdge() {
    for row in rows(draw(500)) {
      var (mass, x, y, edge): (Float, Float, Float, Float) = (0, 0, 0, 0)
      for (index, value) in row.enumerated() {
        let weight = (value + 1) / 2
        let (column, line) = (index % 28, index / 28)
        mass += weight
        x += weight * (Float(column) + 0.5)
        y += weight * (Float(line) + 0.5)
        if column == 0 || line == 0 || column == 27 || line == 27 { edge += weight }
      }
      #expect(abs(x / mass - 14) < 3 && abs(y / mass - 14) < 3)
      #expect(edge < 0.5)
    }
  }

  @Test func digitsOfOneKindDiffer() {
    let digits = draw(1000)
    let images = rows(digits)
    for digit in 0..<10 {
      let same = images.indices.filter { digits.labels[$0] == digit }.map { images[$0] }
      #expect(Set(same).count == same.count)
      // Neighbours differ by much more than a few grey pixels: different hands, not one figure with noise.
      for (a, b) in zip(same, same.dropFirst()) {
        #expect(squaredDistance(a, b) > 8)
      }
    }
  }

  /// Who only knows the mean image of each digit already tells most of them apart: the classes mean
  /// something.
  @Test func theNearestMeanImageNamesMostDigits() {
    let digits = draw(1300)
    let images = rows(digits)
    var means = [[Float]](repeating: [Float](repeating: 0, count: Self.pixels), count: 10)
    for index in 0..<1000 {
      let label = digits.labels[index]
      for pixel in 0..<Self.pixels { means[label][pixel] += images[index][pixel] / 100 }
    }
    let right = (1000..<1300).filter { index in
      let distances = means.map { squaredDistance($0, images[index]) }
      return distances.indices.min { distances[$0] < distances[$1] } == digits.labels[index]
    }
    #expect(right.count > 210, "\(right.count) of 300")
  }

  @Test func theCosineIsAccurate() {
    for step in -200...200 {
      let angle = Float(step) / 10
      expectClose(cosine(angle), Float(cos(Double(angle))), within: 2e-6)
    }
  }
}
