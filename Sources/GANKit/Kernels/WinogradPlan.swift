import CKernels

/// How Winograd's convolution is cut into blocks of tiles. All of it follows from the shape alone, so that the sums of
/// the weights' gradient do not depend on the number of threads.
extension gk_winograd {
  /// Roughly how many floats of transformed tiles should stay in the second-level cache at a time.
  private static let cache = 128 << 10

  init(
    _ tiles: gk_tile_shape, _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int
  ) {
    self.init(
      tiles: tiles, images: images, source_height: geometry.inputHeight, source_width: geometry.inputWidth,
      depth: channels, height: geometry.outputHeight, width: geometry.outputWidth, columns: kernels,
      top: geometry.top, left: geometry.left, blocks: 1, slice: Self.whole(kernels))
  }

  /// The convolution that leads from the gradient of the result to that of the input, with kernels that are turned by
  /// 180 degrees and whose channels are exchanged.
  var reversed: gk_winograd {
    var result = self
    (result.source_height, result.source_width, result.depth) = (height, width, columns)
    (result.height, result.width, result.columns) = (source_height, source_width, depth)
    (result.top, result.left) = (2 - top, 2 - left)
    result.slice = Self.whole(depth)
    return result
  }

  /// Channels in whole rows of the transforms.
  private static func whole(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var panel: Int { 2 * tiles.lanes }
  private var tileCount: Int { images * ((height + 1) / 2) * ((width + 1) / 2) }
  private var largestBlock: Int { (tileCount + blocks - 1) / blocks }
  private var slices: Int { (columns + slice - 1) / slice }

  /// The floats of transformed kernels.
  var kernelCount: Int { (columns + panel - 1) / panel * 16 * (depth * panel + 16) }
  /// The floats of sums for the weights' gradient.
  var sumCount: Int { 16 * depth * Self.whole(columns) }
  /// The number of pieces that `gk_winograd_sums` numbers.
  var sumItems: Int { 4 * slices }

  /// The floats that a thread needs while it computes images, and while it sums.
  var roomForImages: Int { 16 * (largestBlock * (Self.whole(depth) + panel + 16) + 32) }
  var roomForSums: Int { 4 * (largestBlock * (Self.whole(depth) + slice + 32) + 32) }

  /// Chooses how many tiles are worked on at a time when images are computed: up to four times as many as the product's
  /// registers hold rows, if they fit the cache, and few enough for several threads to have something to do.
  var blockedForImages: gk_winograd {
    var result = self
    let fitting = Self.cache / (16 * (Self.whole(depth) + 16)) / tiles.rows
    let block = tiles.rows * max(1, min(64 / tiles.rows, fitting))
    let blocks = max((tileCount + block - 1) / block, min(4, (tileCount + tiles.rows - 1) / tiles.rows))
    // An even number, so that two threads have the same to do.
    result.blocks = min(tileCount, (blocks + 1) / 2 * 2)
    return result
  }

  /// Chooses how many tiles are summed at a time: enough that reading and writing the sums once for each block does not
  /// dominate. More than 128 columns are cut into slices, which other threads can sum.
  var blockedForSums: gk_winograd {
    var result = self
    let slices = max(1, columns / 128)
    result.slice = ((columns + slices - 1) / slices + 31) / 32 * 32
    let fitting = Self.cache / (4 * (Self.whole(depth) + result.slice + 32))
    let block = max(128, min(512, fitting))
    result.blocks = (tileCount + block - 1) / block
    return result
  }
}
