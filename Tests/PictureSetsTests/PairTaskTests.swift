import Datasets
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import PictureSets

@Suite("Inputs that are made from photos")
struct PairTaskTests {
  private func pixel(_ picture: Image, _ index: Int) -> [UInt8] {
    Array(picture.pixels[3 * index..<3 * index + 3])
  }

  @Test("Each task makes pairs that the loader loads, the photo on the left, its input on the right")
  func allTasks() throws {
    for task in [PairTask.edges, .colourize, .inpaint, .labels(5)] {
      let photos = try PhotoFolder()
      let drawn = try photos.fill("photos", 6)
      _ = try PictureSet.pairs(task, from: photos.place("photos"), size: 64, to: photos.home).make()
      let pairs = try #require(try PairData.load(from: photos.data, size: 64))
      #expect(pairs.train.count + pairs.test.count == 6)
      for (index, left) in Image.batch(try pairs.train.left.all()).enumerated() {
        let place = try #require(drawn.firstIndex(of: left))
        let right = Image.batch(try pairs.train.right.gathered(rows: [index]))[0]
        #expect(right == task.input(for: left, name: "\(place)", seed: 1), "\(task)")
        #expect(right != left)
      }
    }
  }

  @Test("The outline of a square is one closed line, one pixel wide, where its border is")
  func outline() {
    let (side, range) = (40, 10..<30)
    let pixels = (0..<side * side).map { index -> UInt8 in
      range.contains(index % side) && range.contains(index / side) ? 20 : 220
    }
    let edges = Edges.drawn(from: Image(width: side, height: side, channels: 1, pixels: pixels))
    #expect(Set(edges.pixels) == [0, 255])
    for across in [15, 20, 25] {
      for border in [range.lowerBound, range.upperBound] {
        let window = (border - 3)..<(border + 3)
        #expect(window.filter { edges[$0, across] == 0 }.count == 1, "column \(border)")
        #expect(window.filter { edges[across, $0] == 0 }.count == 1, "row \(border)")
      }
    }
    // Nothing in the middle or outside.
    #expect((14..<26).allSatisfy { x in (14..<26).allSatisfy { edges[x, $0] == 255 } })
    #expect((0..<side).allSatisfy { edges[$0, 3] == 255 && edges[3, $0] == 255 })
  }

  @Test("A plain picture and faint noise have no outlines, and hysteresis keeps what continues a line")
  func faint() {
    #expect(Set(Edges.drawn(from: .plain(20, 30)).pixels) == [255])
    let random = Random(seed: 1)
    let noise = (0..<900).map { _ in UInt8(120 + random.integer(below: 5)) }
    #expect(
      Set(Edges.drawn(from: Image(width: 30, height: 30, channels: 1, pixels: noise)).pixels) == [255])
    // A border that grows fainter downwards, in one piece or with a gap before its faint end.
    func border(gap: Range<Int>) -> Image {
      let pixels = (0..<40 * 40).map { index -> UInt8 in
        let (x, y) = (index % 40, index / 40)
        if x < 20 || gap.contains(y) { return 100 }
        return y < 25 ? 220 : 155
      }
      return Image(width: 40, height: 40, channels: 1, pixels: pixels)
    }
    func hasLowerEnd(_ edges: Image) -> Bool {
      (30..<38).allSatisfy { y in (18..<22).contains { edges[$0, y] == 0 } }
    }
    #expect(hasLowerEnd(Edges.drawn(from: border(gap: 0..<0))))
    let apart = Edges.drawn(from: border(gap: 18..<26))
    #expect((0..<15).allSatisfy { y in (18..<22).contains { apart[$0, y] == 0 } })
    #expect((24..<40).allSatisfy { y in (0..<40).allSatisfy { apart[$0, y] == 255 } })
  }

  @Test("The hole has a quarter of the area, and another name moves it")
  func hole() {
    let photo = PhotoFolder.drawn(1)[0]
    let one = PairTask.inpaint.input(for: photo, name: "one", seed: 1)
    let filled = (0..<64 * 64).filter { pixel(one, $0) == [128, 128, 128] }
    #expect((950...1100).contains(filled.count), "\(filled.count)")
    let (columns, rows) = (Set(filled.map { $0 % 64 }), Set(filled.map { $0 / 64 }))
    #expect(abs(columns.count * rows.count - filled.count) < 40, "a rectangle")
    let changed = (0..<64 * 64).filter { pixel(one, $0) != pixel(photo, $0) }
    #expect(Set(changed).isSubset(of: filled))
    #expect(one == PairTask.inpaint.input(for: photo, name: "one", seed: 1))
    #expect(one != PairTask.inpaint.input(for: photo, name: "two", seed: 1))
    #expect(one != PairTask.inpaint.input(for: photo, name: "one", seed: 2))
  }

  @Test("Regions have at most so many colours, close to those of the picture")
  func regions() {
    let photo = PhotoFolder.drawn(1)[0]
    var last = Double.infinity
    for count in [2, 6, 16] {
      let painted = PairTask.labels(count).input(for: photo, name: "a", seed: 1)
      #expect(Set((0..<64 * 64).map { pixel(painted, $0) }).count <= count)
      let errors = zip(painted.pixels, photo.pixels).map { abs(Double($0) - Double($1)) }
      let error = errors.reduce(0, +) / Double(errors.count)
      #expect(error < last, "more colours come closer")
      last = error
    }
    #expect(last < 20)
    #expect(Set(PairTask.labels(8).input(for: .plain(9, 5), name: "a", seed: 1).pixels) == [90])
  }

  @Test("Grey has the photo's brightness")
  func grey() {
    let photo = Image(width: 2, height: 1, channels: 3, pixels: [255, 0, 0, 10, 200, 30])
    #expect(PairTask.colourize.input(for: photo, name: "a", seed: 1).pixels == [76, 76, 76, 124, 124, 124])
  }
}
