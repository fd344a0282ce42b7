// exercise: 06-skips
import GANKit

enum Solution: Generator {
  /// Pictures through all levels, inwards and out again.
  /// - Parameters:
  ///   - picture: `[N, H, W, 3]`.
  ///   - levels: from the outermost to the innermost one. The `down` of a level turns `[N, 2h, 2w, C]` into
  ///     `[N, h, w, C']`, and its `up` turns `[N, h, w, any]` into `[N, 2h, 2w, C]`.
  /// - Returns: what the outermost `up` returns, `[N, H, W, 3]`.
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    var skips: [Tensor] = []
    for level in levels {
      x = level.down(x)
      skips.append(x)
    }
    // The innermost level's output goes on as it is.
    skips.removeLast()
    for level in levels.reversed() {
      x = level.up(x)
      if let skip = skips.popLast() { x = concatenate([skip, x], axis: -1) }
    }
    return x
  }
}
