import Files
import Foundation
import GANKit
import Pictures
import Testing

@testable import Figures

@Suite struct AnimationTests {
  /// Frames of six pictures; the numbers differ from frame to frame.
  private func film(_ count: Int, channels: Int = 3, captions: [String]? = nil) -> Animation {
    let random = Random(seed: 1)
    return Animation(
      (0..<count).map { index in
        (
          captions?[index] ?? "step \(100 * index)",
          Tensor.uniform([6, 7, 9, channels], in: -1...1, using: random)
        )
      }, columns: 3, scale: 4, title: "A title", caption: "Small print.", seconds: 0.25, lastSeconds: 3)
  }

  @Test(arguments: [1, 3]) func everyFrameShowsItsPicturesExactly(channels: Int) throws {
    let film = film(5, channels: channels)
    let file = try AnimatedFile(film.png())
    #expect(file.frames.count == 5 && file.plays == 0)
    let cells = AnimationLayout(film, frame: 0, Typesetter()).grid.cells
    #expect(film.frames.count == 5 && cells.count == 6)
    for (frame, page) in zip(film.frames, file.frames) {
      #expect(frame.images.count == 6)
      for (picture, cell) in zip(frame.images, cells) {
        let (left, top) = (Int(cell.x * 2), Int(cell.y * 2))
        for y in 0..<7 * 4 {
          for x in 0..<9 * 4 {
            for channel in 0..<3 {
              let pixel = picture[x / 4, y / 4, channels == 3 ? channel : 0]
              try #require(page.image[left + x, top + y, channel] == pixel)
            }
          }
        }
      }
    }
  }

  @Test func theLastFrameStaysLongestAndIsTheStillPicture() throws {
    let data = try film(4).png()
    let file = try AnimatedFile(data)
    #expect(file.frames.map(\.seconds) == [0.25, 0.25, 0.25, 3])
    #expect(try PNG.decode(data, name: "film") == file.frames[3].image)
    #expect(Set(file.frames.map(\.image)).count == 4)
  }

  @Test func theSameBytesTwice() throws {
    #expect(try film(3).png() == film(3).png())
  }

  @Test func framesHaveOneSizeWhateverTheirCaptions() throws {
    let long = "after a number of steps so large that the caption has to be broken into two lines at least"
    let file = try AnimatedFile(film(3, captions: ["", long, "step 2"]).png())
    #expect(Set(file.frames.map { [$0.image.width, $0.image.height] }).count == 1)
    let layout = AnimationLayout(film(3, captions: ["", long, "step 2"]), frame: 1, Typesetter())
    #expect(layout.texts.count > 1)
    let page = Rect(x: 0, y: 0, width: layout.size.width, height: layout.size.height)
    for text in layout.texts {
      #expect(page.contains(text.bounds) && !text.bounds.overlaps(layout.track))
      for other in layout.grid.texts { #expect(!text.bounds.overlaps(other.bounds)) }
    }
  }

  @Test func aSingleFrameIsAnAnimationToo() throws {
    #expect(try AnimatedFile(film(1).png()).frames.map(\.seconds) == [3])
  }

  @Test func snapshotsBecomeFrames() {
    let snapshots = Snapshots()
    for step in [0, 400, 12_000] { snapshots.append(Tensor.zeros([4, 8, 8, 1]), step: step) }
    let film = Animation(snapshots)
    #expect(film.frames.map(\.caption) == ["step 0", "step 400", "step 12,000"])
    #expect(film.columns == 2 && film.frames[0].images.count == 4)
  }

  @Test func theSheetHasTheFirstFrameAndTheLast() {
    let film = film(30)
    let sheet = film.contactSheet(rows: 4, columns: 5)
    #expect(sheet.rowLabels == ["step 0", "step 900", "step 1900", "step 2900"])
    #expect(sheet.columns == 5)
    #expect(sheet.images.count == 20)
    #expect(Array(sheet.images.suffix(5)) == Array(film.frames[29].images.prefix(5)))
    #expect(film.contactSheet().columns == 6 && self.film(1).contactSheet().rowLabels == ["step 0"])
  }
}

/// An animated PNG as a program that plays it reads it: by its chunks, all of which it checks.
private struct AnimatedFile {
  var frames: [(image: Image, seconds: Double)] = []
  var plays = -1

  private struct Damaged: Error { let reason: String }

  init(_ file: Data) throws {
    let file = [UInt8](file)
    let signature = Array(file.prefix(8))
    var (header, content, seconds): ([UInt8], [UInt8], Double) = ([], [], 0)
    var (announced, expected) = (0, 0)
    func finish() throws {
      guard !content.isEmpty else { return }
      let picture = signature + chunk("IHDR", header) + chunk("IDAT", content) + chunk("IEND", [])
      frames.append((try PNG.decode(Data(picture), name: "frame"), seconds))
      content = []
    }
    var position = 8
    while position < file.count {
      let length = Self.number(file, position, 4)
      let type = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
      let body = Array(file[position + 8..<position + 8 + length])
      guard chunk(type, body).suffix(4).elementsEqual(file[position + 8 + length..<position + 12 + length])
      else { throw Damaged(reason: "checksum of \(type)") }
      position += 12 + length
      switch type {
      case "IHDR": header = body
      case "acTL": (announced, plays) = (Self.number(body, 0, 4), Self.number(body, 4, 4))
      case "fcTL":
        try finish()
        guard Self.number(body, 0, 4) == expected, body[4..<12].elementsEqual(header[0..<8]),
          body[12..<20].allSatisfy({ $0 == 0 }), body[24...] == [0, 0]
        else { throw Damaged(reason: "frame control") }
        seconds = Double(Self.number(body, 20, 2)) / Double(Self.number(body, 22, 2))
        expected += 1
      case "fdAT":
        guard Self.number(body, 0, 4) == expected else { throw Damaged(reason: "sequence") }
        content += body[4...]
        expected += 1
      case "IEND": try finish()
      default: break
      }
    }
    guard announced == frames.count else { throw Damaged(reason: "\(announced) frames announced") }
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    func bytes(_ number: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    return bytes(UInt32(content.count)) + body + bytes(Checksum.crc32(body))
  }
}
