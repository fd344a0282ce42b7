extension UNet {
  /// What the authors' PyTorch port calls the layers that have weights, in the order of this network's layers. There a
  /// level is a sequence in which the level below is one of the layers (`UnetSkipConnectionBlock`), and its numbers also
  /// count activations.
  var namesInAuthorsPort: [String] {
    func names(_ level: UNetLevel, in place: String) -> [String] {
      guard let below = level.below.first else { return ["1", "3", "4"].map { "\(place).\($0)" } }
      let (before, inside, after) =
        level.isOutermost ? (["0"], "1", ["3"]) : (["1", "2"], "3", ["5", "6"])
      return before.map { "\(place).\($0)" } + names(below, in: "\(place).\(inside).model")
        + after.map { "\(place).\($0)" }
    }
    return names(outermost, in: "model.model")
  }
}
