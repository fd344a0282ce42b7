import Files
import GANKit
import Pictures
import Synchronization

/// The pictures of a folder as a lesson needs them, cropped and scaled to one size, with as many of them in memory as
/// `PictureMemory` has room for.
///
/// If all fit, they are read at once, so that damaged files are found before anything is trained. Otherwise each one is
/// read when it is asked for. The first that come stay: where every epoch takes each picture once, at most as many are
/// found in memory as were there when it began, whatever is replaced by what.
final class PictureStore: Sendable {
  /// Turns a picture and the name of its file into one of the store's size.
  typealias Preparation = @Sendable (Image, String) throws -> Image

  let width, height: Int
  private let part: PictureFiles.Part
  private let prepare: Preparation
  private let memory: PictureMemory
  /// The pixels of each picture, RGB; nil if they are only in its file.
  private let kept: Mutex<[[UInt8]?]>

  /// - Parameters:
  ///   - part: At least one picture.
  ///   - prepare: Returns RGB pictures of `width` x `height`.
  /// - Throws: `DataError` that names each file that cannot be used; in a set that does not fit into the memory, only
  ///   those of formats that are not read.
  init(
    _ part: PictureFiles.Part, width: Int, height: Int, memory: PictureMemory = .shared,
    prepare: @escaping Preparation
  ) throws {
    (self.part, self.width, self.height, self.memory, self.prepare) = (part, width, height, memory, prepare)
    kept = Mutex([[UInt8]?](repeating: nil, count: part.count))
    guard fits else {
      if let problem = part.problem { throw problem }
      return
    }
    let pictures = try PictureFiles.read(part, prepare)
    for (row, picture) in pictures.enumerated() { keep(picture, row) }
  }

  deinit { memory.giveBack(kept.withLock { $0.count { $0 != nil } } * size) }

  var count: Int { part.count }
  /// The number of bytes of one picture.
  private var size: Int { width * height * 3 }
  /// Whether all pictures have room in memory together.
  private var fits: Bool { count * size <= memory.size << 20 }

  /// The pictures with these numbers, in this order.
  ///
  /// - Throws: `DataError` that names each damaged file.
  func pictures(_ rows: [Int]) throws -> [Image] {
    let known = kept.withLock { kept in rows.map { kept[$0] } }
    let missing = rows.indices.filter { known[$0] == nil }
    let read = try PictureFiles.read(part.rows(missing.map { rows[$0] }), prepare)
    var pictures = known.map { $0.map { Image(width: width, height: height, channels: 3, pixels: $0) } }
    for (place, picture) in zip(missing, read) {
      pictures[place] = picture
      keep(picture, rows[place])
    }
    return pictures.map { $0! }
  }

  private func keep(_ picture: Image, _ row: Int) {
    kept.withLock { kept in
      guard kept[row] == nil, memory.take(size) else { return }
      kept[row] = picture.pixels
    }
  }
}

extension PictureStore {
  /// The largest central square of each picture, scaled to `side` x `side`.
  static func squares(_ part: PictureFiles.Part, side: Int) throws -> PictureStore {
    try PictureStore(part, width: side, height: side) { picture, _ in picture.squareThumbnail(side).rgb }
  }

  /// What a reader should know about a set that does not fit into the memory; nil for one that does.
  var note: String? {
    guard !fits else { return nil }
    let all = (count * size) >> 20
    return
      "\(count) pictures would take \(all) MiB; \(memory.size) MiB of them stay in memory, and the rest are read "
      + "again whenever a batch needs them. \"data verify\" finds damaged files in advance."
  }
}
