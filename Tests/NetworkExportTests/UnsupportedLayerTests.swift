import GANKit
import Testing

@testable import NetworkExport

/// A layer of which nothing is known.
private struct Squared: Layer {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x * x }
}

@Suite("Layers that cannot be exported") struct UnsupportedLayerTests {
  private let random = Random(seed: 3)

  private func error(
    _ input: NetworkInput = .pictures(), @LayerBuilder _ layers: () -> [any Layer]
  ) throws -> UnsupportedLayer {
    let network = Sequential(layers())
    return try #require(throws: UnsupportedLayer.self) {
      try ExportedNetwork(network, name: "a", about: "", input: input, version: "0")
    }
  }

  @Test func theErrorSaysWhichLayerAndWhereItStands() throws {
    let error = try error {
      Conv2D(3, 4, kernel: 3, using: random)
      Residual {
        Conv2D(4, 4, kernel: 3, using: random)
        Squared()
      }
    }
    #expect(error.kind == .unknown)
    #expect(error.layer == "Squared")
    #expect(error.place == "1.body.1")
    #expect("\(error)".contains("\"Squared\" at 1.body.1"))
  }

  @Test func layersThatDependOnTheBatchOrHaveNoCounterpartAreRefused() throws {
    #expect(try error { MinibatchDeviation() }.layer == "Minibatch deviation")
    #expect(try error { SelfAttention(3, using: random) }.kind == .unknown)
    #expect(
      try error { SpectralNorm(Conv2D(3, 4, kernel: 3, using: random), using: random) }.kind == .unknown)
  }

  @Test func imagesOfAnySizeCannotBeFlattened() throws {
    let error = try error {
      Conv2D(3, 4, kernel: 3, using: random)
      Flatten()
    }
    #expect(error.kind == .size)
    #expect(error.place == "1")
    // Runtimes do not compute the padding of a stride with a dilation themselves.
    let dilated = { [random] in [Conv2D(3, 4, kernel: 3, stride: 2, dilation: 2, using: random)] }
    #expect(try self.error { Sequential(dilated()) }.kind == .size)
    #expect(throws: Never.self) {
      try ExportedNetwork(
        Sequential(dilated()), name: "a", about: "", input: .pictures(size: 9), version: "0")
    }
  }

  @Test func layersHaveToFitWhatReachesThem() throws {
    let channels = try error(.pictures(channels: 1)) { Conv2D(3, 4, kernel: 3, using: random) }
    #expect(channels.kind == .settings)
    #expect(channels.expected == "images of 3 channels")
    #expect(channels.found == "[N, 1, H, W]")
    #expect(try error(.noise(7)) { Dense(8, 4, using: random) }.expected == "vectors of 8 numbers")
    #expect(try error(.noise(7)) { InstanceNorm(7) }.kind == .settings)
    #expect(try error { PixelShuffle(2) }.kind == .settings)
    #expect(try error(.noise(8)) { Reshape([3, 3, 1]) }.kind == .settings)
    #expect(try error { LayerNorm(3) }.kind == .settings)
  }

  @Test func waysThatDoNotMeetInOneShapeAreRefused() throws {
    let error = try error { Residual { Conv2D(3, 4, kernel: 3, using: random) } }
    #expect(error.kind == .settings)
    #expect(error.found == "[N, 3, H, W] and [N, 4, H, W]")
  }
}
