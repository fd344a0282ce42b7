import TestSupport
import Testing

@testable import GANKit

/// What drawings of networks are told about their layers.
@Suite struct NetworkOutlineTests {
  private let random = Random(seed: 1)

  private func outline(_ network: any Layer, input: Shape) -> NetworkOutline {
    NetworkOutline(NetworkTable(network, input: input))
  }

  @Test func whatFollowsALayerBelongsToIt() {
    let network = Sequential {
      Dense(10, 4 * 4 * 8, bias: false, using: random)
      BatchNorm(4 * 4 * 8, activation: .relu)
      Reshape([4, 4, 8])
      ConvTranspose2D(8, 6, kernel: 4, stride: 2, using: random)
      GroupNorm(6, groups: 2, activation: .leakyReLU(0.1))
      Dropout(0.3)
      SpectralNorm(Conv2D(6, 3, kernel: 3, activation: .tanh, using: random), using: random)
    }
    let outline = outline(network, input: [10])
    #expect(outline.input == [10])
    #expect(
      outline.stages == [
        .init(
          operation: .dense, details: [.normalization(.batch), .activation(.relu)], output: [4, 4, 8],
          trained: 1280 + 256),
        .init(
          operation: .transposedConvolution(kernel: 4, stride: 2),
          details: [.normalization(.group), .activation(.leakyReLU(0.1)), .dropout(0.3)], output: [8, 8, 6],
          trained: 16 * 48 + 6 + 12),
        .init(
          operation: .convolution(kernel: 3, stride: 1),
          details: [.activation(.tanh), .normalization(.spectral)],
          output: [8, 8, 3], trained: 9 * 18 + 3),
      ])
    #expect(outline.trained == network.parameterCount)
  }

  @Test func paddingAndFlatteningBelongToTheLayerThatFollows() {
    let network = Sequential {
      Flatten()
      Reshape([6, 6, 1])
      ReflectionPad(1)
      Conv2D(1, 4, kernel: 3, stride: 2, padding: .valid, using: random)
      ReflectionPad(2)
      Conv2D(4, 4, kernel: [1, 5], padding: .valid, using: random)
      Flatten()
      Dense(84, 1, using: random)
    }
    let outline = outline(network, input: [6, 6, 1])
    #expect(outline.input == [6, 6, 1] && outline.inputDetails.isEmpty)
    #expect(outline.stages.map(\.output) == [[3, 3, 4], [7, 3, 4], [1]])
    #expect(outline.stages.allSatisfy { $0.details.isEmpty })
  }

  @Test func aNetworkMayEndByFlattening() {
    let network = Sequential {
      Dropout(0.1)
      Conv2D(2, 1, kernel: 4, padding: .valid, using: random)
      Flatten()
    }
    let outline = outline(network, input: [4, 4, 2])
    #expect(outline.inputDetails == [.dropout(0.1)])
    #expect(outline.stages.map(\.output) == [[1]])
  }

  private func residual(_ channels: Int, kernel: Int) -> Residual {
    Residual {
      Conv2D(channels, channels, kernel: kernel, using: random)
      PReLU(channels)
    }
  }

  @Test func equalResidualBlocksAreOneStage() {
    let network = Sequential {
      Conv2D(3, 8, kernel: 3, using: random)
      Residual {
        residual(8, kernel: 3)
        residual(8, kernel: 3)
        residual(8, kernel: 3)
        residual(8, kernel: 1)
        Conv2D(8, 8, kernel: 3, using: random)
      }
      PixelShuffle(2)
    }
    let outline = outline(network, input: [5, 5, 3])
    #expect(outline.stages.map(\.repeats) == [1, 3, 1, 1, 1])
    #expect(outline.stages.map(\.block.count) == [0, 1, 1, 0, 0])
    let block = outline.stages[1].block
    #expect(block.map(\.operation) == [.convolution(kernel: 3, stride: 1)])
    #expect(block.map(\.details) == [[.parametricReLU]])
    #expect(outline.stages[1].trained == 3 * (9 * 64 + 8 + 8))
    #expect(outline.stages.reduce(0) { $0 + $1.trained } == network.parameterCount)
    // Around the blocks and the convolution after them.
    #expect(outline.skips == [.init(from: 0, to: 3, join: .sum, detour: [])])
    #expect(outline.stages.last?.operation == .pixelShuffle(2))
    #expect(outline.stages.last?.output == [10, 10, 2])
  }

  /// A layer of two ways, one of them through a layer of its own.
  private struct TwoWays: CompositeLayer {
    let body: Sequential
    let other: Conv2D

    var parts: [NetworkPart] {
      [.skip(.concatenation, around: [.skip(.sum, around: body.parts, through: other)])]
    }

    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
      concatenate([x, other(x, mode) + body(x, mode)], axis: -1)
    }
  }

  @Test func partsComputeWhatTheLayerComputes() {
    let network = TwoWays(
      body: Sequential {
        residual(4, kernel: 3)
        Conv2D(4, 6, kernel: 3, using: random)
        InstanceNorm(6, activation: .relu)
      }, other: Conv2D(4, 6, kernel: 1, using: random))
    let x = Tensor.normal([2, 5, 5, 4], using: random)
    let run = NetworkTable.run(network, on: x)
    #expect(run.output.scalars == network(x, .inference).scalars)
    let outline = outline(network, input: [5, 5, 4])
    #expect(
      outline.skips == [
        .init(from: -1, to: 1, join: .sum, detour: [.convolution(kernel: 1, stride: 1)]),
        .init(from: -1, to: 1, join: .concatenation, detour: []),
      ])
    #expect(outline.stages.map(\.output) == [[5, 5, 4], [5, 5, 10]])
    #expect(outline.trained == network.parameterCount)
  }
}
