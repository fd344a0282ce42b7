/// What a state dict holds for a network, before anything is loaded.
public struct PyTorchMatch {
  /// With the layer of the module that each concerns; nil for entries without a place.
  let located: [(difference: EntryDifference, layer: String?)]
  private let values: [(entry: PyTorchEntry, value: Tensor)]
  /// The tensors that would be loaded, under their names in the file.
  public let tensors: [(name: String, value: Tensor)]
  /// Running statistics of the file for which the network has no use, because it normalizes each image by itself.
  public let passedOver: [String]

  /// All differences between the file and the network; if there are none, the weights can be loaded.
  public var differences: [EntryDifference] { located.map(\.difference) }

  /// - Parameter values: each under its name in the file, in GANKit's layout.
  init(
    located: [(EntryDifference, String?)], values: [(name: String, entry: PyTorchEntry, value: Tensor)],
    passedOver: [String]
  ) {
    self.located = located
    self.values = values.map { ($0.entry, $0.value) }
    tensors = values.map { ($0.name, $0.value) }
    self.passedOver = passedOver
  }

  /// Takes the weights over. Ends the program if there are differences.
  public func load() {
    require(located.isEmpty, "PyTorchMatch.load: the file differs from the network")
    for (entry, value) in values { entry.assign(value) }
  }
}

extension PyTorchWeights {
  /// Compares a state dict with the network. Its names are those of ``entries``, all with or without the same prefix.
  ///
  /// Where the network has instance norms and the file has batch norms, the running statistics are passed over: in a
  /// batch of one image, a batch norm in training does what an instance norm always does.
  public func match(_ file: Checkpoint) -> PyTorchMatch {
    let prefix = likeliestPrefix(in: file)
    return match(file, layerNames.map { Self.joined(prefix, $0) }, passesOverStatistics: true)
  }

  /// - Parameter names: of the layers in the file.
  func match(_ file: Checkpoint, _ names: [String], passesOverStatistics: Bool = false) -> PyTorchMatch {
    var located: [(EntryDifference, String?)] = []
    var values: [(name: String, entry: PyTorchEntry, value: Tensor)] = []
    var shared: [ObjectIdentifier: (name: String, value: Tensor)] = [:]
    var used: Set<String> = []
    for (name, layer) in zip(names, layers) {
      for entry in layer.entries {
        let full = Self.joined(name, entry.name)
        used.insert(full)
        guard let value = file[tensor: full], value.shape == entry.shape else {
          if let difference = file.difference(of: full, from: entry.shape) {
            located.append((difference, layer.path))
          }
          continue
        }
        let translated = entry.fromPyTorch(value)
        if let other = shared.updateValue((full, translated), forKey: entry.cell), other.value != translated {
          located.append((.unequal(full, to: other.name), nil))
        }
        values.append((full, entry, translated))
      }
    }
    let rest = file.names.filter { !used.contains($0) && !$0.hasSuffix("num_batches_tracked") }
    let statistics =
      passesOverStatistics
      ? rest.filter { $0.hasSuffix(".running_mean") || $0.hasSuffix(".running_var") } : []
    for name in rest where !statistics.contains(name) {
      located.append((.unexpected(name, found: file.content(of: name) ?? "nothing"), nil))
    }
    return PyTorchMatch(located: located, values: values, passedOver: statistics)
  }

  /// What stands before the names of most of this network's entries that the file has.
  private func likeliestPrefix(in file: Checkpoint) -> String {
    var counts: [String: Int] = [:]
    let own = Set(entries.map(\.name))
    for name in file.names {
      // Every part of a name that follows a dot, from the longest on.
      var (prefix, rest) = ("", name[...])
      while true {
        if own.contains(String(rest)) { counts[prefix, default: 0] += 1 }
        guard let dot = rest.firstIndex(of: ".") else { break }
        prefix = Self.joined(prefix, String(rest[..<dot]))
        rest = rest[rest.index(after: dot)...]
      }
    }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
  }
}
