import GANKit

/// How sharp images are: the mean length of the brightness gradient, channel by channel.
///
///     mean of sqrt((x(i + 1, j) - x(i, j))^2 + (x(i, j + 1) - x(i, j))^2)
///
/// Blur lowers it; noise and invented detail raise it. It shows whether images vary from pixel to pixel as much as real
/// ones do, but not whether they vary in the right places.
///
/// - Parameter images: `[N, H, W, C]` in any range, at least 2x2 pixels.
/// - Returns: the mean in units of the images' values per pixel.
public func meanGradientMagnitude(of images: Tensor) -> Double {
  require(
    images.rank == 4 && images.count > 0 && min(images.shape[1], images.shape[2]) >= 2,
    "meanGradientMagnitude: needs images [N, H, W, C] of at least 2 x 2 pixels, found \(images.shape)")
  let (h, w) = (images.shape[1], images.shape[2])
  let x = images.detached
  let corner = x.sliced(axis: 1, 0..<h - 1).sliced(axis: 2, 0..<w - 1)
  let below = x.sliced(axis: 1, 1..<h).sliced(axis: 2, 0..<w - 1)
  let right = x.sliced(axis: 1, 0..<h - 1).sliced(axis: 2, 1..<w)
  return Double(sqrt(square(below - corner) + square(right - corner)).mean().scalar)
}
