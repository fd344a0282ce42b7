/// The random numbers of an ``Augmentation``, drawn once for the N pictures of a batch.
///
/// A discriminator that judges a picture beside a condition has to see both moved and cut alike. Colours belong to the
/// picture alone: in a condition they may be labels.
///
///     let draw = AugmentationDraw(.all, for: pictures, using: random)
///     let pairs = concatenate([draw.geometric(conditions), draw(pictures)], axis: -1)
///
/// Real and generated pictures take a draw each.
public struct AugmentationDraw: Sendable {
  /// One a picture; nil if colours stay as they are.
  public let colours: [ColourChange]?
  /// One a picture, down and to the right; nil if nothing moves.
  public let shifts: [PerAxis]?
  /// One a picture; nil if nothing is cut out.
  public let cutouts: [PixelRectangle]?

  /// - Parameters:
  ///   - augmentation: what to draw; with an empty set, no number is.
  ///   - pictures: `[N, H, W, C]`, of which only the shape counts.
  ///   - random: gives the numbers.
  public init(_ augmentation: Augmentation, for pictures: Tensor, using random: Random) {
    let shape = pictures.shape
    require(shape.rank == 4, "AugmentationDraw: needs pictures [N, H, W, C], found shape \(shape)")
    let (height, width) = (Side(shape[1]), Side(shape[2]))
    func each<Draw>(_ part: Augmentation, _ draw: () -> Draw) -> [Draw]? {
      augmentation.contains(part) ? (0..<shape[0]).map { _ in draw() } : nil
    }
    colours = each(.colour) {
      ColourChange(
        brightness: Float(random.uniform(in: -0.5..<0.5)), saturation: Float(random.uniform(in: 0..<2)),
        contrast: Float(random.uniform(in: 0.5..<1.5)))
    }
    shifts = each(.translation) {
      PerAxis(height: height.shift(using: random), width: width.shift(using: random))
    }
    cutouts = each(.cutout) {
      PixelRectangle(rows: height.cutout(using: random), columns: width.cutout(using: random))
    }
  }

  private init(colours: [ColourChange]?, shifts: [PerAxis]?, cutouts: [PixelRectangle]?) {
    (self.colours, self.shifts, self.cutouts) = (colours, shifts, cutouts)
  }

  /// The same draw without its colours, for what stands beside the pictures.
  public var geometric: AugmentationDraw {
    AugmentationDraw(colours: nil, shifts: shifts, cutouts: cutouts)
  }

  /// As many pictures as were drawn for, `[N, H, W, C]`, with the same height and width and any number of channels:
  /// first their colours are changed, then they are moved, then a part is cut out.
  public func callAsFunction(_ pictures: Tensor) -> Tensor {
    let coloured = colours.map { pictures.recoloured(by: $0) } ?? pictures
    let moved = shifts.map { coloured.translated(by: $0) } ?? coloured
    return cutouts.map { moved.cuttingOut($0) } ?? moved
  }
}

/// A picture's height or width, and what is drawn along it.
private struct Side {
  let extent: Int

  init(_ extent: Int) { self.extent = extent }

  /// Up to an eighth of the side, rounded to the nearest, in both directions.
  func shift(using random: Random) -> Int {
    let most = (extent + 4) / 8
    return random.integer(below: 2 * most + 1) - most
  }

  /// Half of the side, rounded up, around any of its pixels (where the half is even, around any edge of a pixel): the
  /// part that lies inside of the picture.
  func cutout(using random: Random) -> Range<Int> {
    let size = (extent + 1) / 2
    let first = random.integer(below: extent + (size.isMultiple(of: 2) ? 1 : 0)) - size / 2
    return max(0, first)..<min(extent, first + size)
  }
}
