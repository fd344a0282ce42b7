import Files
import Foundation

/// A file of the site: its path, and where its bytes come from.
package struct SiteFile: Sendable {
  let address: String
  package let content: Content

  package enum Content: Sendable {
    case bytes(Data)
    case copy(URL)
  }

  init(_ address: String, _ page: HTML) { self.init(address, Data(page.source.utf8)) }

  init(_ address: String, _ bytes: Data) { (self.address, content) = (address, .bytes(bytes)) }

  init(_ copy: ChapterFigures.Copy) { (address, content) = (copy.address, .copy(copy.source)) }

  /// The style and the scripts that all pages share.
  static var assets: [SiteFile] {
    [
      SiteFile("assets/book.css", Data(PackageResources.book_css)),
      SiteFile("assets/book.js", Data(PackageResources.book_js)),
      SiteFile("assets/theme.js", Data(PackageResources.theme_js)),
    ]
  }

  /// - Throws: ``FileError``.
  func write(in folder: URL) throws {
    let place = folder.appending(path: address)
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      switch content {
      case .bytes(let bytes): try bytes.write(to: place)
      case .copy(let source): try FileManager.default.copyItem(at: source, to: place)
      }
    } catch let error as CocoaError {
      throw FileError(.write, place, code: Self.code(of: error))
    }
  }

  private static func code(of error: CocoaError) -> Int32 {
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return cause?.domain == NSPOSIXErrorDomain ? Int32(cause!.code) : EIO
  }

  func size(in folder: URL) -> UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: address).path)
    return attributes?[.size] as? UInt64 ?? 0
  }
}
