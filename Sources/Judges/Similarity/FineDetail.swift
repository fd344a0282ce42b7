import Foundation
import GANKit

/// How much of the finest detail images contain: the energy of their waves shorter than four pixels.
///
///     mean of (x - low(x))^2    over all images, pixels and channels
///
/// low(x) keeps, along both axes, the waves of less than 1/4 cycle per pixel. That is half the Nyquist frequency, which is
/// the highest that pixels can show: 1/2 cycle per pixel, light and dark in turn. The waves are cosines over the image
/// mirrored at its edges (the discrete cosine transform, whose k-th wave makes k / 2N cycles per pixel over N pixels),
/// so that an edge of the image is not taken for an edge in it.
///
/// Only the quotient by the same measure of real images of the same kind means something: above 1, generated images
/// contain grain or another fine texture that real ones do not; below 1, they are blurred. White noise of standard
/// deviation s adds 3/4 s^2, because 3/4 of all waves are that short. Images that are blurred in one place and grainy in
/// another may have a quotient of 1.
///
/// - Parameter images: `[N, H, W, C]` in any range, at least one; of even height and width.
public func fineDetail(of images: Tensor) -> Double {
  requireEvenSides(images)
  // Some at a time, so that memory does not grow with their number.
  let energies = images.inPieces(of: 250) { square(fineDetailImages(of: $0)).mean(axes: [1, 2, 3]) }
  return Double(energies.mean().scalar)
}

/// What `fineDetail(of:)` measures, as images `[N, H, W, C]`: x - low(x).
func fineDetailImages(of images: Tensor) -> Tensor {
  requireEvenSides(images)
  let (n, h, w, c) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3])
  let x = images.detached
  // Along the columns, then along the rows: each as one product of matrices.
  let rows = matmul(x.permuted([0, 1, 3, 2]).reshaped(to: [n * h * c, w]), lowPass(w))
  let turned = rows.reshaped(to: [n, h, c, w]).permuted([0, 2, 3, 1]).reshaped(to: [n * c * w, h])
  let low = matmul(turned, lowPass(h)).reshaped(to: [n, c, w, h]).permuted([0, 3, 2, 1])
  return x - low
}

private func requireEvenSides(_ images: Tensor) {
  require(
    images.rank == 4 && images.count > 0,
    "fineDetail: needs at least one image, [N, H, W, C], found shape \(images.shape)")
  let (h, w) = (images.shape[1], images.shape[2])
  require(
    h % 2 == 0 && w % 2 == 0,
    "fineDetail: needs images of even height and width, found \(h) x \(w) pixels")
}

/// The symmetric matrix `[size, size]` that projects onto the slower half of the cosines.
private func lowPass(_ size: Int) -> Tensor {
  let waves = (0..<size / 2).map { k -> [Double] in
    let scale: Double = (k == 0 ? 1 : 2) / Double(size)
    return (0..<size).map { place in
      scale.squareRoot() * cos(Double.pi * Double(k) * (Double(place) + 0.5) / Double(size))
    }
  }
  var values: [Float] = []
  for row in 0..<size {
    for column in 0..<size {
      var sum = 0.0
      for wave in waves { sum += wave[row] * wave[column] }
      values.append(Float(sum))
    }
  }
  return Tensor(values, shape: [size, size])
}
