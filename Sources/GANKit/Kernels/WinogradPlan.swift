import CKernels

/// How Winograd's convolution is cut into blocks of tiles. What changes the order of a sum follows from the shape alone, so
/// that no result depends on the number of threads.
extension gk_winograd {
  /// Roughly how many floats of transformed tiles should stay in the second-level cache at a time.
  private static let cache = 128 << 10

  /// The convolution, or the way from the gradient of its result to that of its input.
  init(
    _ algorithm: gk_winograd_algorithm, _ tiles: gk_tile_shape, _ geometry: ConvolutionGeometry, images: Int,
    channels: Int, kernels: Int, backward: Bool = false
  ) {
    let input = (height: geometry.inputHeight, width: geometry.inputWidth, channels: channels)
    let output = (height: geometry.outputHeight, width: geometry.outputWidth, channels: kernels)
    let (source, result) = backward ? (output, input) : (input, output)
    self.init(
      tiles: tiles, algorithm: algorithm, size: gk_winograd_size_of(algorithm), backward: backward ? 1 : 0,
      images: images, source_height: source.height, source_width: source.width, depth: source.channels,
      height: result.height, width: result.width, columns: result.channels, kernel: geometry.kernelHeight,
      stride: geometry.stride.height, top: geometry.top, left: geometry.left, blocks: 1,
      slice: Self.whole(result.channels), part: 1)
  }

  /// Channels in whole rows of the transforms.
  private static func whole(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var positions: Int { size.points * size.points }
  private var phases: Int { stride * stride }

  /// Whether there are so few tiles that it takes less time to transform the kernels where they are used than to store
  /// them.
  var hasFewTiles: Bool { gk_winograd_tiles(self) <= 128 }

  /// The channels of all phases of the source.
  private var fullDepth: Int { backward == 1 ? depth : phases * depth }

  /// The time for images, in multiplications of the products: what the transforms add was fitted to measured layers
  /// (docs/performance.md). Those of tiles cost less the more products share them, and those of kernels the more tiles.
  var imageCost: Double { cost(ofTiles: 14) }

  /// The time for the weights' gradient.
  var gradientCost: Double { cost(ofTiles: hasFewTiles ? 14 : 40) }

  private func cost(ofTiles transform: Double) -> Double {
    let tiles = Double(gk_winograd_tiles(self))
    let products = tiles * Double(positions * phases * depth * columns)
    return products
      * (1 + transform / Double(columns)
        + transform / Double(fullDepth) + (hasFewTiles ? Self.kernelTransform : 50) / tiles)
  }

  /// Chooses how many rows of a panel of kernels stay in the second-level cache at a time, and the number of blocks of
  /// tiles with which the threads are done first: one, unless threads would have nothing to do.
  func blockedForPanels(threads: Int) -> gk_winograd {
    var result = self
    result.part = Self.parts(of: fullDepth, cachedParts)
    let (panels, count) = (gk_winograd_panel_count(self), gk_winograd_tiles(self))
    // Each block's products, and the transform of a panel's kernels, which is made again for each block.
    let transform = Self.kernelTransform / Double(count)
    func time(_ blocks: Int) -> Double {
      Double(Self.parts(of: panels * blocks, threads)) * (transform + 1 / Double(blocks))
    }
    result.blocks = (1...min(threads, count)).min { time($0) < time($1) }!
    return result
  }

  /// Chooses how many rows of a panel of the gradient are summed at a time: they stay in the second-level cache, and are
  /// so many that the threads are done first. Each sum is of its own, with the same bits whatever is summed beside it.
  func blockedForPanelSums(threads: Int) -> gk_winograd {
    var result = self
    let panels = Self.parts(of: columns, 2 * tiles.lanes)
    func time(_ rows: Int) -> Int { rows * Self.parts(of: panels * Self.parts(of: fullDepth, rows), threads) }
    let choices = (cachedParts...cachedParts * threads).map { Self.parts(of: fullDepth, $0) }
    result.part = choices.min { time($0) < time($1) }!
    return result
  }

  /// How long the transform of the kernels takes where they are used, in tiles' products.
  private static let kernelTransform = 16.0

  private static func parts(of count: Int, _ size: Int) -> Int { (count + size - 1) / size }

  /// How many parts of a panel's rows fit the second-level cache one at a time.
  private var cachedParts: Int {
    Self.parts(of: fullDepth, Self.cache / (positions * 32))
  }

  /// Chooses how many tiles are worked on at a time when images are computed: up to four times as many as the product's
  /// registers hold rows, if they fit the cache, and few enough for several threads to have something to do.
  var blockedForImages: gk_winograd {
    var result = self
    let count = gk_winograd_tiles(self)
    let depth = Self.whole(fullDepth)
    let fitting = Self.cache / (positions * (depth + 16)) / tiles.rows
    let block = tiles.rows * max(1, min(64 / tiles.rows, fitting))
    let blocks = max((count + block - 1) / block, min(4, (count + tiles.rows - 1) / tiles.rows))
    // An even number, so that two threads have the same to do.
    result.blocks = min(count, (blocks + 1) / 2 * 2)
    return result
  }

  /// Chooses how many tiles are summed at a time: enough that reading and writing the sums once for each block does not
  /// dominate. Columns are cut into slices, which other threads can sum, where rows of positions and phases are few.
  var blockedForSums: gk_winograd {
    var result = self
    let isFew = phases == 1
    let slices = isFew ? max(size.points % 2 == 1 && columns >= 64 ? 2 : 1, columns / 128) : 1
    result.slice = ((columns + slices - 1) / slices + 31) / 32 * 32
    let fitting = Self.cache / (size.points * (Self.whole(depth) + result.slice + 32))
    let block = max(128, min(512, fitting))
    result.blocks = (gk_winograd_tiles(self) + block - 1) / block
    return result
  }
}
