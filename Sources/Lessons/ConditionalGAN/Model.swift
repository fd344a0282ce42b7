import GANKit

// Both players of chapters 3 and 4, with one more input: a label, as one-hot rows [N, 10].

// snippet.generator
/// G: noise `[N, 100]` and a label `[N, 10]` in, images `[N, 28, 28, 1]` in [-1, 1] out.
public struct Generator: Module {
  public let network: Sequential

  public func callAsFunction(_ z: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    network(concatenate([z, label], axis: 1), mode)
  }
}
// snippet.end

// snippet.discriminator
/// D: images `[N, 28, 28, 1]` and a label `[N, 10]` in, one logit out: is this a real image *of that digit*?
public struct Discriminator: Module {
  /// Turns a label into a plane as large as the image; dense layers need none.
  public let plane: Dense?
  public let network: Sequential

  public func callAsFunction(_ x: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    guard let plane else { return network(concatenate([x.flattened(), label], axis: 1), mode) }
    let drawn = plane(label, mode).reshaped(to: x.shape)
    return network(concatenate([x, drawn], axis: 3), mode)
  }
}
// snippet.end
