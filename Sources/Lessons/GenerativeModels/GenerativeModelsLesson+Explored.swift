import GANKit
import LessonKit

// What the chapter's page runs in the browser: the decoder with two latent numbers, and the flow of the plane.

extension GenerativeModelsLesson {
  public static var generators: [TrainedGenerator] {
    [
      TrainedGenerator("latents", step: "autoencoder", states: ["vae2.decoder"], latentSize: 2) {
        let model = Autoencoder(size: 784, hidden: $0[vaeHidden], latent: 2, .bernoulli, using: $1)
        // The decoder's own layers come first, so that they have the names that they have in a checkpoint.
        return Sequential(model.decoder.layers + [Activate(.sigmoid), Reshape([28, 28, 1])])
      }
    ]
  }

  public static var trainedFlow: TrainedFlow? {
    TrainedFlow(step: "flow", states: ["flowOfPlane"]) { Flow.ofPlane(using: $1) }
  }
}

extension Flow {
  /// Of points of the plane, in eight layers that take turns with the two numbers.
  static func ofPlane(using random: Random) -> Flow {
    Flow(
      masks: (0..<8).map { Tensor($0.isMultiple(of: 2) ? [1, 0] : [0, 1], shape: [1, 2]) }, hidden: 64,
      using: random)
  }
}

extension Flow: CouplingFlow {
  var layers: [CouplingLayer] {
    couplings.map { CouplingLayer(mask: $0.mask, network: $0.network, scale: $0.scale.value) }
  }
}
