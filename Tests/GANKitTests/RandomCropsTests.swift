import GANKit
import TestSupport
import Testing

@Suite struct RandomCropsTests {
  /// Pictures `[count, side, side, 2]` whose values say where they are from: `100 * row + 10 * y + x`, and its opposite.
  private func numbered(_ count: Int, _ side: Int) -> Tensor {
    Tensor(shape: [count, side, side, 2]) { out in
      for place in 0..<count * side * side {
        let (row, y, x) = (place / (side * side), place / side % side, place % side)
        let value = Float(100 * row + 10 * y + x)
        (out[2 * place], out[2 * place + 1]) = (value, -value)
      }
    }
  }

  @Test func everyCropIsAWholePieceOfItsPicture() {
    let images = numbered(40, 5)
    let crops = RandomCrops(of: images.shape, size: 3, using: Random(seed: 1)).images(from: images)
    #expect(crops.shape == [40, 3, 3, 2])
    var places: Set<[Int]> = []
    for row in 0..<40 {
      func value(_ y: Int, _ x: Int) -> Int { Int(crops.at(row, y, x, 0)) - 100 * row }
      let isMirrored = value(0, 0) > value(0, 2)
      let (top, left) = (value(0, 0) / 10, value(0, isMirrored ? 2 : 0) % 10)
      places.insert([top, left, isMirrored ? 1 : 0])
      for y in 0..<3 {
        for x in 0..<3 {
          #expect(value(y, x) == 10 * (top + y) + left + (isMirrored ? 2 - x : x))
          #expect(crops.at(row, y, x, 1) == -crops.at(row, y, x, 0))
        }
      }
    }
    // 18 versions of a picture are possible; forty pictures show most of them.
    #expect(places.count > 12 && places.allSatisfy { (0...2).contains($0[0]) && (0...2).contains($0[1]) })
  }

  @Test func batchesThatBelongTogetherAreTreatedAlike() {
    let crops = RandomCrops(of: [6, 9, 9, 2], size: 8, using: Random(seed: 2))
    let images = numbered(6, 9)
    #expect(crops.images(from: images) * 2 == crops.images(from: images * 2))
  }

  @Test func theWholePictureIsACropToo() {
    let images = numbered(8, 4)
    let crops = RandomCrops(of: images.shape, size: 4, using: Random(seed: 3)).images(from: images)
    for row in 0..<8 {
      let (crop, image) = (crops.rows(row..<row + 1), images.rows(row..<row + 1))
      #expect(crop == image || crop == image.flipped(axes: [2]))
    }
  }
}
