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

  /// The styles and the scripts of the site. Each page loads those that it needs.
  static var assets: [SiteFile] {
    [
      SiteFile("assets/icon.svg", Data(PackageResources.icon_svg)),
      SiteFile("assets/book.css", Data(PackageResources.book_css)),
      SiteFile("assets/book.js", Data(PackageResources.book_js)),
      SiteFile("assets/theme.js", Data(PackageResources.theme_js)),
      SiteFile("assets/predict.js", Data(PackageResources.predict_js)),
      SiteFile("assets/explore.css", Data(PackageResources.explore_css)),
      SiteFile("assets/explore.js", Data(PackageResources.explore_js)),
      SiteFile("assets/explore-losses.js", Data(PackageResources.explore_losses_js)),
      SiteFile("assets/explore-saddle.js", Data(PackageResources.explore_saddle_js)),
      SiteFile("assets/explore-divergence.js", Data(PackageResources.explore_divergence_js)),
      SiteFile("assets/explore-taps.js", Data(PackageResources.explore_taps_js)),
      SiteFile("assets/explore-network.js", Data(PackageResources.explore_network_js)),
      SiteFile("assets/explore-latent.js", Data(PackageResources.explore_latent_js)),
      SiteFile("assets/explore-flow.js", Data(PackageResources.explore_flow_js)),
      SiteFile("assets/explore-divider.js", Data(PackageResources.explore_divider_js)),
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
