/// What follows from the arrows alone: circles and layers.
struct Graph {
  let nodes: [String]
  private var next: [String: Set<String>] = [:]

  init(nodes: [String], arrows: some Sequence<Arrow>) {
    self.nodes = nodes
    for arrow in arrows { next[arrow.from, default: []].insert(arrow.to) }
  }

  /// Sets of nodes that all reach each other, in alphabetical order; most nodes are alone.
  ///
  /// There are only dozens of nodes, so it is fast enough to find everything that each of them reaches.
  var groups: [[String]] {
    let reached = Dictionary(uniqueKeysWithValues: nodes.map { ($0, reach(from: $0)) })
    var groups: [[String]] = []
    for node in nodes where !groups.joined().contains(node) {
      groups.append(
        nodes.filter { $0 == node || (reached[node]!.contains($0) && reached[$0]!.contains(node)) })
    }
    return groups
  }

  var circles: [[String]] { groups.filter { $0.count > 1 } }

  /// The groups in layers, highest first: each uses only groups in lower layers.
  var layers: [[[String]]] {
    var rest = groups
    var layers: [[[String]]] = []
    while !rest.isEmpty {
      let waiting = Set(rest.joined())
      let layer = rest.filter { group in
        group.allSatisfy { node in (next[node] ?? []).intersection(waiting).isSubset(of: group) }
      }
      layers.insert(layer, at: 0)
      rest.removeAll { layer.contains($0) }
    }
    return layers
  }

  private func reach(from start: String) -> Set<String> {
    var seen: Set<String> = []
    var open = [start]
    while let node = open.popLast() {
      for other in next[node] ?? [] where seen.insert(other).inserted { open.append(other) }
    }
    return seen
  }
}
