extension Uses {
  var targetNames: [String] { Set(places.map(target)).sorted() }

  var targetGraph: Graph { Graph(nodes: targetNames, arrows: targets.keys) }

  /// The folders of each target that has several.
  var folderGraphs: [(target: String, graph: Graph)] {
    targetNames.map { name in
      let nodes = places.filter { target(of: $0) == name }
      return (name, Graph(nodes: nodes, arrows: folders.keys.filter { target(of: $0.from) == name }))
    }.filter { $0.graph.nodes.count > 1 }
  }

  /// The targets in layers, then the folders of each target in layers; braces enclose circles.
  var drawing: String {
    var text = "Targets; each uses only what stands below it:\n"
    for layer in targetGraph.layers { text += "  " + draw(layer, in: nil) + "\n" }
    for (name, graph) in folderGraphs {
      text += "\n\(name):\n"
      for layer in graph.layers { text += "  " + draw(layer, in: name) + "\n" }
    }
    return text
  }

  /// Every arrow with the number of its uses and one of them.
  var table: String {
    var text = ""
    for name in targetNames {
      let lines =
        targets.filter { $0.key.from == name }.sorted { $0.key < $1.key }
        + folders.filter { target(of: $0.key.from) == name }.sorted { $0.key < $1.key }
      if !lines.isEmpty { text += "\n\(name)\n" }
      for (arrow, uses) in lines {
        text += "  \(arrow.text): \(uses.count), such as \(uses[0].text)\n"
      }
    }
    return text
  }

  /// The arrows in the format of the list in `docs/architecture.md`; every circle is marked `mend`.
  var list: String {
    let circles = folderGraphs.flatMap { $0.graph.circles }.map { "mend: \($0.joined(separator: ", "))\n" }
    return lines(groupedTargets) + "\n" + lines(folders.keys) + "\n" + circles.joined()
  }

  /// One line for all folders or targets that use the same ones.
  private func lines(_ arrows: some Sequence<Arrow>) -> String {
    let used = Dictionary(grouping: arrows.sorted(), by: \.from).mapValues { $0.map(\.to) }
    let users = Dictionary(grouping: used.keys.sorted()) { used[$0]! }
    return users.sorted { $0.value[0] < $1.value[0] }
      .map { "\($0.value.joined(separator: ", ")) -> \($0.key.joined(separator: ", "))\n" }.joined()
  }

  private func draw(_ layer: [[String]], in target: String?) -> String {
    layer.map { group in
      let names = group.map { name in
        guard let target else { return name }
        return name == target ? "(files in no folder)" : String(name.dropFirst(target.count + 1))
      }
      return group.count > 1 ? "{\(names.joined(separator: " "))}" : names[0]
    }.joined(separator: "  ")
  }
}
