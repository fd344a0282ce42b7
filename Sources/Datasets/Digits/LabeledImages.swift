import GANKit

/// Images together with their classes.
public struct LabeledImages: Sendable {
  /// `[N, H, W, C]`, values in [-1, 1].
  public let images: Tensor
  /// One class for each image.
  public let labels: [Int]

  /// - Parameters:
  ///   - images: `[N, H, W, C]`.
  ///   - labels: N classes.
  public init(images: Tensor, labels: [Int]) {
    require(
      images.rank == 4 && images.shape[0] == labels.count,
      "LabeledImages: needs images [N, H, W, C] and N labels, found \(images.shape) and \(labels.count)")
    self.images = images
    self.labels = labels
  }

  public var count: Int { labels.count }

  /// The first `count` images, or all if there are fewer; the pixels are not copied.
  public func first(_ count: Int) -> LabeledImages {
    let count = min(count, self.count)
    return LabeledImages(images: images.rows(0..<count), labels: Array(labels[..<count]))
  }
}
