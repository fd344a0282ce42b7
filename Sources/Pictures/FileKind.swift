/// What a file is, judged by its first bytes or by its extension.
///
/// Only formats that are common in folders of pictures are known.
package struct FileKind: Sendable {
  package enum Use: Sendable {
    /// PNG, JPEG or WebP.
    case readable
    /// A picture that has to be converted first.
    case otherPicture
    /// An archive that may contain pictures.
    case archive
    case other
  }

  /// Such as "TIFF".
  package let name: String
  package let use: Use
  /// How such a file begins: with `mark` at `offset`, and with zeros at `zeros`.
  private let offset: Int
  private let mark: [UInt8]
  private let zeros: Range<Int>
  /// File name extensions, in lower case.
  private let extensions: [String]

  private init(
    _ name: String, _ use: Use, _ mark: [UInt8] = [], at offset: Int = 0, zeros: Range<Int> = 0..<0,
    named extensions: [String] = []
  ) {
    (self.name, self.use, self.mark, self.offset, self.zeros) = (name, use, mark, offset, zeros)
    self.extensions = extensions
  }

  /// The number of bytes of a file that are enough to recognise its kind.
  package static let prefix = 16

  /// The kind of a file with this content, of which the first `prefix` bytes are enough; nil if it is unknown.
  package init?(_ content: some Collection<UInt8>) {
    let start = [UInt8](content.prefix(Self.prefix))
    let known = Self.all.first { kind in
      !kind.mark.isEmpty && start.dropFirst(kind.offset).starts(with: kind.mark)
        && kind.zeros.allSatisfy { $0 < start.count && start[$0] == 0 }
    }
    guard let known else { return nil }
    self = known
  }

  /// The kind of a file with this extension; nil if it is unknown.
  package init?(extension end: String) {
    let end = end.lowercased()
    guard let known = Self.all.first(where: { $0.extensions.contains(end) }) else { return nil }
    self = known
  }

  private static let all: [FileKind] = readable + otherPictures + films + rest

  private static let readable = [
    FileKind("PNG", .readable, PNG.signature, named: ["png", "apng"]),
    FileKind("JPEG", .readable, JPEG.signature, named: ["jpg", "jpeg", "jpe", "jfif"]),
    FileKind("WebP", .readable, text("WEBP"), at: 8, named: ["webp"]),
  ]

  private static let otherPictures = [
    FileKind("GIF", .otherPicture, text("GIF8"), named: ["gif"]),
    // Any text may begin with these two letters.
    FileKind("BMP", .otherPicture, text("BM"), zeros: 6..<10, named: ["bmp", "dib"]),
    FileKind("TIFF", .otherPicture, [0x49, 0x49, 0x2a, 0], named: ["tif", "tiff"]),
    FileKind("TIFF", .otherPicture, [0x4d, 0x4d, 0, 0x2a]),
    FileKind("JPEG 2000", .otherPicture, text("jP  "), at: 4, named: ["jp2", "j2k", "jpf", "jpx"]),
    FileKind("JPEG XL", .otherPicture, text("JXL "), at: 4, named: ["jxl"]),
    FileKind("JPEG XL", .otherPicture, [0xff, 0x0a]),
    FileKind("Photoshop", .otherPicture, text("8BPS"), named: ["psd", "psb"]),
    FileKind(
      "camera raw", .otherPicture, named: ["cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf"]),
    FileKind("Netpbm", .otherPicture, named: ["ppm", "pgm", "pbm", "pnm"]),
    FileKind("TGA", .otherPicture, named: ["tga"]),
  ]

  /// Pictures that begin like films: only these brands are pictures.
  private static let films = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "avis"].map {
    FileKind("HEIC or AVIF", .otherPicture, text("ftyp" + $0), at: 4, named: ["heic", "heif", "avif"])
  }

  private static let rest = [
    FileKind("PDF", .other, text("%PDF")),
    FileKind("ZIP", .archive, text("PK\u{3}\u{4}"), named: ["zip"]),
    FileKind("gzip", .archive, [0x1f, 0x8b], named: ["tgz"]),
    FileKind("tar", .archive, named: ["tar"]),
    FileKind("7-Zip", .archive, [0x37, 0x7a, 0xbc, 0xaf], named: ["7z"]),
    FileKind("RAR", .archive, text("Rar!"), named: ["rar"]),
  ]

  private static func text(_ mark: String) -> [UInt8] { Array(mark.utf8) }
}
