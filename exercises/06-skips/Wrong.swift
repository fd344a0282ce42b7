import GANKit

// Answers that look right, for the test of the checks.

/// A skip as in a residual network, which adds.
enum Summed: Generator {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      x = level.down(x)
      skips.append(x)
    }
    skips.removeLast()
    for level in levels.reversed() {
      x = level.up(x)
      if let skip = skips.popLast() { x = skip + x }
    }
    return x
  }
}

/// Every level gets a skip, the innermost one, too, which has nothing to go around.
enum InnermostTwice: Generator {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      x = level.down(x)
      skips.append(x)
    }
    for (level, skip) in zip(levels, skips).reversed() {
      x = level.up(concatenate([skip, x], axis: -1))
    }
    return x
  }
}

/// The input of each level is kept, as in the chapter's code, where the outermost level is an exception.
enum PictureInResult: Generator {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      skips.append(x)
      x = level.down(x)
    }
    for (level, skip) in zip(levels, skips).reversed() {
      x = concatenate([skip, level.up(x)], axis: -1)
    }
    return x
  }
}

/// The skip behind, where the layers expect what comes from below.
enum SkipBehind: Generator {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      x = level.down(x)
      skips.append(x)
    }
    skips.removeLast()
    for level in levels.reversed() {
      x = level.up(x)
      if let skip = skips.popLast() { x = concatenate([x, skip], axis: -1) }
    }
    return x
  }
}

/// The skip as a constant: "it only copies positions, and has nothing to learn".
enum SkipDetached: Generator {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      x = level.down(x)
      skips.append(x.detached)
    }
    skips.removeLast()
    for level in levels.reversed() {
      x = level.up(x)
      if let skip = skips.popLast() { x = concatenate([skip, x], axis: -1) }
    }
    return x
  }
}
