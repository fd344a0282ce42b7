import GANKit

/// What the steps measured of the models' likelihoods on test digits, for the table at the end.
final class Likelihoods: Checkpointable {
  /// The mean of -ln p(x) in nats: exact.
  var belief: Float = 0
  /// The same of the flow, for grey digits of 14 x 14 pixels, in bits for each pixel.
  var flowBits: Float = 0
  /// The autoencoder's bound, which is at least the mean of -ln p(x) in nats.
  var bound: Float = 0
  /// An estimate of the mean of -ln p(v) in nats.
  var machine: Float = 0

  func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[tensor: name] = Tensor([belief, flowBits, bound, machine])
  }

  func load(from checkpoint: Checkpoint, as name: String) throws {
    let values = try checkpoint.tensor(named: name, shape: [4]).scalars
    (belief, flowBits, bound, machine) = (values[0], values[1], values[2], values[3])
  }
}
