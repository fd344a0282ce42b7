import CycleGAN
import DCGAN
import Datasets
import GANKit
import Pix2Pix
import SRGAN
import VanillaGAN

import struct ConditionalGAN.FacePlayers
import struct ConditionalGAN.Generator

@testable import struct GenerativeModels.Autoencoder
@testable import NetworkExport

/// A network to export, and what to try it on.
struct ExportCase: Sendable, CustomStringConvertible {
  let name: String
  let input: NetworkInput
  /// The sizes of the pictures that it is tried on; for a network that takes noise, only their number counts.
  let sizes: [PerAxis]
  /// What the weights are multiplied by, where untrained ones make almost nothing of their input.
  let gain: Float
  let build: @Sendable (Random) -> any Layer

  init(
    _ name: String, _ input: NetworkInput, sizes: [PerAxis] = [0, 0, 0], gain: Float = 1,
    build: @escaping @Sendable (Random) -> any Layer
  ) {
    (self.name, self.input, self.sizes) = (name, input, sizes)
    (self.gain, self.build) = (gain, build)
  }

  var description: String { name }

  /// The network with values in its norms and slopes that differ from channel to channel, as after a training.
  func network() -> any Layer {
    let random = Random(seed: 7)
    let network = build(random)
    for (name, parameter) in network.parameters where parameter.shape.rank == 1 {
      let isFactor = name.hasSuffix("gamma") || name.hasSuffix("slope")
      parameter.value = .uniform(parameter.shape, in: isFactor ? 0.5...1.5 : -0.3...0.3, using: random)
    }
    for (_, parameter) in network.parameters where parameter.shape.rank > 1 {
      parameter.value = gain * parameter.value
    }
    for (name, buffer) in network.buffers {
      let isVariance = name.hasSuffix("runningVariance")
      buffer.value = .uniform(buffer.value.shape, in: isVariance ? 0.5...1.5 : -0.3...0.3, using: random)
    }
    return network
  }

  func exported() throws -> ExportedNetwork {
    try ExportedNetwork(
      network(), name: name, about: "The network \(name) of a test.", input: input, version: "0.0")
  }
}

// MARK: - The chapters' networks, narrow, but of the real design

extension ExportCase {
  private static let faces = FaceFactor.allCases.map { LabelAttribute($0.rawValue, $0.categories) }

  static let generators = [
    ExportCase("vanilla", .noise(100)) { VanillaGAN.makeGenerator(using: $0) },
    ExportCase("dcgan-document", .noise(100)) { DCGAN.makeDocumentGenerator(using: $0) },
    ExportCase("dcgan-light", .noise(100)) { DCGAN.makeLightGenerator(using: $0) },
    ExportCase("faces", .noise(100), gain: 3) { DCGAN.makeFaceGenerator(width: 8, using: $0) },
    ExportCase("faces-blur", .noise(100), gain: 3) {
      DCGAN.makeFaceGenerator(width: 8, blur: true, using: $0)
    },
    ExportCase("conditional-dense", .noise(100, label: .init(classes: 10, loudness: 2))) {
      ConditionalGAN.Generator(.dense, using: $0).network
    },
    ExportCase("conditional-convolutional", .noise(100, label: .init(classes: 10, loudness: 2.5))) {
      ConditionalGAN.Generator(.convolutional, width: 8, using: $0).network
    },
    ExportCase("conditional-faces", .noise(100, label: .init(faces, loudness: 2.5)), gain: 3) {
      FacePlayers(width: 8, loudness: 2.5, using: $0).generator.network
    },
    ExportCase("latents", .noise(2), gain: 3) {
      let decoder = Autoencoder(size: 784, hidden: 64, latent: 2, .bernoulli, using: $0).decoder
      return Sequential(decoder.layers + [Activate(.sigmoid), Reshape([28, 28, 1])])
    },
  ]

  static let translators = [
    ExportCase("pix2pix", .pictures(unit: 32), sizes: [32, [32, 64], [96, 64]]) {
      UNet(levels: 5, width: 4, using: $0)
    },
    ExportCase("pix2pix-without-skips", .pictures(unit: 16), sizes: [32, [32, 48], 64]) {
      UNet(levels: 4, width: 4, hasSkips: false, using: $0)
    },
    ExportCase("cyclegan", .pictures(unit: 4), sizes: [32, [32, 60], [48, 40]]) {
      CycleGAN.makeGenerator(width: 8, blocks: 9, using: $0)
    },
    ExportCase("cyclegan-blocks", .pictures(unit: 4), sizes: [32, [32, 60], [48, 40]]) {
      CycleGAN.makeGenerator(width: 8, blocks: 3, normalization: .blocks, using: $0)
    },
    ExportCase("srgan-paper", .pictures(), sizes: [16, [9, 24], [17, 13]]) {
      SRGAN.Generator(.paper, width: 8, blocks: 4, using: $0)
    },
    ExportCase("srgan-light", .pictures(), sizes: [16, [9, 24], [2, 13]]) {
      SRGAN.Generator(.light, width: 16, blocks: 4, using: $0)
    },
    ExportCase("srgan-one-shuffle", .pictures(), sizes: [16, [9, 24], [17, 2]]) {
      SRGAN.Generator(.oneShuffle, width: 16, blocks: 2, using: $0)
    },
  ]

  static let discriminators = [
    ExportCase("vanilla-d", .pictures(channels: 1, size: 28), sizes: [28, 28, 28]) {
      VanillaGAN.makeDiscriminator(using: $0)
    },
    ExportCase("dcgan-document-d", .pictures(channels: 1, size: 28), sizes: [28, 28, 28]) {
      DCGAN.makeDocumentDiscriminator(using: $0)
    },
    ExportCase("patch-d", .pictures(), sizes: [64, [40, 64], [70, 96]]) {
      CycleGAN.makeDiscriminator(width: 8, using: $0)
    },
    ExportCase("srgan-d", .pictures(size: 32), sizes: [32, 32, 32]) {
      SRGAN.makeDiscriminator(width: 4, size: 32, using: $0)
    },
  ]
}

// MARK: - Layers with settings that no chapter uses

extension ExportCase {
  static let settings = [
    ExportCase("convolutions", .pictures(), sizes: [32, [33, 47], [20, 31]]) { random in
      Sequential {
        Conv2D(3, 8, kernel: 4, activation: .sigmoid, using: random)
        Conv2D(8, 12, kernel: [3, 5], stride: [2, 1], groups: 4, bias: false, using: random)
        Conv2D(12, 6, kernel: 3, stride: 2, using: random)
        Conv2D(6, 6, kernel: 3, padding: .explicit(2), dilation: [2, 1], groups: 6, using: random)
        Conv2D(
          6, 4, kernel: 3, stride: 2, padding: .sides(top: 0, bottom: 1, left: 2, right: 1), using: random)
        Activate(.tanh)
      }
    },
    ExportCase("dilated", .pictures(size: [9, 14]), sizes: [[9, 14], [9, 14], [9, 14]]) { random in
      Sequential {
        Conv2D(3, 4, kernel: 4, stride: 2, dilation: [2, 3], using: random)
        Conv2D(4, 4, kernel: 3, dilation: 2, using: random)
      }
    },
    ExportCase("transposed", .pictures(), sizes: [8, [5, 9], [6, 4]]) { random in
      Sequential {
        ConvTranspose2D(3, 8, kernel: 5, stride: 2, activation: .leakyReLU(0.1), using: random)
        ConvTranspose2D(8, 8, kernel: [2, 3], stride: [3, 2], groups: 2, bias: false, using: random)
        ConvTranspose2D(8, 4, kernel: 3, padding: .valid, dilation: 2, using: random)
        ConvTranspose2D(
          4, 3, kernel: 4, stride: 2, padding: .sides(top: 0, bottom: 2, left: 1, right: 1),
          outputPadding: [1, 0], using: random)
      }
    },
    ExportCase("norms", .pictures(channels: 4), sizes: [8, [5, 9], [6, 4]]) { random in
      Sequential {
        GroupNorm(4, groups: 2, activation: .relu)
        InstanceNorm(4, affine: true)
        Upsample([2, 3])
        Conv2D(4, 4, kernel: 3, using: random)
        InstanceNorm(4, activation: .leakyReLU(0.3))
        Upsample(2, .bilinear)
        Upsample([1, 3], .bilinear)
        BatchNorm(4)
        PReLU(4)
      }
    },
    ExportCase("vectors", .pictures(channels: 2, size: [6, 5]), sizes: [[6, 5], [6, 5], [6, 5]]) { random in
      Sequential {
        Conv2D(2, 3, kernel: 3, using: random)
        Flatten()
        BatchNorm(90)
        PReLU(90)
        Dense(90, 24, using: random)
        Residual {
          Dense(24, 24, activation: .tanh, using: random)
          LayerNorm(24)
          Dropout(0.5)
          Dense(24, 24, bias: false, using: random)
        }
        Dense(24, 4 * 3 * 5, using: random)
        BatchNorm(4 * 3 * 5, activation: .relu)
        Reshape([4, 3, 5])
        ConvTranspose2D(5, 3, kernel: 4, stride: 2, using: random)
      }
    },
  ]

  static let all = generators + translators + discriminators + settings
}
