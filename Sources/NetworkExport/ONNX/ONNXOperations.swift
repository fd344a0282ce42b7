import GANKit

/// Writes a network's operations as nodes of an ONNX graph, in operators of version 17.
struct ONNXOperations {
  var graph = ONNXGraph()

  /// Adds what a node of the network does with the value `x`, and returns the name of the result.
  mutating func add(_ node: ExportNode, to x: String) -> String {
    switch node {
    case .step(let step): add(step, to: x)
    case .block(let block): add(block, to: x)
    }
  }

  mutating func add(_ block: ExportBlock, to x: String) -> String {
    var (computed, skipped) = (x, x)
    for node in block.detour { skipped = add(node, to: skipped) }
    for (_, node) in block.members { computed = add(node, to: computed) }
    return switch block.join {
    case nil: computed
    case .sum: graph.add("Add", [skipped, computed], at: block.path)
    case .concatenation: graph.add("Concat", [skipped, computed], at: block.path, [.int("axis", 1)])
    }
  }

  private mutating func add(_ step: ExportStep, to x: String) -> String {
    let path = step.path
    switch step.operation {
    case .dense(let layer):
      return graph.add("Gemm", [x, weight(layer.weight.value, path)] + bias(layer.bias, path), at: path)
    case .convolution(let layer): return convolution(layer, step, x)
    case .transposedConvolution(let layer): return transposedConvolution(layer, path, x)
    case .batchNorm(let layer):
      let inputs = [
        constant(layer.gamma.value, "gamma", path), constant(layer.beta.value, "beta", path),
        constant(layer.runningMean.value, "runningMean", path),
        constant(layer.runningVariance.value, "runningVariance", path),
      ]
      return graph.add("BatchNormalization", [x] + inputs, at: path, [.float("epsilon", layer.epsilon)])
    case .instanceNorm(let layer):
      let channels: Shape = [step.input.channels]
      let inputs = [
        constant(layer.gamma?.value ?? .ones(channels), "gamma", path),
        constant(layer.beta?.value ?? .zeros(channels), "beta", path),
      ]
      return graph.add("InstanceNormalization", [x] + inputs, at: path, [.float("epsilon", layer.epsilon)])
    case .groupNorm(let layer): return groupNorm(layer, path, x)
    case .layerNorm(let layer):
      let inputs = [constant(layer.gamma.value, "gamma", path), constant(layer.beta.value, "beta", path)]
      return graph.add("LayerNormalization", [x] + inputs, at: path, [.float("epsilon", layer.epsilon)])
    case .parametricReLU(let layer):
      let shape: Shape = step.input.isImage ? [layer.slope.shape[0], 1, 1] : layer.slope.shape
      let slope = constant(layer.slope.value.reshaped(to: shape), "slope", path)
      return graph.add("PRelu", [x, slope], at: path)
    case .activation(let activation): return self.activation(activation, path, x)
    case .dropout: return x
    case .upsample(let layer): return upsampling(layer, path, x)
    case .pixelShuffle(let layer): return depthToSpace(layer.factor, path, x)
    case .reflectionPad(let layer):
      let pads = graph.constant(
        [0, 0, layer.size, layer.size, 0, 0, layer.size, layer.size], named: path.appending(name: "pads"))
      return graph.add("Pad", [x, pads], at: path, [.string("mode", "reflect")])
    case .filter(let filter): return self.filter(filter, step, x)
    case .reshape: return reshape(step, x)
    }
  }

  // MARK: - Constants

  private mutating func constant(_ value: Tensor, _ name: String, _ path: String) -> String {
    graph.constant(value.detached, named: path.appending(name: name))
  }

  private mutating func weight(_ value: Tensor, _ path: String) -> String { constant(value, "weight", path) }

  private mutating func bias(_ bias: Parameter?, _ path: String) -> [String] {
    bias.map { [constant($0.value, "bias", path)] } ?? []
  }

  // MARK: - Convolutions

  private mutating func convolution(_ layer: Conv2D, _ step: ExportStep, _ x: String) -> String {
    let padding =
      ConvolutionAmounts(layer, on: step.input).map { ONNXAttributeProto.ints("pads", $0.onnx) }
      ?? .string("auto_pad", "SAME_UPPER")
    return graph.add(
      "Conv", [x, kernels(layer.weight, step.path)] + bias(layer.bias, step.path), at: step.path,
      [
        .ints("kernel_shape", [layer.weight.shape[0], layer.weight.shape[1]]),
        .ints("strides", layer.stride.both), .ints("dilations", layer.dilation.both),
        .int("group", layer.groups), padding,
      ])
  }

  private mutating func transposedConvolution(
    _ layer: ConvTranspose2D, _ path: String, _ x: String
  ) -> String {
    graph.add(
      "ConvTranspose", [x, kernels(layer.weight, path)] + bias(layer.bias, path), at: path,
      [
        .ints("kernel_shape", [layer.weight.shape[0], layer.weight.shape[1]]),
        .ints("strides", layer.stride.both), .ints("dilations", layer.dilation.both),
        .int("group", layer.groups), .ints("pads", ConvolutionAmounts(layer).onnx),
        .ints("output_padding", layer.missing.both),
      ])
  }

  /// `[kernelHeight, kernelWidth, a, b]` as `[b, a, kernelHeight, kernelWidth]`.
  private mutating func kernels(_ parameter: Parameter, _ path: String) -> String {
    weight(parameter.value.detached.permuted([3, 2, 0, 1]), path)
  }

  /// Each channel is a group of its own, and makes the pixels that one of its pixels becomes.
  private mutating func filter(_ filter: ChannelFilter, _ step: ExportStep, _ x: String) -> String {
    let (path, channels, reach) = (step.path, step.input.channels, filter.reach)
    let kernels = filter.kernels
    let (pixels, length) = (kernels.shape[0], kernels.shape[1])
    let weight = concatenate(Array(repeating: kernels, count: channels))
      .reshaped(to: [channels * pixels, 1, length, length])
    var (x, pads) = (x, [0, 0, 0, 0])
    switch filter.border {
    case .zero: pads = [reach, reach, reach, reach]
    case .mirror: for axis in [2, 3] { x = mirrored(x, by: reach, axis: axis, path) }
    }
    let filtered = graph.add(
      "Conv", [x, constant(weight, "kernels", path)], at: path,
      [.ints("kernel_shape", [length, length]), .int("group", channels), .ints("pads", pads)])
    return filter.factor == 1 ? filtered : depthToSpace(filter.factor, path, filtered)
  }

  /// Pads with the mirror image, the edge repeated, which the operator Pad does not know.
  private mutating func mirrored(_ x: String, by reach: Int, axis: Int, _ path: String) -> String {
    guard reach > 0 else { return x }
    func slice(_ graph: inout ONNXGraph, from start: Int, to end: Int) -> String {
      let numbers = [("starts", start), ("ends", end), ("axes", axis), ("steps", -1)].map {
        graph.constant([$1], named: path.appending(name: $0))
      }
      return graph.add("Slice", [x] + numbers, at: path)
    }
    let first = slice(&graph, from: reach - 1, to: Int(Int32.min))
    let last = slice(&graph, from: -1, to: -1 - reach)
    return graph.add("Concat", [first, x, last], at: path, [.int("axis", axis)])
  }

  // MARK: - Sizes

  /// The order of PyTorch's pixel shuffle and GANKit's: channels come before the pixels that they become.
  private mutating func depthToSpace(_ factor: Int, _ path: String, _ x: String) -> String {
    graph.add("DepthToSpace", [x], at: path, [.int("blocksize", factor), .string("mode", "CRD")])
  }

  private mutating func upsampling(_ layer: Upsample, _ path: String, _ x: String) -> String {
    let scales = constant(
      Tensor([1, 1, Float(layer.factor.height), Float(layer.factor.width)]), "scales", path)
    let attributes: [ONNXAttributeProto] =
      switch layer.interpolation {
      case .nearest:
        [
          .string("mode", "nearest"), .string("coordinate_transformation_mode", "asymmetric"),
          .string("nearest_mode", "floor"),
        ]
      case .bilinear: [.string("mode", "linear"), .string("coordinate_transformation_mode", "half_pixel")]
      }
    // The second input, a region of interest, is left out.
    return graph.add("Resize", [x, "", scales], at: path, attributes)
  }

  /// In GANKit's order of elements, where the channels of a pixel lie together.
  private mutating func reshape(_ step: ExportStep, _ x: String) -> String {
    if step.input == step.output { return x }
    var x = x
    if step.input.dependsOnLayout {
      x = graph.add("Transpose", [x], at: step.path, [.ints("perm", [0, 2, 3, 1])])
    }
    // 0 stands for the extent that the input has there: the batch.
    func reshaped(_ graph: inout ONNXGraph, to extents: [Int]) -> String {
      let shape = graph.constant([0] + extents, named: step.path.appending(name: "shape"))
      return graph.add("Reshape", [x, shape], at: step.path)
    }
    guard case .image(let channels, let size?) = step.output else {
      return reshaped(&graph, to: [step.output.channels])
    }
    if !step.output.dependsOnLayout { return reshaped(&graph, to: [channels, size.height, size.width]) }
    x = reshaped(&graph, to: [size.height, size.width, channels])
    return graph.add("Transpose", [x], at: step.path, [.ints("perm", [0, 3, 1, 2])])
  }

  // MARK: - Normalization and activations

  /// Version 17 has no operator for it: instance normalization of images whose channels are the groups, each a row of
  /// numbers, and then scale and shift.
  private mutating func groupNorm(_ layer: GroupNorm, _ path: String, _ x: String) -> String {
    let (groups, channels) = (layer.groups, layer.gamma.shape[0])
    let shape = graph.add("Shape", [x], at: path)
    let rows = graph.constant([0, groups, -1], named: path.appending(name: "rows"))
    let grouped = graph.add("Reshape", [x, rows], at: path)
    let (one, zero) = (constant(.ones([groups]), "one", path), constant(.zeros([groups]), "zero", path))
    let normalized = graph.add(
      "InstanceNormalization", [grouped, one, zero], at: path, [.float("epsilon", layer.epsilon)])
    let images = graph.add("Reshape", [normalized, shape], at: path)
    let gamma = constant(layer.gamma.value.reshaped(to: [channels, 1, 1]), "gamma", path)
    let beta = constant(layer.beta.value.reshaped(to: [channels, 1, 1]), "beta", path)
    return graph.add("Add", [graph.add("Mul", [images, gamma], at: path), beta], at: path)
  }

  private mutating func activation(_ activation: Activation, _ path: String, _ x: String) -> String {
    switch activation {
    case .identity: x
    case .relu: graph.add("Relu", [x], at: path)
    case .leakyReLU(let slope): graph.add("LeakyRelu", [x], at: path, [.float("alpha", slope)])
    case .tanh: graph.add("Tanh", [x], at: path)
    case .sigmoid: graph.add("Sigmoid", [x], at: path)
    }
  }
}

extension ConvolutionAmounts {
  /// Top, left, bottom, right.
  fileprivate var onnx: [Int] { [rows.before, columns.before, rows.after, columns.after] }
}

extension PerAxis {
  fileprivate var both: [Int] { [height, width] }
}
