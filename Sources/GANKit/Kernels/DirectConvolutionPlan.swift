import CKernels

/// How a direct convolution is cut into pieces: what stays in the processor's second-level cache at a time, and what
/// threads share. All of it follows from the shape alone.
extension gk_direct {
  /// Roughly how many floats of images, weights and results should stay in the second-level cache at a time.
  private static let cache = 112 << 10

  init(
    _ tiles: gk_tile_shape, _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int
  ) {
    self.init(
      tiles: tiles, transposed: 0, images: images, source_height: geometry.inputHeight,
      source_width: geometry.inputWidth,
      depth: channels, height: geometry.outputHeight, width: geometry.outputWidth, columns: kernels,
      kernel_height: geometry.kernelHeight, kernel_width: geometry.kernelWidth,
      stride: geometry.stride.height,
      top: geometry.top, left: geometry.left, group: 1, band: geometry.outputHeight, part: channels)
  }

  /// The plan that leads from the convolution's result back to its input.
  var reversed: gk_direct {
    var result = self
    result.transposed = 1
    (result.source_height, result.source_width, result.depth) = (height, width, columns)
    (result.height, result.width, result.columns) = (source_height, source_width, depth)
    result.band = result.height
    result.part = result.depth
    return result
  }

  /// The number of panels of two vectors.
  private func panels(_ channels: Int) -> Int { (channels + 2 * tiles.lanes - 1) / (2 * tiles.lanes) }

  /// The number of pieces that `gk_direct_images` numbers.
  var items: Int {
    (images + group - 1) / group * ((height + band - 1) / band) * panels(columns)
  }

  /// The number of pieces that `gk_direct_weights` numbers.
  var weightItems: Int {
    transposed == 0
      ? kernel_height * (depth < 8 ? 1 : kernel_width) * panels(columns)
      : kernel_height * kernel_width * panels(depth)
  }

  /// Chooses how much is worked on at a time when images are computed.
  ///
  /// A tile has up to 14 pixels that read the same taps. Wide images have that many in a row; small images are taken
  /// together until there are that many. Then the channels are cut into parts that fit the cache, but no smaller than
  /// 32, since each part reads and writes the sums once more.
  var blockedForImages: gk_direct {
    var result = self
    let run = width / (transposed == 1 ? stride : 1)
    func part(_ group: Int) -> Int {
      let perChannel = group * source_height * source_width + kernel_height * kernel_width * 32
      return Self.cache / perChannel / 16 * 16
    }
    let groups = run >= 12 ? [1] : [28, 14, 7, 1]
    result.group = min(images, groups.first { part(min($0, images)) >= min(32, depth) } ?? 1)
    let parts = (depth + max(part(result.group), 32) - 1) / max(part(result.group), 32)
    result.part = parts == 1 ? depth : ((depth + parts - 1) / parts + 15) / 16 * 16
    // If groups and panels do not give each thread something to do, bands of rows do.
    if result.items < 4 {
      let bands = min(8, max(1, height / (8 * (transposed == 1 ? stride : 1))))
      let rows = (height + bands - 1) / bands
      result.band = (rows + stride - 1) / stride * stride
    }
    return result
  }

  /// Chooses how much is worked on at a time when the weights' gradient is computed: as many rows of images as fit the
  /// cache, but enough that reading and writing the sums, once each time, does not dominate.
  var blockedForWeights: gk_direct {
    var result = self
    let row = stride * source_width * depth + width * columns
    let sums = kernel_height * kernel_width * depth * columns
    let least = (sums > 1 << 20 ? 256 : 96) / width + 1
    let rows = max(Self.cache / row, least)
    if rows >= height {
      result.group = min(images, rows / height)
    } else {
      let bands = (height + rows - 1) / rows
      result.band = (height + bands - 1) / bands
    }
    return result
  }
}
