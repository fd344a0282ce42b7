/// What is known about the tensor that flows from one layer to the next: how its units would be ordered in PyTorch.
///
/// GANKit flattens an image pixel by pixel and PyTorch channel by channel, so a layer that reads flattened pixels has
/// to know their number of channels.
struct PyTorchFlow {
  enum Content: Equatable {
    /// The network's input, if it is an image with this number of channels.
    case input(channels: Int)
    /// An image with this number of channels, perhaps flattened.
    case image(channels: Int)
    /// So many units that never were an image.
    case vector(Int)
    case unknown
  }

  private(set) var content: Content
  private(set) var isFlattened = false
  /// For each module of the user's own around the current place: whether a layer in it has not read what the layer
  /// before it made, so that the order of declaration does not tell what flows where.
  private var isBranched = [false]

  init(inputChannels: Int) { content = .input(channels: inputChannels) }

  mutating func become(_ content: Content) { (self.content, isFlattened) = (content, false) }

  mutating func flatten() { isFlattened = true }

  mutating func open() { isBranched.append(false) }

  mutating func close(isUnknown: Bool) {
    if isBranched.removeLast() || isUnknown { become(.unknown) }
  }

  /// A convolution.
  mutating func convolve(_ inputs: Int, to outputs: Int) {
    switch content {
    case .image(let channels): branch(unless: channels == inputs)
    case .vector: branch(unless: false)
    case .input, .unknown: break
    }
    become(isBranched.last! ? .unknown : .image(channels: outputs))
  }

  /// The channels of the flattened image that `units` inputs of a dense layer are, 1 if they never were one; nil if that
  /// is unknown.
  mutating func channels(readBy units: Int) -> Int? {
    if case .vector(let count) = content { branch(unless: count == units) }
    if isBranched.last! { return nil }
    switch content {
    case .input(let channels), .image(let channels): return channels
    case .vector: return 1
    case .unknown: return nil
    }
  }

  /// The user has said what flows here.
  mutating func declare() { isBranched[isBranched.count - 1] = false }

  private mutating func branch(unless isStraight: Bool) {
    if !isStraight { isBranched[isBranched.count - 1] = true }
  }
}
