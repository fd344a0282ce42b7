import Foundation

/// How large a figure is shown, in pixels of CSS, as far as the head of its file tells.
package struct PictureSize: Equatable {
  package let width: Int
  package let height: Int

  /// Figures are drawn with two pixels a point, for sharp screens.
  private static let pixelsPerPoint = 2

  /// nil for a file that is not there, or is neither PNG nor SVG.
  package init?(of url: URL) {
    guard let file = try? FileHandle(forReadingFrom: url) else { return nil }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: Self.headLength) else { return nil }
    self.init(head: head)
  }

  /// - Parameter head: the first bytes of a file, or all of them.
  init?(head: Data) {
    let head = head.prefix(Self.headLength)
    if let size = Self.ofPNG(head) ?? Self.ofSVG(head) { self = size } else { return nil }
  }

  private static let headLength = 4096

  private init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  private static func ofPNG(_ head: Data) -> PictureSize? {
    let bytes = [UInt8](head)
    guard bytes.count >= 24, bytes[0..<8] == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else {
      return nil
    }
    func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height) = (number(16), number(20))
    guard width > 0, height > 0 else { return nil }
    return PictureSize(
      width: max(1, width / pixelsPerPoint), height: max(1, height / pixelsPerPoint))
  }

  /// The size in points that Cairo writes into the first tag.
  private static func ofSVG(_ head: Data) -> PictureSize? {
    let text = String(decoding: head, as: UTF8.self)
    guard let start = text.range(of: "<svg"), let end = text[start.upperBound...].firstIndex(of: ">") else {
      return nil
    }
    let tag = text[start.upperBound..<end]
    func number(_ name: String) -> Int? {
      guard let value = tag.range(of: " \(name)=\"") else { return nil }
      let digits = tag[value.upperBound...].prefix { $0.isNumber || $0 == "." }
      return Double(digits).map { Int($0.rounded()) }
    }
    guard let width = number("width"), let height = number("height"), width > 0, height > 0 else {
      return nil
    }
    return PictureSize(width: width, height: height)
  }
}
