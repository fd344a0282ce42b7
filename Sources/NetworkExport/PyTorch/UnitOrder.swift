import GANKit

/// In which order units stand that are the pixels of an image times its channels.
///
/// PyTorch flattens an image channel by channel and GANKit pixel by pixel. ``PyTorchWeights`` reorders the weights of the
/// dense layers that read or make such units. Where there is no dense layer to do that, the same layers would compute
/// something else.
enum UnitOrder {
  /// The same on both sides: an image, or a vector that never was one.
  case same
  /// What a dense layer made, which may be in either order.
  case dense
  /// A flattened image.
  case flattened

  /// - Throws: `UnsupportedLayer`, where the orders differ.
  static func check(_ network: ExportedNetwork) throws(UnsupportedLayer) {
    guard case .flattened = try UnitOrder.same.after(network.block) else { return }
    throw error("", expected: "a dense layer after the pixels of an image were flattened", found: "none")
  }

  private func after(_ block: ExportBlock) throws(UnsupportedLayer) -> UnitOrder {
    var (computed, skipped) = (self, self)
    for node in block.detour { skipped = try skipped.after(node) }
    for (_, node) in block.members { computed = try computed.after(node) }
    guard block.join != nil, !block.output.isImage else { return computed }
    // A dense layer on one way does not know of the other, so that from here on nothing may be reordered.
    guard skipped != .flattened, computed != .flattened else {
      throw UnitOrder.error(
        block.path, expected: "two ways whose numbers never were pixels", found: "pixels on one of them")
    }
    return .same
  }

  private func after(_ node: ExportNode) throws(UnsupportedLayer) -> UnitOrder {
    switch node {
    case .block(let block): return try after(block)
    case .step(let step):
      switch step.operation {
      case .dense: return .dense
      case .reshape: return try after(reshape: step)
      default: return self
      }
    }
  }

  private func after(reshape step: ExportStep) throws(UnsupportedLayer) -> UnitOrder {
    switch (step.input.isImage, step.output.isImage) {
    case (true, false): return step.input.dependsOnLayout ? .flattened : .same
    case (false, true) where step.output.dependsOnLayout && self != .dense:
      throw UnitOrder.error(
        step.path, expected: "a dense layer that makes the pixels", found: "numbers that nothing reorders")
    case (true, true) where step.input != step.output:
      throw UnitOrder.error(
        step.path, expected: "images of the shape \(step.input)", found: "\(step.output)")
    default: return .same
    }
  }

  private static func error(_ path: String, expected: String, found: String) -> UnsupportedLayer {
    UnsupportedLayer(.names, layer: "Reshape", place: path, expected: expected, found: found)
  }
}
