import GANKit

/// A pair for digits that follows all five of the paper's rules, and the ways in which each of them can be broken.
///
/// A dense layer that takes in the noise or gives the logit does not count as hidden.
struct PaperPair {
  /// Rule 1: strides change the size. True: D convolves at full size and then takes the largest of each 2x2 pixels.
  var pooling = false
  /// Rule 2: batch norm in both players.
  var batchNormInG = true
  var batchNormInD = true
  /// What the paper warns of: batch norm in G's last and in D's first layer as well.
  var batchNormAtEnds = false
  /// Rule 3: no hidden dense layers. True: one in each player.
  var hiddenDense = false
  /// Rule 4: ReLU in G, tanh at its end.
  var hiddenG = Activation.relu
  var output = Activation.tanh
  /// Rule 5: LeakyReLU in D.
  var hiddenD = Activation.leakyReLU(0.2)

  func makeGenerator(using random: Random) -> Sequential {
    func norm(_ channels: Int) -> any Layer {
      batchNormInG ? BatchNorm(channels, momentum: 0.9, activation: hiddenG) : Activate(hiddenG)
    }
    let (hidden, size) = (128, 7 * 7 * 64)
    let first: [any Layer] =
      hiddenDense
      ? [
        Dense(latentSize, hidden, bias: !batchNormInG, using: random), norm(hidden),
        Dense(hidden, size, bias: !batchNormInG, using: random),
      ] : [Dense(latentSize, size, bias: !batchNormInG, using: random)]
    let enlarging: [any Layer] = [
      norm(size), Reshape([7, 7, 64]),
      ConvTranspose2D(64, 32, kernel: 4, stride: 2, bias: !batchNormInG, using: random), norm(32),
    ]
    let last: [any Layer] =
      batchNormAtEnds
      ? [
        ConvTranspose2D(32, 1, kernel: 4, stride: 2, bias: false, using: random),
        BatchNorm(1, momentum: 0.9, activation: output),
      ] : [ConvTranspose2D(32, 1, kernel: 4, stride: 2, activation: output, using: random)]
    return Sequential(first + enlarging + last)
  }

  func makeDiscriminator(using random: Random) -> Sequential {
    func half(_ inputs: Int, _ outputs: Int, batchNorm: Bool) -> [any Layer] {
      var layers: [any Layer] = [
        Conv2D(
          inputs, outputs, kernel: 4, stride: pooling ? 1 : 2, bias: !batchNorm,
          activation: batchNorm ? .identity : hiddenD, using: random)
      ]
      if batchNorm { layers.append(BatchNorm(outputs, activation: hiddenD)) }
      if pooling { layers.append(MaxPool(2, padding: .same)) }
      return layers
    }
    let hidden = 64
    let last: [any Layer] =
      hiddenDense
      ? [Dense(4 * 4 * 128, hidden, activation: hiddenD, using: random), Dense(hidden, 1, using: random)]
      : [Dense(4 * 4 * 128, 1, using: random)]
    return Sequential(
      half(1, 32, batchNorm: batchNormAtEnds) + half(32, 64, batchNorm: batchNormInD)
        + half(64, 128, batchNorm: batchNormInD) + [Flatten()] + last)
  }
}
