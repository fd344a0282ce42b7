import GANKit

/// Weights of a file that fit a lesson's networks: all that were asked for, whole and finite.
struct StartingWeights {
  let file: WeightsFile
  /// The networks that start from them.
  private var networks: [StartingNetwork] = []
  /// Those that keep their random weights, because the file has none for them.
  private var random: [StartingNetwork] = []
  private var loads: [() throws -> Void] = []
  private var tensors: [(name: String, value: Tensor)] = []
  private var differences: [String] = []
  private var passedOver = 0

  /// Compares the file with the networks. Nothing is loaded yet.
  /// - Throws: `UnsuitableWeights` with everything that does not fit.
  init(_ file: WeightsFile, for networks: [StartingNetwork], stepIDs: [String]) throws {
    self.file = file
    switch file.origin {
    case .run(let prefix, let step):
      for network in networks { compareState(network, prefix + network.name, savedBy: step, of: stepIDs) }
    case .stateDict: try compareStateDict(networks)
    }
    guard differences.isEmpty else {
      let made = file.conditions.map { "It was saved by a run with other settings (\($0)), or by other code" }
      throw UnsuitableWeights(
        file.path, expected: "the weights of this chapter's networks as the settings make them",
        found: differences.count == 1 ? "one that differs" : "\(differences.count) entries that differ",
        advice:
          "\(made ?? "They are those of other networks, or of these with other settings"): give this run the "
          + "settings that fit, with --budget and --set (`show` lists them).",
        differences: differences)
    }
    let broken = tensors.filter { !$0.value.isFinite }.map { "\"\($0.name)\"" }
    guard broken.isEmpty else {
      throw UnsuitableWeights(
        file.path, expected: "finite numbers", found: "NaN or infinite ones in \(Wording.list(broken))",
        advice: "That training diverged: give an earlier checkpoint.")
    }
  }

  /// Loads them into the networks and their copies.
  /// - Returns: what the run records of them; and what it keeps of them if the file will not stay where it is.
  func load() throws -> (record: WeightsRecord, weights: Checkpoint) {
    var weights = Checkpoint()
    for load in loads { try load() }
    for network in networks {
      try network.copyWeights()
      network.network.save(to: &weights, as: network.name)
    }
    let record = WeightsRecord(
      path: file.path, contentHash: weights.contentHash.description, networks: networks.map(\.name))
    return (record, weights)
  }

  /// What a run says of them.
  func text(_ record: WeightsRecord) -> String {
    var sentences = [
      "Weights: \(Wording.list(networks.map(\.name))) start from \(file.path) (\(WeightsRecord.short(record.contentHash))), "
        + "not from random numbers."
    ]
    if !random.isEmpty {
      sentences.append(
        "The file has no trained weights for \(Wording.list(random.map(\.name))): random ones, as ever.")
    }
    if passedOver > 0 {
      sentences.append(
        "\(Wording.count(passedOver, "running statistic")) of its batch norms are passed over: here every image is "
          + "normalized by itself, as a batch norm does it in training with one image in a batch.")
    }
    sentences.append(
      "Optimizers, learning rates and random numbers start afresh. Where the text speaks of untrained networks, it is "
        + "these weights that are shown.")
    return sentences.joined(separator: " ")
  }

  // MARK: - A run's own files

  private mutating func compareState(
    _ network: StartingNetwork, _ name: String, savedBy step: String?, of stepIDs: [String]
  ) {
    let checkpoint = file.checkpoint
    let entries = checkpoint.names.filter { $0.hasPrefix("\(name).") }
    guard !entries.isEmpty, network.isTrained(by: step, of: stepIDs) else {
      return leaveOut(network, expected: "\(name).")
    }
    differences += network.network.differences(from: checkpoint, as: name).map(\.description)
    tensors += entries.compactMap { entry in checkpoint[tensor: entry].map { (entry, $0) } }
    loads.append { try network.network.load(from: checkpoint, as: name) }
    networks.append(network)
  }

  private mutating func leaveOut(_ network: StartingNetwork, expected prefix: String) {
    random.append(network)
    if !network.isOptional {
      differences.append("\(network.name): expected entries that begin with \(prefix); found none")
    }
  }

  // MARK: - PyTorch's files

  private mutating func compareStateDict(_ networks: [StartingNetwork]) throws {
    let prefixes = networks.compactMap(\.prefix)
    var parts: [String: Checkpoint] = [:]
    // Only the networks of several have prefixes; the only one is the first.
    let hasPrefixes = file.checkpoint.names.contains { name in prefixes.contains { name.hasPrefix("\($0).") }
    }
    for name in file.checkpoint.names {
      let prefix = hasPrefixes ? prefixes.first { name.hasPrefix("\($0).") } : prefixes.first
      guard let prefix else {
        differences.append("\"\(name)\": expected no such entry; found one")
        continue
      }
      let rest = hasPrefixes ? String(name.dropFirst(prefix.count + 1)) : name
      parts[prefix, default: Checkpoint()].copy(name, of: file.checkpoint, as: rest)
    }
    for network in networks {
      guard let prefix = network.prefix, let part = parts[prefix] else {
        leaveOut(network, expected: "\(network.prefix ?? network.name).")
        continue
      }
      try compare(network, with: part, shownBehind: hasPrefixes ? "\(prefix), " : "")
    }
  }

  /// - Parameter prefix: what messages say before the names of the part.
  private mutating func compare(
    _ network: StartingNetwork, with part: Checkpoint, shownBehind prefix: String
  ) throws {
    var best = (match: try PyTorchWeights(of: network.network).match(part), obstacle: String?.none)
    for layout in network.layouts where !best.match.differences.isEmpty {
      let match = try PyTorchWeights(of: network.network, layers: layout.layers).match(part)
      if match.differences.count < best.match.differences.count { best = (match, layout.obstacle) }
    }
    differences += best.match.differences.map { "\(prefix)\($0)" }
    // What does not fit yet may do so after this is heeded.
    if let obstacle = best.obstacle { differences.append("\(prefix)\(network.name): \(obstacle)") }
    tensors += best.match.tensors.map { ("\(prefix)\($0.name)", $0.value) }
    passedOver += best.match.passedOver.count
    loads.append { best.match.load() }
    networks.append(network)
  }
}

extension StartingNetwork {
  /// Whether it is trained in a state that a step saved; so it is if that is not known.
  fileprivate func isTrained(by step: String?, of stepIDs: [String]) -> Bool {
    guard let trainedBy, let step, let saved = stepIDs.firstIndex(of: step) else { return true }
    return stepIDs.firstIndex(of: trainedBy).map { saved >= $0 } ?? true
  }
}

extension Checkpoint {
  fileprivate mutating func copy(_ name: String, of other: Checkpoint, as new: String) {
    self[tensor: new] = other[tensor: name]
    if let integers = other[integers: name] { self[integers: new] = integers }
  }
}

extension Tensor {
  fileprivate var isFinite: Bool { withScalars { $0.allSatisfy(\.isFinite) } }
}
