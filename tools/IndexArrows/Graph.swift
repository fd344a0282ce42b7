/// What follows from arrows alone: circles, and layers.
struct Graph {
  let nodes: [String]
  private var next: [String: Set<String>] = [:]

  init(nodes: [String], arrows: some Sequence<Arrow>) {
    self.nodes = nodes
    for arrow in arrows { next[arrow.from, default: []].insert(arrow.to) }
  }

  /// Sets of nodes that all reach each other, in alphabetical order; most nodes are alone.
  ///
  /// There are dozens of nodes, so that asking each what it reaches is fast enough.
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

  /// The groups, highest first: each uses only what stands in layers below its own.
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
