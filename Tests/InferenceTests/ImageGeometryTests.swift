import CycleGAN
import GANKit
import Pix2Pix
import SRGAN
import Testing

@Suite("Geometry of networks of convolutions")
struct ImageGeometryTests {
  @Test("Units, enlargement and reach follow from the layers")
  func chapters() {
    let random = Random(seed: 1)
    let unet = ImageGeometry(of: UNet(levels: 4, width: 4, using: random))
    #expect(unet.unit == 16 && unet.enlargement == 1)
    // Its instance norms look at the whole picture.
    #expect(unet.reach == nil)
    let resnet = ImageGeometry(of: CycleGAN.makeGenerator(width: 4, blocks: 1, using: random))
    #expect(resnet.unit == 4 && resnet.enlargement == 1 && resnet.reach == nil)
    let light = ImageGeometry(of: SRGAN.Generator(.light, width: 8, blocks: 3, using: random))
    #expect(light.unit == 1 && light.enlargement == 4)
    // One pixel for each of 3 x 2 + 3 convolutions at the small size, a half and a quarter for the two behind, rounded up.
    #expect(light.reach == 10)
  }

  @Test("The reach is no smaller than what a change of one pixel changes", arguments: [1, 2])
  func measured(stride: Int) throws {
    let random = Random(seed: 2)
    let network = Sequential {
      Conv2D(1, 3, kernel: 5, stride: stride, using: random)
      ConvTranspose2D(3, 2, kernel: 4, stride: 2, using: random)
      Upsample(2)
      Conv2D(2, 1, kernel: 3, using: random)
    }
    let geometry = ImageGeometry(of: network)
    let (side, reach) = (48, try #require(geometry.reach))
    var values = [Float](repeating: 0, count: side * side)
    let before = network(Tensor(values, shape: [1, side, side, 1]), .inference)
    values[24 * side + 24] = 1
    let after = network(Tensor(values, shape: [1, side, side, 1]), .inference)
    let (old, new) = (before.withScalars { Array($0) }, after.withScalars { Array($0) })
    let changed = old.indices.filter { old[$0] != new[$0] }
    let width = after.shape[2]
    let places = changed.map { Double($0 % width) / geometry.enlargement }
    let distance = places.map { abs($0 - 24) }.max() ?? 0
    #expect(!changed.isEmpty && distance > 2 && distance <= Double(reach) + 1)
  }
}
