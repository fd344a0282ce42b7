// exercise: 06-skips
import GANKit

enum Exercise: Generator {
  /// Pictures through all levels, inwards and out again.
  /// - Parameters:
  ///   - picture: `[N, H, W, 3]`.
  ///   - levels: from the outermost to the innermost one. The `down` of a level turns `[N, 2h, 2w, C]` into
  ///     `[N, h, w, C']`, and its `up` turns `[N, h, w, any]` into `[N, 2h, 2w, C]`.
  /// - Returns: what the outermost `up` returns, `[N, H, W, 3]`.
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor {
    var x = picture
    // Change what follows: the positions of edges have to get past the innermost level.
    for level in levels {
      x = level.down(x)
    }
    for level in levels.reversed() {
      x = level.up(x)
    }
    return x
  }
}
