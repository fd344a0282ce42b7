import Files
import Foundation
import GANKit
import Pictures

/// One picture of a set, made.
struct MadePicture: Sendable {
  /// Of each picture that it was made of.
  let facts: [PictureFacts]
}

extension PictureSet {
  /// Reads the pictures of an entry, one at a time, and writes what is made of them.
  /// - Returns: what was seen, or why the entry cannot be used.
  /// - Throws: `FileError` if the file cannot be written.
  func make(_ entry: Entry, into file: URL) throws -> Result<MadePicture, DataError> {
    var facts: [PictureFacts] = []
    var bytes = Data()
    var kept: [Image] = []
    do {
      for source in entry.sources {
        let content = try Self.content(of: source)
        let name = source.relativePath
        try PixelBudget.shared.spend(ImageFile.announcedPixels(content)) {
          let picture = try ImageFile.decode(content, name: name)
          facts.append(PictureFacts(picture, content: content))
          guard let product else {
            bytes = Data(content)
            return
          }
          kept.append(try product.reduce(picture, name))
          if kept.count == entry.sources.count { bytes = try PNG.encode(product.finish(kept, entry)) }
        }
      }
    } catch let error as DataError {
      return .failure(error)
    }
    try AtomicFile.write(bytes, to: file)
    return .success(MadePicture(facts: facts))
  }

  private static func content(of file: URL) throws -> [UInt8] {
    do { return try ImageFile.content(of: file) } catch let error as FileError { throw DataError(error) }
  }

  /// The results for all entries, which are read in parallel.
  /// - Parameter progress: is told on the caller's thread how many are done; what it throws ends the work.
  func make(
    _ entries: [Entry], into file: @Sendable (Int) -> URL, progress: (Int) throws -> Void
  ) throws -> [Result<MadePicture, DataError>] {
    var results: [Result<MadePicture, DataError>] = []
    try progress(0)
    while results.count < entries.count {
      let start = results.count
      let part = entries[start..<min(start + Self.together, entries.count)]
      let made = [Result<Result<MadePicture, DataError>, any Error>](
        unsafeUninitializedCapacity: part.count
      ) { buffer, count in
        let places = Shared(buffer.baseAddress!)
        Parallel.each(part.count) { index in
          let result = Result { try make(part[start + index], into: file(start + index)) }
          (places.pointer + index).initialize(to: result)
        }
        count = part.count
      }
      results += try made.map { try $0.get() }
      try progress(results.count)
    }
    return results
  }

  /// How many pictures are read between two looks at whether somebody wants to stop.
  private static let together = 16
}
