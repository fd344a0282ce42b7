import Files
import GANKit
import LessonKit
import PictureSets
import Pictures

/// A trained network from pictures to pictures, applied to pictures of any size.
public struct PictureTranslation {
  /// In what size the network sees a picture.
  public enum Scale: Equatable, Sendable {
    /// With the shorter side of the pictures that the network was trained on; as it is, if the network takes any scale.
    case trained
    /// As it is.
    case own
    /// With a shorter side of so many pixels.
    case shorterSide(Int)
  }

  /// Networks that need the whole picture at once take up to so many pixels, 4 megapixels: beyond it their memory is
  /// counted in tens of gigabytes.
  public static let wholeLimit = 1 << 22

  /// The stream of the random numbers for networks that have noise.
  public static let stream = "apply"

  private let model: TrainedTranslator.Loaded
  private let geometry: ImageGeometry
  private let tiled: TiledNetwork?
  private let scale: Scale
  private let seed: UInt64
  private let keptPart: GivenPart?

  /// - Parameters:
  ///   - scale: in what size the network sees a picture.
  ///   - seed: of the network's noise, if it has any; each picture gets the same.
  ///   - keptPart: what the result keeps of the picture. The network's part is then enlarged to the picture's size. Not
  ///     for networks that enlarge pictures.
  public init(
    _ model: TrainedTranslator.Loaded, scale: Scale = .trained, seed: UInt64 = 1,
    keeping keptPart: GivenPart? = nil
  ) {
    (self.model, self.scale, self.seed, self.keptPart) = (model, scale, seed, keptPart)
    geometry = ImageGeometry(of: model.network)
    tiled = TiledNetwork(model.network)
    require(
      keptPart == nil || !enlarges,
      "PictureTranslation: a network that enlarges pictures has nothing in its result that could be kept.")
  }

  /// Whether results have more pixels than what the network sees.
  public var enlarges: Bool { factor > 1 }

  /// How many times as wide and high as what the network sees its results are.
  private var factor: Int { max(1, Int(geometry.enlargement)) }

  /// What happens to the size of a picture.
  public struct Sizes: Equatable, Sendable {
    /// Width and height in pixels.
    public typealias Size = (width: Int, height: Int)
    public let picture, scaled, padded, result: Size

    public static func == (a: Sizes, b: Sizes) -> Bool {
      a.picture == b.picture && a.scaled == b.scaled && a.padded == b.padded && a.result == b.result
    }

    /// "1200 x 800, scaled to 96 x 64, padded to 96 x 64, result 96 x 64"; without what did not happen.
    public var description: String {
      func text(_ size: Size) -> String { "\(size.width) x \(size.height)" }
      return
        ([text(picture)] + (scaled == picture ? [] : ["scaled to \(text(scaled))"])
        + (padded == scaled ? [] : ["padded to \(text(padded)) and cropped back"])
        + (result == scaled ? [] : ["result \(text(result))"])).joined(separator: ", ")
    }
  }

  /// What will happen to the size of a picture.
  /// - Throws: `DataError` of kind `.tooLarge` or `.unsuitableSize`.
  public func sizes(ofWidth width: Int, height: Int, name: String) throws(DataError) -> Sizes {
    let scaled = scaledSize(width, height)
    let result = (width: scaled.width * factor, height: scaled.height * factor)
    guard tiled == nil else {
      guard result.width * result.height <= ImageFile.pixelLimit else {
        throw tooLarge(
          name, "a result of at most \(ImageFile.pixelLimit / 1_000_000) megapixels", result,
          "Scale the picture down, or crop it.")
      }
      return Sizes(picture: (width, height), scaled: scaled, padded: scaled, result: result)
    }
    let unit = geometry.unit
    // Networks that pad by reflection need a few pixels to reflect.
    func padded(_ extent: Int) -> Int { (max(extent, 16) + unit - 1) / unit * unit }
    let whole = (width: padded(scaled.width), height: padded(scaled.height))
    guard whole.width * whole.height <= Self.wholeLimit else {
      throw tooLarge(
        name,
        "at most \(Self.wholeLimit / 1_000_000) megapixels, because this network computes a picture in one piece",
        whole, "Let it be scaled, for instance with --scale 1024.")
    }
    return Sizes(
      picture: (width, height), scaled: scaled, padded: whole,
      result: keptPart == nil ? result : (width, height))
  }

  /// - Parameters:
  ///   - name: what error messages call the picture.
  ///   - progress: is told after each part how many are done, and of how many.
  /// - Throws: `DataError` if the picture is too large.
  public func callAsFunction(
    _ photograph: Photograph, name: String, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws(DataError) -> (result: Photograph, sizes: Sizes) {
    let picture = photograph.image
    let sizes = try sizes(ofWidth: picture.width, height: picture.height, name: name)
    let scaled = picture.resized(width: sizes.scaled.width, height: sizes.scaled.height, .bicubic)
    var made = tiled.map { $0(scaled, progress: progress) } ?? whole(scaled, sizes)
    if let keptPart {
      let enlarged = made.rgb.resized(width: picture.width, height: picture.height, .bicubic)
      made = try keptPart.kept(of: picture, in: enlarged, name: name)
    }
    let alpha = photograph.alpha?.resized(width: made.width, height: made.height, .bicubic)
    // A profile for grey does not fit the three channels of the result.
    let profile = picture.channels == made.channels ? photograph.profile : nil
    return (Photograph(made, alpha: alpha, profile: profile), sizes)
  }

  private func whole(_ picture: Image, _ sizes: Sizes) -> Image {
    let input = Tensor([picture.rgb.mirrored(toWidth: sizes.padded.width, height: sizes.padded.height)])
    // Dropout is the only noise that some generators have, so that it goes on (Isola et al. 2017, section 3.1).
    let mode = model.hasNoise ? Mode.training(Random(seed: seed, stream: Self.stream)) : .inference
    let made = Image.batch(model.network(input, mode))[0]
    return made.cropped(x: 0, y: 0, width: sizes.scaled.width * factor, height: sizes.scaled.height * factor)
  }

  private func scaledSize(_ width: Int, _ height: Int) -> Sizes.Size {
    let side: Int? =
      switch scale {
      case .own: nil
      case .trained: model.side
      case .shorterSide(let side): side
      }
    guard let side else { return (width, height) }
    let factor = Double(side) / Double(min(width, height))
    func scaled(_ extent: Int) -> Int { max(1, Int((Double(extent) * factor).rounded())) }
    return (scaled(width), scaled(height))
  }

  private func tooLarge(
    _ name: String, _ expected: String, _ found: Sizes.Size, _ advice: String
  ) -> DataError {
    DataError(
      .tooLarge, path: name, expected: expected, found: "\(found.width) x \(found.height) pixels",
      advice: advice)
  }
}
