import CImageReaders
import Files
import Foundation

/// Reads JPEG files, sequential and progressive, through libjpeg-turbo.
///
/// Damage that libjpeg only warns about and fills with grey, such as a file that was cut short, is an error here.
public enum JPEG {
  /// The picture in the JPEG file at `url`.
  ///
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged, too large or not a JPEG.
  public static func read(_ url: URL) throws -> Image {
    try decode([UInt8](contentsOf: url), name: url.relativePath)
  }

  /// The picture in a JPEG file's content: grey files give one channel, all others three.
  ///
  /// YCbCr, RGB, CMYK and YCCK become RGB. CMYK is converted without ink profiles, R = (1 - C)(1 - K), after
  /// undoing the inversion of files that carry Adobe's marker. The picture is turned as the camera's EXIF block asks;
  /// profiles and all other markers are ignored.
  ///
  /// - Parameter name: What error messages call the content, usually the file's path.
  public static func decode(_ content: some Collection<UInt8>, name: String) throws(DataError) -> Image {
    let bytes = [UInt8](content)
    return try picture(bytes, name: name).image
  }

  /// The same with the profile; a JPEG has no transparency.
  static func photograph(_ bytes: [UInt8], name: String) throws(DataError) -> Photograph {
    try Photograph(
      picture(bytes, name: name), profile: ColourProfile.inJPEG(bytes), isAnimated: false)
  }

  private static func picture(_ bytes: [UInt8], name: String) throws(DataError) -> DecodedPicture {
    try reader.read(bytes, name: name, Orientation(jpeg: bytes), .apart)
  }

  /// The bytes that every JPEG file begins with.
  static let signature: [UInt8] = [0xff, 0xd8]

  static func isJPEG(_ content: some Collection<UInt8>) -> Bool { content.starts(with: signature) }

  private static let reader = PictureReader(
    format: "JPEG", library: "libjpeg", signature: signature,
    kinds: "a JPEG of 8 bits, in grey, YCbCr, RGB, CMYK or YCCK", readSize: gk_jpeg_read_size,
    readPixels: gk_jpeg_read_pixels)
}
