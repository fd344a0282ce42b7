import GANKit

extension Image {
  /// The picture whose pixels are the numbers in `tensor`, of shape `[H, W, C]` (C is 1 or 3) or `[H, W]`.
  ///
  /// - Parameter range: the numbers that stand for black and white; values outside it are clamped.
  public init(tensor: Tensor, range: PixelRange = .signed) {
    let shape = Array(tensor.shape)
    require(
      shape.count == 2 || (shape.count == 3 && (shape[2] == 1 || shape[2] == 3)),
      "Image(tensor:): the shape must be [H, W], [H, W, 1] or [H, W, 3], not \(shape).")
    let pixels = tensor.withScalars { scalars in scalars.map(range.byte) }
    self.init(width: shape[1], height: shape[0], channels: shape.count == 3 ? shape[2] : 1, pixels: pixels)
  }

  /// The pictures in a batch of shape `[N, H, W, C]`, where C is 1 or 3.
  public static func batch(_ images: Tensor, range: PixelRange = .signed) -> [Image] {
    let shape = Array(images.shape)
    require(
      shape.count == 4 && (shape[3] == 1 || shape[3] == 3),
      "Image.batch: the shape must be [N, H, W, 1] or [N, H, W, 3], not \(shape).")
    let size = shape[1] * shape[2] * shape[3]
    return images.withScalars { scalars in
      (0..<shape[0]).map { index in
        Image(
          width: shape[2], height: shape[1], channels: shape[3],
          pixels: scalars[index * size..<(index + 1) * size].map(range.byte))
      }
    }
  }

  /// The pixels as numbers, of shape `[H, W, C]`.
  public func tensor(range: PixelRange = .signed) -> Tensor {
    Tensor(pixels.map(range.value), shape: [height, width, channels])
  }
}

extension Tensor {
  /// Pictures of one size as a batch `[N, H, W, C]`; if some are grey and others are not, all become RGB.
  ///
  /// - Parameter pictures: At least one, all of the same width and height.
  public init(_ pictures: [Image], range: PixelRange = .signed) {
    require(!pictures.isEmpty, "Tensor(pictures): needs at least one picture")
    let (width, height) = (pictures[0].width, pictures[0].height)
    for picture in pictures {
      require(
        picture.width == width && picture.height == height,
        "Tensor(pictures): found \(picture.width) x \(picture.height) after \(width) x \(height)")
    }
    let channels = pictures.map(\.channels).max()!
    let values = (UInt8.min...UInt8.max).map(range.value)
    self.init(shape: [pictures.count, height, width, channels]) { buffer in
      let numbers = Shared(buffer.baseAddress!)
      Parallel.each(pictures.count) { index in
        let pixels = (pictures[index].channels == channels ? pictures[index] : pictures[index].rgb).pixels
        let target = numbers.pointer + index * pixels.count
        values.withUnsafeBufferPointer { values in
          pixels.withUnsafeBufferPointer { pixels in
            for position in pixels.indices { target[position] = values[Int(pixels[position])] }
          }
        }
      }
    }
  }
}
