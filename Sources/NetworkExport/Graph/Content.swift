import GANKit

/// What flows from one layer to the next, without the batch axis.
enum Content: Equatable {
  case vector(Int)
  /// The size is nil where a network takes pictures of many sizes.
  case image(channels: Int, size: PerAxis?)

  /// The axis of channels, or the only one.
  var channels: Int {
    switch self {
    case .vector(let count): count
    case .image(let channels, _): channels
    }
  }

  var isImage: Bool { if case .image = self { true } else { false } }

  /// The extents behind the batch axis in GANKit's order; nil if they are not known.
  var shape: Shape? {
    switch self {
    case .vector(let count): [count]
    case .image(_, nil): nil
    case .image(let channels, let size?): [size.height, size.width, channels]
    }
  }

  /// Whether the pixels of the flattened image are in another order if channels come first.
  var dependsOnLayout: Bool {
    guard case .image(let channels, let size?) = self else { return false }
    return channels > 1 && size.height * size.width > 1
  }
}

extension Content: CustomStringConvertible {
  /// As it is outside of GANKit, with channels before pixels.
  var description: String {
    switch self {
    case .vector(let count): "[N, \(count)]"
    case .image(let channels, let size?): "[N, \(channels), \(size.height), \(size.width)]"
    case .image(let channels, nil): "[N, \(channels), H, W]"
    }
  }
}
