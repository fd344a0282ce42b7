import CImageReaders
import GANKit

/// What a picture file holds for programs that change a picture and give it back: beside the colours, how transparent
/// they are and what they mean.
public struct Photograph: Hashable, Sendable {
  /// The colours, upright; those of transparent pixels too, not blended with any background.
  public let image: Image
  /// How opaque each pixel is, in a picture of the same size with one channel: 0 is transparent, 255 opaque. Nil if all
  /// are opaque.
  public let alpha: Image?
  /// The ICC profile, which says what the numbers in `image` mean; nil if the file has none that fits them.
  public let profile: [UInt8]?
  /// What the file has and these values do not.
  public let losses: [Loss]

  /// Something in a file that was left out.
  public enum Loss: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Samples of 16 bits were rounded to 8.
    case depth
    /// All pictures of an animation but the first, which in a PNG is the one for programs without animation.
    case animation
    /// A colour profile that is damaged or is not for the channels of the picture, such as one for inks.
    case profile

    /// A sentence for a note or a warning.
    public var description: String {
      switch self {
      case .depth: "The file's 16-bit samples were rounded to 8 bits."
      case .animation: "The file is an animation, of which only the first picture was read."
      case .profile: "The file's colour profile is damaged or not for grey or RGB: it was left out."
      }
    }
  }

  /// - Parameters:
  ///   - alpha: One channel, in the size of `image`.
  ///   - profile: A whole ICC profile for the channels of `image`; this is checked where it is written.
  public init(_ image: Image, alpha: Image? = nil, profile: [UInt8]? = nil) {
    self.init(image, alpha: alpha, profile: profile, losses: [])
  }

  private init(_ image: Image, alpha: Image?, profile: [UInt8]?, losses: [Loss]) {
    if let alpha {
      require(
        alpha.channels == 1 && (alpha.width, alpha.height) == (image.width, image.height),
        """
        Photograph: opacity must have one channel and the picture's size \(image.width) x \(image.height), \
        but it has \(alpha.channels) and \(alpha.width) x \(alpha.height).
        """)
    }
    (self.image, self.alpha, self.profile, self.losses) = (image, alpha, profile, losses)
  }

  /// What has been read from a file.
  ///
  /// - Parameter profile: What the file holds where a profile should be.
  init(_ picture: DecodedPicture, profile: [UInt8]?, isAnimated: Bool) {
    let fitting = profile.flatMap { ColourProfile.fits($0, channels: picture.image.channels) ? $0 : nil }
    let losses: [Loss?] = [
      picture.bits > 8 ? .depth : nil, isAnimated ? .animation : nil, fitting != profile ? .profile : nil,
    ]
    let alpha = picture.opacity.flatMap { $0.pixels.allSatisfy { $0 == 255 } ? nil : $0 }
    self.init(picture.image, alpha: alpha, profile: fitting, losses: losses.compactMap(\.self))
  }
}
