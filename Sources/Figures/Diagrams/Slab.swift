import GANKit

/// How large things are drawn: the same for all networks of a diagram.
struct SlabScale {
  /// The height of the largest image, and of the longest vector, in points.
  let tallest: Double
  /// The thickness of the image with the most channels.
  let thickest: Double
  private let largestSide, mostChannels, longestVector: Int

  init(_ networks: [DrawnNetwork], tallest: Double, thickest: Double) {
    (self.tallest, self.thickest) = (tallest, thickest)
    let shapes = networks.flatMap { [$0.outline.input] + $0.outline.stages.map(\.output) }
    let images = shapes.filter { $0.rank == 3 }
    largestSide = images.map { max($0.dimensions[0], $0.dimensions[1]) }.max() ?? 1
    mostChannels = max(images.map { $0.dimensions[2] }.max() ?? 1, 64)
    longestVector = max(shapes.filter { $0.rank != 3 }.map(\.elementCount).max() ?? 1, 512)
  }

  /// Square roots, so that 4 x 4 pixels and 256 x 256 can both be seen.
  private func share(_ value: Int, of largest: Int) -> Double {
    (Double(value) / Double(largest)).squareRoot()
  }

  func height(ofSide side: Int) -> Double { max(7, tallest * share(side, of: largestSide)) }
  func thickness(ofChannels channels: Int) -> Double {
    max(3.5, thickest * share(channels, of: mostChannels))
  }

  func slab(_ shape: GANKit.Shape) -> Slab {
    guard shape.rank == 3 else {
      let height = tallest * share(shape.elementCount, of: longestVector)
      return Slab(thickness: 10, height: max(10, height), depth: Size(width: 0, height: 0))
    }
    let depth = height(ofSide: shape.dimensions[1])
    return Slab(
      thickness: thickness(ofChannels: shape.dimensions[2]), height: height(ofSide: shape.dimensions[0]),
      depth: Size(width: 0.32 * depth, height: 0.2 * depth))
  }
}

/// What a layer computes, as a box in slight perspective: the image's plane is seen from the side, its channels from the
/// front. A vector has no depth.
struct Slab {
  var thickness: Double
  let height: Double
  let depth: Size

  /// The rectangle around it.
  var size: Size { Size(width: thickness + depth.width, height: height + depth.height) }
}

extension DiagramSketch {
  /// - Parameters:
  ///   - origin: the top left corner of the rectangle around the slab.
  ///   - copied: the thickness of that part of it, on the left, that comes from elsewhere.
  mutating func slab(_ slab: Slab, at origin: Point, _ colour: Colour, copied: Double = 0) {
    let (dx, dy) = (slab.depth.width, slab.depth.height)
    let outline = colour.over(0.92)
    func part(from left: Double, to right: Double, strength: Double) {
      let (left, right) = (origin.x + left, origin.x + right)
      let (top, bottom) = (origin.y + dy, origin.y + dy + slab.height)
      area(
        [
          Point(x: left, y: top), Point(x: right, y: top), Point(x: right, y: bottom),
          Point(x: left, y: bottom),
        ], fill: colour.over(0.42 * strength), outline: outline)
      guard dx > 0 else { return }
      area(
        [
          Point(x: left, y: top), Point(x: left + dx, y: top - dy), Point(x: right + dx, y: top - dy),
          Point(x: right, y: top),
        ], fill: colour.over(0.2 * strength), outline: outline)
      area(
        [
          Point(x: right, y: top), Point(x: right + dx, y: top - dy), Point(x: right + dx, y: bottom - dy),
          Point(x: right, y: bottom),
        ], fill: colour.over(0.64 * strength), outline: outline)
    }
    if copied > 0 { part(from: 0, to: copied, strength: 0.3) }
    part(from: copied, to: slab.thickness, strength: 1)
    if dx == 0 { cells(of: slab, at: origin, outline) }
    obstacle(Rect(x: origin.x, y: origin.y, width: slab.size.width, height: slab.size.height))
  }

  /// Lines between a vector's values: as many as can be seen.
  private mutating func cells(of slab: Slab, at origin: Point, _ colour: Colour) {
    let count = Int((slab.height / 8).rounded())
    guard count > 1 else { return }
    for index in 1..<count {
      let y = origin.y + slab.height * Double(index) / Double(count)
      area(
        [Point(x: origin.x, y: y), Point(x: origin.x + slab.thickness, y: y)], outline: colour, width: 0.8)
    }
  }
}

extension Colour {
  /// The opaque colour that this one gives when a share of it is laid over white.
  func over(_ share: Double) -> Colour { opacity(share).overWhite }
}
