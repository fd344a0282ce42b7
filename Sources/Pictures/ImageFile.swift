import CImageReaders
import Files
import Foundation

/// Reads picture files, PNG, JPEG or WebP: the content decides which, not the file's name.
public enum ImageFile {
  /// The largest number of pixels that is read, 67 megapixels (2^26): more than the sensors of most cameras and
  /// phones have. A file of a few hundred kilobytes can hold, or merely announce, a picture that fills any memory.
  public static let pixelLimit = 1 << 26

  /// The largest file that is read, 256 MiB: the size of the largest picture at four bytes per pixel.
  public static let fileLimit = 1 << 28

  /// The picture in the file at `url`: grey files give one channel, all others three.
  ///
  /// The picture is turned upright, as its EXIF block asks, and transparent pixels are laid over white. Otherwise the
  /// stored pixels are taken as they are: colour profiles are not applied. Of an animation, the first picture is taken.
  ///
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged, too large or not a picture.
  public static func read(_ url: URL) throws -> Image {
    try decode(content(of: url), name: url.relativePath)
  }

  /// The same for programs that give the picture back: with its transparency, which is not blended with anything, and
  /// with its colour profile. It says what it leaves out.
  ///
  /// - Throws: As ``read(_:)``. A damaged profile is no error, but a loss.
  public static func readPhotograph(_ url: URL) throws -> Photograph {
    let (content, name) = (try content(of: url), url.relativePath)
    return switch try format(of: content, name: name) {
    case .png: try PNG.photograph(content, name: name)
    case .jpeg: try JPEG.photograph(content, name: name)
    case .webP: try WebP.photograph(content, name: name)
    }
  }

  /// The content of a file that may hold a picture.
  package static func content(of url: URL) throws -> [UInt8] {
    let file = try InputFile(url)
    guard file.size <= fileLimit else {
      throw DataError(
        .tooLarge, path: url.relativePath, expected: "a picture file of at most \(fileLimit >> 20) MiB",
        found: "\(file.size >> 20) MiB", advice: "Scale the picture down, or remove the file.")
    }
    return try file.readAll()
  }

  /// How many pixels the picture seems to have, judged only by its header: the rest may be damaged. At most
  /// `pixelLimit`; 0 if unknown.
  package static func announcedPixels(_ content: [UInt8]) -> Int {
    guard let size = announcedSize(content) else { return 0 }
    let (count, overflows) = size.width.multipliedReportingOverflow(by: size.height)
    return overflows ? pixelLimit : min(count, pixelLimit)
  }

  private static func announcedSize(_ content: [UInt8]) -> (width: Int, height: Int)? {
    // The first chunk is the header, whose first two numbers are width and height.
    if PNG.isPNG(content), content.count >= 24 {
      return (Int(content.bigEndian(at: 16)), Int(content.bigEndian(at: 20)))
    }
    return header(of: content).map { (Int($0.width), Int($0.height)) }
  }

  /// Whether the picture says how transparent its pixels are, judged only by its header.
  package static func announcesOpacity(_ content: [UInt8]) -> Bool {
    header(of: content).map { $0.has_opacity != 0 } ?? false
  }

  /// What the C readers find in a file's header; nil if it is of no format that is read, or is damaged.
  private static func header(of content: [UInt8]) -> gk_picture? {
    var picture = gk_picture()
    let readSize: PictureReader.SizeReader? =
      PNG.isPNG(content)
      ? gk_png_read_size
      : JPEG.isJPEG(content) ? gk_jpeg_read_size : WebP.isWebP(content) ? gk_webp_read_size : nil
    guard let readSize, readSize(content, content.count, &picture) == GK_PICTURE_READ else { return nil }
    return picture
  }

  /// The picture in a file's content; see ``read(_:)``.
  ///
  /// - Parameter name: What error messages call the content, usually the file's path.
  public static func decode(_ content: some Collection<UInt8>, name: String) throws(DataError) -> Image {
    switch try format(of: content, name: name) {
    case .png: try PNG.decode(content, name: name)
    case .jpeg: try JPEG.decode(content, name: name)
    case .webP: try WebP.decode(content, name: name)
    }
  }

  private enum Format { case png, jpeg, webP }

  private static func format(of content: some Collection<UInt8>, name: String) throws(DataError) -> Format {
    if JPEG.isJPEG(content) { return .jpeg }
    if PNG.isPNG(content) { return .png }
    if WebP.isWebP(content) { return .webP }
    let starts = [PNG.signature.prefix(4), JPEG.signature[...], WebP.signature[...]].map(hexadecimal)
    throw DataError(
      .wrongFormat, path: name,
      expected: "a PNG (\(starts[0]) ...), JPEG (\(starts[1]) ...) or WebP (\(starts[2]) ...)",
      found: description(of: content),
      advice: FileKind(content)?.use == .otherPicture
        ? "Convert it to PNG, JPEG or WebP: what counts is the file's content, not its name."
        : "Save it as PNG, JPEG or WebP, or fetch it again: often a web page was saved in its place.")
  }

  /// Refuses a picture that is too large before any room is made for it.
  static func checkSize(width: Int, height: Int, name: String) throws(DataError) {
    let (count, overflows) = width.multipliedReportingOverflow(by: height)
    guard overflows || count > pixelLimit else { return }
    throw DataError(
      .tooLarge, path: name, expected: "at most \(pixelLimit / 1_000_000) megapixels, such as 8192 x 8192",
      found: "a header that announces \(width) x \(height) pixels",
      advice: "Scale the picture down. If it is not that large, the header is damaged: fetch the file again.")
  }

  /// A description of what a file seems to be, judged by its first bytes.
  static func description(of content: some Collection<UInt8>) -> String {
    if content.isEmpty { return "an empty file" }
    if let kind = FileKind(content) { return "a \(kind.name) file" }
    let text = content.prefix(32)
    if text.allSatisfy({ (0x20..<0x7f).contains($0) || (9...13).contains($0) }) {
      let line = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
      return "text that begins with \"\(line)\""
    }
    return "a file that begins with \(hexadecimal(content.prefix(8)))"
  }
}
