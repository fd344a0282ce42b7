import GANKit

/// x + F(x), with F two convolutions over mirrored edges (He et al. 2016; Zhu et al. 2017, appendix 7.2).
struct ResidualBlock: Layer {
  let first: Conv2D
  let firstNorm: InstanceNorm
  let second: Conv2D
  let secondNorm: InstanceNorm

  init(_ channels: Int, using random: Random) {
    first = Conv2D(channels, channels, kernel: 3, padding: .valid, using: random)
    firstNorm = InstanceNorm(channels, activation: .relu)
    second = Conv2D(channels, channels, kernel: 3, padding: .valid, using: random)
    secondNorm = InstanceNorm(channels)
  }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let y = firstNorm(first(x.padded(1, mode: .reflect), mode), mode)
    return x + secondNorm(second(y.padded(1, mode: .reflect), mode), mode)
  }
}

/// Reflection padding as a layer.
struct ReflectionPad: Layer {
  let size: Int

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.padded(size, mode: .reflect) }
}

/// Chapter 7 at the paper's size: encoder, 9 residual blocks, decoder.
func resnetGenerator(using random: Random) -> Sequential {
  var layers: [any Layer] = [
    ReflectionPad(size: 3), Conv2D(3, 64, kernel: 7, padding: .valid, using: random),
    InstanceNorm(64, activation: .relu),
  ]
  for inputs in [64, 128] {
    layers += [
      Conv2D(inputs, 2 * inputs, kernel: 3, stride: 2, padding: .explicit(1), using: random),
      InstanceNorm(2 * inputs, activation: .relu),
    ]
  }
  for _ in 0..<9 { layers.append(ResidualBlock(256, using: random)) }
  for inputs in [256, 128] {
    layers += [
      ConvTranspose2D(
        inputs, inputs / 2, kernel: 3, stride: 2, padding: .explicit(1), outputPadding: 1, using: random),
      InstanceNorm(inputs / 2, activation: .relu),
    ]
  }
  return Sequential(
    layers + [
      ReflectionPad(size: 3), Conv2D(64, 3, kernel: 7, padding: .valid, activation: .tanh, using: random),
    ])
}

/// One training step a call, on random images of 128x128.
func cycleGANTrainingStep(_ random: Random) -> () -> Void {
  let (g, f) = (resnetGenerator(using: random), resnetGenerator(using: random))
  let makeD = {
    patchDiscriminator(inputs: 3, bias: true, norm: { InstanceNorm($0, activation: $1) }, using: random)
  }
  let (dA, dB) = (makeD(), makeD())
  precondition(g.parameterCount == 11_378_179 && dA.parameterCount == 2_764_737)
  let optimizerG = Adam(for: g, f, learningRate: 2e-4, beta1: 0.5)
  let optimizerD = Adam(for: dA, dB, learningRate: 2e-4, beta1: 0.5)
  let a = Tensor.uniform([1, 128, 128, 3], in: -1...1, using: random)
  let b = Tensor.uniform([1, 128, 128, 3], in: -1...1, using: random)
  let leastSquares = { (decision: Tensor, target: Float) in square(decision - target).mean() }

  return {
    let mode = Mode.training(random)
    let (_, gradientsG, fakes) = gradients(of: g, f) { () -> (loss: Tensor, auxiliary: (Tensor, Tensor)) in
      let (fakeB, fakeA) = (g(a, mode), f(b, mode))
      let adversarial = leastSquares(dB(fakeB, mode), 1) + leastSquares(dA(fakeA, mode), 1)
      let cycle = meanAbsoluteError(f(fakeB, mode), a) + meanAbsoluteError(g(fakeA, mode), b)
      let identity = meanAbsoluteError(g(b, mode), b) + meanAbsoluteError(f(a, mode), a)
      return (adversarial + 10 * cycle + 5 * identity, (fakeA.detached, fakeB.detached))
    }
    optimizerG.update(along: gradientsG)
    let (_, gradientsD) = gradients(of: [dA, dB]) {
      0.5
        * (leastSquares(dA(a, mode), 1) + leastSquares(dA(fakes.0, mode), 0)
          + leastSquares(dB(b, mode), 1) + leastSquares(dB(fakes.1, mode), 0))
    }
    optimizerD.update(along: gradientsD)
  }
}
