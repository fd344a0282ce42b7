import ConditionalGAN
import DCGAN
import Foundation
import GANKit
import TestSupport
import Testing
import VanillaGAN

@testable import WebPages
@testable import LessonKit

/// Trained generators as scripts: the same pictures in a browser as in GANKit.
@Suite("Generators in the browser") struct GeneratorExportTests {
  /// A network with statistics as after a training, so that batch normalization does something.
  private static func used(_ network: Sequential) -> Sequential {
    let random = Random(seed: 5)
    for (_, buffer) in network.buffers {
      let isVariance = buffer.value.scalars.allSatisfy { $0 == 1 }
      let numbers = Tensor.normal(buffer.value.shape, using: random)
      buffer.value = isVariance ? square(numbers) + 0.3 : 0.2 * numbers
    }
    for (_, parameter) in network.parameters where parameter.shape.rank == 1 {
      parameter.value = parameter.value + 0.1 * Tensor.normal(parameter.shape, using: random)
    }
    return network
  }

  /// Networks of all the kinds of layers, from 8 numbers to small pictures.
  private static func networks() -> [(name: String, network: Sequential)] {
    let random = Random(seed: 3)
    return [
      (
        "dense, normalization before the next layer",
        Sequential {
          Dense(8, 12, activation: .leakyReLU(0.2), using: random)
          BatchNorm(12)
          Dense(12, 10, activation: .relu, using: random)
          BatchNorm(10)
          Dense(10, 5 * 3, activation: .tanh, using: random)
          Reshape([5, 3, 1])
        }
      ),
      (
        "transposed convolutions, normalization behind a new shape",
        Sequential {
          Dense(8, 3 * 3 * 6, bias: false, using: random)
          Reshape([3, 3, 6])
          BatchNorm(6, activation: .relu)
          ConvTranspose2D(6, 5, kernel: 4, stride: 2, bias: false, using: random)
          BatchNorm(5, activation: .leakyReLU(0.3))
          ConvTranspose2D(5, 3, kernel: 5, stride: 2, activation: .tanh, using: random)
        }
      ),
      (
        "from one pixel",
        Sequential {
          Reshape([1, 1, 8])
          ConvTranspose2D(8, 6, kernel: 4, padding: .valid, bias: false, using: random)
          BatchNorm(6, activation: .relu)
          ConvTranspose2D(6, 1, kernel: 3, stride: 2, padding: .explicit(1), outputPadding: 1, using: random)
          Activate(.sigmoid)
        }
      ),
      (
        "copies and convolutions",
        Sequential {
          Dense(8, 4 * 3 * 4, activation: .relu, using: random)
          Reshape([4, 3, 4])
          Upsample(2)
          Conv2D(4, 5, kernel: 3, activation: .relu, using: random)
          BatchNorm(5)
          Dropout(0.5)
          Conv2D(5, 3, kernel: [3, 4], stride: 2, activation: .tanh, using: random)
        }
      ),
    ].map { ($0.0, used($0.1)) }
  }

  @Test func aFoldedNetworkComputesTheSame() throws {
    let random = Random(seed: 8)
    let own = Self.networks().map { ($0.name, $0.network, 8) }
    let lessons = [
      ("chapter 3", VanillaGAN.makeGenerator(using: random), 100),
      ("chapter 4, light", makeLightGenerator(using: random), 100),
      ("chapter 4, tutorial", makeDocumentGenerator(using: random), 100),
      ("chapter 4, faces", makeFaceGenerator(width: 4, using: random), 100),
      ("chapter 5", ConditionalGAN.Generator(.convolutional, width: 8, using: random).network, 110),
      ("chapter 5, dense", ConditionalGAN.Generator(.dense, using: random).network, 110),
    ].map { ($0.0, Self.used($0.1), $0.2) }
    for (name, network, inputs) in own + lessons {
      let z = Tensor.normal([20, inputs], using: random)
      let folded = try FoldedNetwork(network, input: [inputs])
      let normalizations = folded.layers.filter { $0.kind == .scaling }
      #expect(normalizations.count == (name == "copies and convolutions" ? 1 : 0), "\(name)")
      let expected = network(z, .inference)
      expectClose(folded(z), expected, within: .absolute(2e-5), name)
    }
  }

  @Test func aLayerThatCannotBeExportedIsNamed() {
    let random = Random(seed: 1)
    let network = Sequential {
      Dense(4, 4, using: random)
      LayerNorm(4)
    }
    let error = #expect(throws: FoldedNetwork.Unsupported.self) {
      try FoldedNetwork(network, input: [4])
    }
    #expect(error?.description.contains("Layer norm") == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [8, 10, 12, 14, 16]) func weightsSurviveTheirCode(bits: Int) {
    let rows = Tensor.normal([3, 2, 5, 7], using: Random(seed: 2))
    let code = WeightCode(rows, bits: bits)
    #expect(code.bytes.count == (rows.count * bits + 7) / 8)
    let step = code.scales.max()!
    expectClose(code.weights(shape: rows.shape), rows, within: .absolute(Double(step) * 0.501))
    #expect(step < 8 / Float(1 << (bits - 1)))
  }

  @Test func directionsAreTheLargestEigenvectors() {
    let random = Random(seed: 4)
    let basis = Tensor.normal([9, 9], using: random)
    let matrix = matmul(basis, basis.transposed())
    let found = GeneratorExport.eigenvectors(of: matrix, count: 3)
    #expect(found.count == 3)
    var last = Float.infinity
    for (index, vector) in found.enumerated() {
      let image = matmul(matrix, Tensor(vector, shape: [9, 1])).scalars
      let value = zip(image, vector).reduce(0) { $0 + $1.0 * $1.1 }
      expectClose(image, vector.map { value * $0 }, within: .absolute(Double(value) * 1e-4))
      #expect(value <= last)
      last = value
      for other in found[..<index] {
        #expect(abs(zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-4)
      }
    }
  }

  /// The pictures that the page's script makes, in its own numbers.
  private func pictures(
    _ generator: TrainedGenerator, _ network: Sequential, loudness: Float, _ z: Tensor, labels: [Int]
  ) throws -> [Float] {
    let loaded = TrainedGenerator.Loaded(
      network: network, latentSize: generator.latentSize, label: generator.label, loudness: loudness)
    let export = try GeneratorExport(generator, loaded)
    #expect(export.error <= GeneratorExport.tolerance)
    let script = String(decoding: try export.script(key: "test"), as: UTF8.self)
    let rows = (0..<z.shape[0]).map { "\(z.rows($0..<$0 + 1).scalars)" }
    let folder = try TemporaryFolder()
    let answer: [Double] = try JavaScript.evaluate(
      "pictures", assets: ["explore-network.js"],
      scripts: [
        script,
        """
        const network = explorableNetwork(explorableGenerators["test"]);
        const labels = \(labels);
        const pictures = [\(rows.joined(separator: ", "))].flatMap((z, i) => [...network.draw(z, labels[i] ?? 0)]);
        """,
      ], in: folder.url)
    return answer.map(Float.init)
  }

  @Test(.enabled(if: JavaScript.isThere, "needs Node.js or Chromium"))
  func theScriptDrawsThePicturesOfGANKit() throws {
    let z = Tensor.normal([100, 8], using: Random(seed: 77))
    for (name, network) in Self.networks() {
      let generator = TrainedGenerator("test", step: "train", states: ["average"], latentSize: 8) { _, _ in
        Sequential([])
      }
      let found = try pictures(generator, network, loudness: 1, z, labels: [])
      let expected = network(z, .inference)
      // A step of a pixel, in the range of the output.
      let step = name == "from one pixel" ? 1.0 / 255 : 2.0 / 255
      expectClose(found, expected.scalars, within: .absolute(step), name)
    }
  }

  /// An error, which the page shows, and not the end of the whole site's build.
  @Test func aLabelOfSeveralAttributesIsRefused() throws {
    let faces = try #require(ConditionalGANLesson.generators.first { $0.name == "faces" })
    let network = FacePlayers(width: 4, using: Random(seed: 1)).generator.network
    let loaded = TrainedGenerator.Loaded(
      network: network, latentSize: faces.latentSize, label: faces.label, loudness: 2)
    #expect(throws: GeneratorExport.SeveralAttributes.self) { try GeneratorExport(faces, loaded) }
  }

  @Test(.enabled(if: JavaScript.isThere, "needs Node.js or Chromium"))
  func labelsReachTheNetwork() throws {
    let random = Random(seed: 6)
    let network = Self.used(Generator(.convolutional, width: 4, using: random).network)
    let generator = try #require(ConditionalGANLesson.generators.first)
    let z = Tensor.normal([100, 100], using: random)
    let labels = (0..<100).map { $0 * 7 % 10 }
    let input = concatenate([z, 2 * Tensor.oneHot(labels, classes: 10)], axis: 1)
    let found = try pictures(generator, network, loudness: 2, z, labels: labels)
    expectClose(found, network(input, .inference).scalars, within: .absolute(2.0 / 255))
  }
}
