import GANKit

// Both players of the chapters before, with one more input: a label, as one-hot rows [N, 10].

// snippet.generator
/// How many normals G starts from: the dimension of its latent space. Every step of the chapter takes it from here.
let latentSize = 100

/// G: noise `[N, latentSize]` and a label `[N, 10]` in, images `[N, 28, 28, 1]` in [-1, 1] out.
public struct Generator: Module {
  public let network: Sequential
  /// What the label is multiplied by, so that one number is heard among a hundred.
  public let loudness: Float

  public func callAsFunction(_ z: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    network(concatenate([z, loudness * label], axis: 1), mode)
  }
}
// snippet.end

// snippet.discriminator
/// D: images `[N, 28, 28, 1]` and a label `[N, 10]` in, one logit out: is this a real image *of that digit*?
public struct Discriminator: Module {
  /// One learnt plane of 28x28 numbers for each digit, which is laid beside the image.
  public let planes: Dense
  public let network: Sequential

  public func callAsFunction(_ x: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    let plane = planes(label, mode).reshaped(to: x.shape)
    return network(concatenate([x, plane], axis: 3), mode)
  }
}
// snippet.end
