import DataFolders
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Datasets
@testable import Files
@testable import Pictures

/// Files that claim or hold more than any set needs.
@Suite struct LimitTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func moreImagesThanAnySetHasAreRefused() throws {
    // Whether the file holds them is not looked at: the header is enough.
    let url = try folder.file("mnist/train-images-idx3-ubyte.gz", gzipStored(idx([1_000_001, 28, 28], [0])))
    var bytes = try [UInt8](contentsOf: url)
    bytes += [UInt8](repeating: 0, count: 800_000)
    try folder.file("mnist/train-images-idx3-ubyte.gz", bytes)
    let error = #expect(throws: DataError.self) {
      try MNISTFile.trainImages.read(in: folder.url.appending(path: "mnist"))
    }
    #expect(error?.kind == .wrongSize)
    #expect(error?.expected == "1 to 1000000 entries" && error?.found.contains("1000001") == true)
  }

  @Test func imagesAreComparedWithLabelsBeforeTheyAreUnpacked() throws {
    for part in ["train", "t10k"] {
      try folder.file("mnist/\(part)-labels-idx1-ubyte", idx([2], [1, 2]))
      // These bytes do not match their checksum, which is not reached.
      var packed = gzipStored(idx([3, 28, 28], [UInt8](repeating: 0, count: 3 * 784)))
      packed[packed.count - 8] ^= 1
      try folder.file("mnist/\(part)-images-idx3-ubyte.gz", packed)
    }
    #expect(
      kind(naming: "train-images") { _ = try DigitData.load(from: DataFolder(explicit: folder.url)) }
        == .countMismatch)
  }

  @Test func whatIsNotKeptIsCheckedAllTheSame() throws {
    let values = (0..<24).map { UInt8($0) }
    for (name, pack) in [("plain", { $0 }), ("packed.gz", gzipStored)] as [(String, ([UInt8]) -> [UInt8])] {
      let url = try folder.file(name, pack(idx([4, 3, 2], values)))
      for (keep, kept) in [(0, 0), (1, 6), (3, 18), (4, 24), (Int.max, 24)] {
        let file = try IDX(contentsOf: url, keep: keep)
        #expect(file.bytes == Array(values.prefix(kept)))
        #expect(file.checksum == Checksum.crc32(values))
      }
      let cut = try folder.file("cut-" + name, pack(idx([4, 3, 2], Array(values.dropLast()))))
      #expect(kind(naming: "cut-") { _ = try IDX(contentsOf: cut, keep: 1) } == .wrongSize)
    }
    var damaged = gzipStored(idx([4, 3, 2], values))
    damaged[damaged.count - 10] ^= 1
    let url = try folder.file("damaged.gz", damaged)
    #expect(kind(naming: "damaged.gz") { _ = try IDX(contentsOf: url, keep: 0) } == .corrupt)
  }

  @Test func aFileLargerThanAnyPictureIsNotRead() throws {
    let url = try folder.file("faces/1.png", PNG.signature)
    // A hole: nothing of it lies on the disk.
    #expect(truncate(url.path, off_t(ImageFile.fileLimit) + 1) == 0)
    let error = #expect(throws: DataError.self) { try ImageFile.read(url) }
    #expect(error?.kind == .tooLarge && error?.expected.contains("256 MiB") == true)
  }

  @Test func partsOfPicturesAreResizedWithoutACopy() throws {
    let pixels = (0..<31 * 22 * 3).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ 3 * $0) }
    let image = Image(width: 31, height: 22, channels: 3, pixels: pixels)
    for (size, method) in [(5, Resampling.bicubic), (22, .area), (40, .bilinear)] {
      let copied = image.centreCropped(width: 22, height: 22).resized(width: size, height: size, method)
      #expect(image.squareThumbnail(size, method) == copied)
    }
  }

  @Test func asManyPixelsAtOnceAsTheBudgetHas() {
    let budget = PixelBudget(100)
    let now = Atomic(0)
    let most = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 200) { index in
      let pixels = [10, 40, 100, 0][index % 4]
      budget.spend(pixels) {
        let sum = now.add(pixels, ordering: .sequentiallyConsistent).newValue
        most.max(sum, ordering: .sequentiallyConsistent)
        usleep(100)
        now.subtract(pixels, ordering: .sequentiallyConsistent)
      }
    }
    #expect(most.load(ordering: .sequentiallyConsistent) <= 100)
    #expect(now.load(ordering: .sequentiallyConsistent) == 0)
  }

  @Test func theHeaderSaysHowManyPixels() throws {
    let (png, jpeg) = (try [UInt8](contentsOf: fixture("png-rgb-8.png")), try fixture("jpeg-444.jpg"))
    #expect(ImageFile.announcedPixels(png) == 15)
    #expect(try ImageFile.announcedPixels([UInt8](contentsOf: jpeg)) == 21 * 13)
    let webP = try [UInt8](contentsOf: fixture("webp-lossy.webp"))
    #expect(ImageFile.announcedPixels(webP) == 21 * 13)
    #expect(
      ImageFile.announcedPixels([UInt8](announcing(1 << 30, 1 << 30, Data(png)))) == ImageFile.pixelLimit)
    for bytes in [[], Array(png.prefix(20)), Array("text".utf8), JPEG.signature, webP.dropLast(9)] {
      #expect(ImageFile.announcedPixels(bytes) == 0)
    }
  }
}
