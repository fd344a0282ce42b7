import GANKit

/// A network of a lesson that may start from the weights of a file instead of random ones (`run --weights FILE`).
///
/// ```swift
/// public var startingNetworks: [StartingNetwork] {
///   [
///     StartingNetwork("players.generator", players.generator, copies: [average.model], prefix: "netG"),
///     StartingNetwork("players.discriminator", players.discriminator, isOptional: true, prefix: "netD"),
///   ]
/// }
/// ```
public struct StartingNetwork {
  /// Names of the layers that have weights, in the order of the network's layers, as in the PyTorch code of somebody
  /// else.
  public struct Layout {
    let layers: [String]
    /// Why this network, as its settings make it, does not compute what that code does although all names and shapes
    /// fit, and what to do; nil if it does compute it.
    let obstacle: String?

    public init(_ layers: [String], obstacle: String? = nil) {
      (self.layers, self.obstacle) = (layers, obstacle)
    }
  }

  /// As the lesson's checkpoints keep it: "players.generator".
  public let name: String
  let network: any Module
  /// Networks that start from the same weights, such as a moving average.
  let copies: [any Module]
  /// Whether it keeps its random weights where the file has none for it.
  let isOptional: Bool
  /// The step that first trains it: what earlier steps saved of it is as random as the weights that it has.
  let trainedBy: String?
  /// What its entries begin with in a state dict of several networks: "netG"; nil if it cannot come from PyTorch.
  let prefix: String?
  let layouts: [Layout]

  /// - Parameters:
  ///   - name: as the lesson's checkpoints keep it.
  ///   - copies: networks of the same design that start from the same weights, such as a moving average.
  ///   - isOptional: whether it keeps its random weights where the file has none for it.
  ///   - trainedBy: the step that first trains it, if the steps before save it, too.
  ///   - prefix: what its entries begin with in a PyTorch file of several networks; nil if it cannot come from PyTorch.
  ///   - layouts: PyTorch's names of its layers, besides those of the same network written in PyTorch
  ///     (``PyTorchWeights``).
  public init(
    _ name: String, _ network: any Module, copies: [any Module] = [], isOptional: Bool = false,
    trainedBy: String? = nil, prefix: String? = nil, layouts: [Layout] = []
  ) {
    (self.name, self.network, self.copies, self.isOptional) = (name, network, copies, isOptional)
    (self.trainedBy, self.prefix, self.layouts) = (trainedBy, prefix, layouts)
  }

  /// A generator, and a discriminator that may be missing in the file, as most lessons' players have them.
  public static func players(
    _ generator: any Module, _ discriminator: any Module, average: (any Module)? = nil,
    layoutsOfGenerator: [Layout] = []
  ) -> [StartingNetwork] {
    [
      StartingNetwork(
        "players.generator", generator, copies: average.map { [$0] } ?? [], prefix: "netG",
        layouts: layoutsOfGenerator),
      StartingNetwork("players.discriminator", discriminator, isOptional: true, prefix: "netD"),
    ]
  }

  /// Gives the copies the weights that the network has now.
  func copyWeights() throws {
    var weights = Checkpoint()
    network.save(to: &weights, as: name)
    for copy in copies { try copy.load(from: weights, as: name) }
  }
}
