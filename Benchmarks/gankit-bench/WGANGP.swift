import GANKit

/// A step of a critic with gradient penalty (Gulrajani et al. 2017): the DCGAN paper's discriminator, without the batch
/// norm that a penalty for each image forbids, on 32 real and 32 generated images of 64x64x3.
func criticStep(_ random: Random) -> () -> Void {
  let critic = Sequential {
    for (inputs, outputs) in [(3, 64), (64, 128), (128, 256), (256, 512)] {
      Conv2D(
        inputs, outputs, kernel: 4, stride: 2, padding: .explicit(1), bias: false,
        activation: .leakyReLU(0.2), using: random)
    }
    Conv2D(512, 1, kernel: 4, padding: .valid, bias: false, using: random)
    Flatten()
  }
  precondition(critic.parameterCount == 2_763_776)
  let optimizer = Adam(for: critic, learningRate: 1e-4, beta1: 0, beta2: 0.9)
  let images: Shape = [32, 64, 64, 3]
  let real = Tensor.uniform(images, in: -1...1, using: random)
  let fake = Tensor.uniform(images, in: -1...1, using: random)
  return {
    let share = Tensor.uniform([32, 1, 1, 1], in: 0...1, using: random)
    let (_, found) = gradients(of: critic) {
      let slope = gradient(at: share * real + (1 - share) * fake) { critic($0, .inference).sum() }
      let penalty = square(sqrt(square(slope.flattened()).sum(axes: [1])) - 1).mean()
      return critic(fake, .inference).mean() - critic(real, .inference).mean() + 10 * penalty
    }
    optimizer.update(with: found)
  }
}
