import CPNG
import Foundation

/// Reads and writes PNG files through libpng.
///
/// libpng's full interface reports errors by `longjmp`, which must not cross Swift frames; its simplified
/// interface reports them as codes, and is the one used here.
public enum PNG {
  /// The largest number of pixels that ``decode(_:name:)`` accepts: a damaged header can announce sizes that
  /// no memory could hold.
  public static let pixelLimit = 1 << 26

  /// The PNG file that holds `image`, losslessly. The same picture gives the same bytes.
  public static func encode(_ image: Image) throws(PNGError) -> Data {
    var header = png_image()
    header.version = png_uint_32(PNG_IMAGE_VERSION)
    header.width = png_uint_32(image.width)
    header.height = png_uint_32(image.height)
    header.format = image.channels == 3 ? colourFlag : 0

    // An upper bound: deflate stores what it cannot compress, at a cost of under two percent.
    var byteCount = image.pixels.count + image.height
    byteCount += byteCount / 8 + 1024
    var file = Data(count: byteCount)
    let succeeded = withUnsafeMutablePointer(to: &header) { header in
      defer { png_image_free(header) }
      return file.withUnsafeMutableBytes { buffer in
        png_image_write_to_memory(header, buffer.baseAddress, &byteCount, 0, image.pixels, 0, nil) != 0
      }
    }
    guard succeeded else {
      throw .notEncoded(width: image.width, height: image.height, reason: message(of: header))
    }
    return file.prefix(byteCount)
  }

  /// The picture in a PNG file's `data`: grey files give one channel, all others three.
  ///
  /// Every colour type and bit depth is read: 16-bit samples are rounded to 8, palettes are looked up, and
  /// transparent pixels are laid over white.
  ///
  /// - Parameter name: what error messages call the data, usually the file's path.
  public static func decode(_ data: Data, name: String) throws(PNGError) -> Image {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard data.starts(with: signature) else {
      if !data.isEmpty && signature.starts(with: data) {
        throw .damaged(name: name, reason: "it ends after \(data.count) bytes")
      }
      throw .notPNG(name: name, found: beginning(of: data))
    }
    // libpng keeps the header's address and reads from the data's until the picture is finished: both must
    // stay where they are meanwhile.
    let bytes = [UInt8](data)
    var header = png_image()
    return try withUnsafeMutablePointer(to: &header) { header throws(PNGError) in
      defer { png_image_free(header) }
      return try bytes.withUnsafeBufferPointer { bytes throws(PNGError) in
        try decode(bytes, into: header, name: name)
      }
    }
  }

  /// The picture in the PNG file at `url`.
  public static func read(_ url: URL) throws(PNGError) -> Image {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadable(name: url.path, reason: (error as NSError).localizedDescription)
    }
    return try decode(data, name: url.path)
  }

  private static let colourFlag = png_uint_32(PNG_FORMAT_FLAG_COLOR)
  private static let alphaFlag = png_uint_32(PNG_FORMAT_FLAG_ALPHA)

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, into header: UnsafeMutablePointer<png_image>, name: String
  ) throws(PNGError) -> Image {
    header.pointee.version = png_uint_32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(header, bytes.baseAddress, bytes.count) != 0 else {
      throw .damaged(name: name, reason: message(of: header.pointee))
    }
    let (width, height) = (Int(header.pointee.width), Int(header.pointee.height))
    let (pixelCount, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows && pixelCount <= pixelLimit else {
      throw .tooLarge(name: name, width: width, height: height, limit: pixelLimit)
    }
    // Deflate packs at most 1032 bytes into one, and a pixel has at least one bit: a file smaller than that
    // is not worth allocating the picture for.
    guard pixelCount / 8 / 1032 <= bytes.count else {
      throw .damaged(
        name: name,
        reason: "its \(bytes.count) bytes cannot hold the \(width) x \(height) pixels it announces")
    }

    let isColour = header.pointee.format & colourFlag != 0
    let hasAlpha = header.pointee.format & alphaFlag != 0
    header.pointee.format = (isColour ? colourFlag : 0) | (hasAlpha ? alphaFlag : 0)
    // Without this flag libpng would take the samples of 16-bit files for linear light.
    header.pointee.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)

    let channels = isColour ? 3 : 1
    var pixels = [UInt8](repeating: 0, count: pixelCount * (channels + (hasAlpha ? 1 : 0)))
    guard png_image_finish_read(header, nil, &pixels, 0, nil) != 0 else {
      throw .damaged(name: name, reason: message(of: header.pointee))
    }
    if hasAlpha { pixels = overWhite(pixels, channels: channels) }
    return Image(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// Colours followed by an opacity, laid over white; the opacity is dropped.
  private static func overWhite(_ pixels: [UInt8], channels: Int) -> [UInt8] {
    let stride = channels + 1
    var result = [UInt8](repeating: 0, count: pixels.count / stride * channels)
    for pixel in 0..<pixels.count / stride {
      let opacity = Int(pixels[pixel * stride + channels])
      for channel in 0..<channels {
        let colour = Int(pixels[pixel * stride + channel])
        result[pixel * channels + channel] = UInt8((colour * opacity + 255 * (255 - opacity) + 127) / 255)
      }
    }
    return result
  }

  private static func message(of image: png_image) -> String {
    let text = withUnsafeBytes(of: image.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return text.isEmpty ? "libpng gives no reason" : "libpng says \"\(text)\""
  }

  private static func beginning(of data: Data) -> String {
    guard !data.isEmpty else { return "nothing (it is empty)" }
    let digits = Array("0123456789ABCDEF")
    return data.prefix(8).map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined(separator: " ")
  }
}
