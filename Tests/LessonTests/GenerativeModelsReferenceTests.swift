import GANKit
import TestSupport
import Testing

@testable import GenerativeModels

/// Chapter 9's belief network and autoencoder, with the same weights, beside PyTorch's: see
/// `Fixtures/make_generative_models_reference.py`.
@Suite("Chapter 9's models against PyTorch") struct GenerativeModelsReferenceTests {
  private let reference: NetworkReference
  private let x: Tensor

  init() throws {
    reference = try NetworkReference("generative-models")
    x = try reference.input("x") .> 0
  }

  @Test func beliefNetwork() throws {
    let network = BeliefNetwork(variables: 60, hidden: 40, using: Random(seed: 1))
    try network.load(from: reference.inputs, as: "belief")
    try reference.expect("belief.logits", network.logits(of: x))
    try reference.expect("belief.nats", -network.logLikelihood(of: x))
    let (loss, found) = gradients(of: network) { -network.logLikelihood(of: x).mean() }
    try reference.expect("belief.loss", Tensor(loss))
    try expectGradients(found, of: network, "belief")
  }

  @Test func autoencoder() throws {
    let model = Autoencoder(size: 60, hidden: 40, latent: 5, .bernoulli, using: Random(seed: 1))
    try model.load(from: reference.inputs, as: "vae")
    let noise = try reference.input("noise")
    func parts(noise: Tensor) -> (reconstruction: Tensor, divergence: Tensor) {
      let q = model.encode(x)
      let z = q.mean + exp(0.5 * q.logVariance) * noise
      return (
        model.logLikelihood(of: x, given: z).mean(),
        klDivergence(mean: q.mean, logVariance: q.logVariance)
      )
    }
    try reference.expect("vae.reconstruction", -parts(noise: noise).reconstruction)
    try reference.expect("vae.divergence", parts(noise: noise).divergence)
    let (loss, found) = gradients(of: model) {
      let (reconstruction, divergence) = parts(noise: noise)
      return divergence - reconstruction
    }
    try reference.expect("vae.loss", Tensor(loss))
    try expectGradients(found, of: model, "vae")
    // The lesson draws the noise itself; the rest is the same.
    let own = model.bound(of: x, using: Random(seed: 3))
    let same = parts(noise: .normal([8, 5], using: Random(seed: 3)))
    #expect(own.reconstruction.scalar == same.reconstruction.scalar)
    #expect(own.divergence.scalar == same.divergence.scalar)
  }

  private func expectGradients(_ found: Gradients, of model: some Module, _ name: String) throws {
    #expect(model.parameters.count >= 6)
    for (path, parameter) in model.parameters {
      let gradient = try #require(found[parameter], "no gradient for \(path)")
      try reference.expect("gradient.\(name).\(path)", gradient)
    }
  }
}
