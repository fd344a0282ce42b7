import CycleGAN
import Files
import Foundation
import GANKit
import LessonKit
import PictureSets
import Pictures
import Pix2Pix
import SRGAN
import TestSupport
import Testing

@testable import Inference

@Suite("Networks on pictures of any size")
struct PictureTranslationTests {
  /// A picture with edges, gradients and noise.
  private static func picture(_ width: Int, _ height: Int, channels: Int = 3) -> Image {
    let random = Random(seed: 5)
    let pixels = (0..<width * height * channels).map { index -> UInt8 in
      let (x, y) = (index / channels % width, index / channels / width)
      let edge = (x / 9 + y / 7) % 2 == 0 ? 60 : 150
      return UInt8(edge + x * 40 / width + Int(random.uniform() * 40))
    }
    return Image(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// A generator of chapter 8 whose every layer does something: fresh ones end near zero.
  private static func enlarger(_ design: Design) -> SRGAN.Generator {
    let random = Random(seed: 3)
    let network = SRGAN.Generator(design, width: 8, blocks: 2, using: random)
    for (_, parameter) in network.parameters {
      parameter.value = parameter.value + 0.1 * Tensor.normal(parameter.shape, using: random)
    }
    return network
  }

  @Test("In tiles, a picture comes out as in one piece", arguments: [Design.light, .paper, .oneShuffle])
  func tiles(design: Design) throws {
    let (network, picture) = (Self.enlarger(design), Self.picture(101, 67))
    let whole = Image.batch(network(Tensor([picture]), .inference))[0]
    let tiled = try #require(TiledNetwork(network, side: 24))
    var steps: [Int] = []
    let made = tiled(picture) { done, count in steps.append(count - done) }
    #expect((made.width, made.height) == (404, 268))
    let difference = zip(whole.pixels, made.pixels).map { abs(Int($0) - Int($1)) }
    // Rounding may differ by the last bit, and with it a byte by one.
    #expect(difference.max()! <= 1 && difference.reduce(0, +) < difference.count / 1000)
    #expect(Set(whole.pixels).count > 50)
    #expect(steps.count == 15 && steps.last == 0)
  }

  @Test("A network that looks at the whole picture is not cut into tiles")
  func wholeNetworks() {
    #expect(TiledNetwork(UNet(levels: 3, width: 4, using: Random(seed: 1))) == nil)
    #expect(TiledNetwork(CycleGAN.makeGenerator(width: 4, blocks: 1, using: Random(seed: 1))) == nil)
  }

  @Test("Any size is padded to what the network takes, and cropped back")
  func odd() throws {
    let network = UNet(levels: 3, width: 4, using: Random(seed: 1))
    let model = TrainedTranslator.Loaded(network: network, side: 32, hasNoise: true)
    let photograph = Photograph(Self.picture(61, 37))
    let (own, sizes) = try PictureTranslation(model, scale: .own)(photograph, name: "a")
    #expect(sizes.padded == (64, 40) && sizes.result == (61, 37))
    #expect((own.image.width, own.image.height) == (61, 37))
    #expect(sizes.description == "61 x 37, padded to 64 x 40 and cropped back")
    let (trained, scaled) = try PictureTranslation(model)(photograph, name: "a")
    #expect(scaled.scaled == (53, 32) && trained.image.width == 53)
    // The inner part is what the network makes of the picture alone, where its size is legal.
    let legal = Photograph(Self.picture(64, 32))
    let direct = Image.batch(network(Tensor([legal.image]), .training(Random(seed: 1, stream: "apply"))))[0]
    #expect(try PictureTranslation(model, scale: .own)(legal, name: "a").result.image == direct)
    // The seed decides what its dropout draws.
    #expect(try PictureTranslation(model, scale: .own, seed: 2)(legal, name: "a").result.image != direct)
  }

  @Test("With a part kept, a result has the picture's size and that part of it", arguments: [1, 3])
  func kept(channels: Int) throws {
    let network = UNet(levels: 3, width: 4, using: Random(seed: 1))
    let model = TrainedTranslator.Loaded(network: network, side: 32, hasNoise: true)
    let photograph = Photograph(Self.picture(150, 90, channels: channels), profile: nil)
    let (result, sizes) = try PictureTranslation(model, keeping: .brightness)(photograph, name: "a")
    #expect(
      sizes.description == "150 x 90, scaled to 53 x 32, padded to 56 x 32 and cropped back, result 150 x 90")
    #expect((result.image.width, result.image.height, result.image.channels) == (150, 90, 3))
    let (without, _) = try PictureTranslation(model)(photograph, name: "a")
    let enlarged = without.image.resized(width: 150, height: 90, .bicubic)
    #expect(try GivenPart.brightness.kept(of: photograph.image, in: enlarged, name: "a") == result.image)
    #expect(throws: DataError.self) {
      try PictureTranslation(model, keeping: .surroundings)(photograph, name: "a")
    }
    // Whose results are larger than the picture has nothing in them that could be kept.
    #expect(!PictureTranslation(model).enlarges)
    #expect(PictureTranslation(.init(network: Self.enlarger(.light), side: nil)).enlarges)
  }

  @Test("Pictures of one pixel, and grey ones, are taken")
  func small() throws {
    let network = CycleGAN.makeGenerator(width: 4, blocks: 1, using: Random(seed: 1))
    let model = TrainedTranslator.Loaded(network: network, side: 16)
    let pixel = Photograph(Self.picture(1, 1, channels: 1))
    let made = try PictureTranslation(model, scale: .own)(pixel, name: "a").result.image
    #expect((made.width, made.height, made.channels) == (1, 1, 3))
  }

  @Test("Transparency is scaled with the picture")
  func transparency() throws {
    let model = TrainedTranslator.Loaded(network: Self.enlarger(.light), side: nil)
    let alpha = Image(
      width: 20, height: 10, channels: 1, pixels: (0..<200).map { UInt8($0 % 20 < 10 ? 0 : 255) })
    let made = try PictureTranslation(model)(Photograph(Self.picture(20, 10), alpha: alpha), name: "a").result
    let found = try #require(made.alpha)
    #expect((found.width, found.height) == (80, 40))
    #expect(found[10, 20] == 0 && found[70, 20] == 255)
  }

  @Test("A picture that would take too much memory is refused, with what to do")
  func tooLarge() throws {
    let whole = PictureTranslation(
      .init(network: UNet(levels: 3, width: 4, using: Random(seed: 1)), side: 32), scale: .own)
    let error = try #require(throws: DataError.self) {
      try whole.sizes(ofWidth: 4000, height: 3000, name: "photo.jpg")
    }
    #expect(error.kind == .tooLarge && error.advice.contains("--scale"))
    let tiled = PictureTranslation(.init(network: Self.enlarger(.light), side: nil))
    #expect(throws: DataError.self) { try tiled.sizes(ofWidth: 4000, height: 3000, name: "photo.jpg") }
    #expect(try tiled.sizes(ofWidth: 1200, height: 800, name: "photo.jpg").result == (4800, 3200))
  }

  @Test("The border goes on as a mirror image, more than once if it takes that")
  func mirror() {
    let row = Image(width: 3, height: 1, channels: 1, pixels: [1, 2, 3])
    #expect(
      row.mirrored(toWidth: 8, height: 2).pixels == [1, 2, 3, 3, 2, 1, 1, 2] + [1, 2, 3, 3, 2, 1, 1, 2])
  }
}
