import Files
import GANKit
import Pictures

/// Pictures that belong together in pairs, such as a photo and its label map.
public struct ImagePairs: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1]; the photos in `facades/`.
  public let left: Tensor
  /// `[N, size, size, 3]`, values in [-1, 1]; the label maps in `facades/`.
  public let right: Tensor

  /// - Parameters:
  ///   - left, right: Both of the same shape `[N, size, size, 3]`.
  public init(left: Tensor, right: Tensor) {
    require(
      left.rank == 4 && left.shape == right.shape && left.shape[1] == left.shape[2] && left.shape[3] == 3,
      "ImagePairs: needs two batches of the same shape [N, size, size, 3], found \(left.shape) and \(right.shape)"
    )
    self.left = left
    self.right = right
  }

  public var count: Int { left.shape[0] }

  /// The left and right halves of a picture.
  ///
  /// - Throws: `DataError` of kind `.unsuitableSize` if its width is odd.
  static func halves(of picture: Image, name: String) throws -> (left: Image, right: Image) {
    let (width, height) = (picture.width, picture.height)
    guard width % 2 == 0 else {
      let nearest = width == 1 ? "2" : "\(width - 1) or \(width + 1)"
      throw DataError(
        .unsuitableSize, path: name, expected: "two pictures of the same size side by side: an even width",
        found: "\(width) x \(height) pixels",
        advice: "Crop or scale it to the nearest legal width, \(nearest), or remove the file.")
    }
    let half = width / 2
    return (
      picture.cropped(x: 0, y: 0, width: half, height: height),
      picture.cropped(x: half, y: 0, width: half, height: height)
    )
  }
}
