import GANKit

extension Image {
  /// The part of `width` x `height` pixels whose upper left pixel is in column `x` and row `y`.
  public func cropped(x: Int, y: Int, width: Int, height: Int) -> Image {
    require(
      width >= 1 && height >= 1 && x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height,
      "cropped: \(width) x \(height) pixels at (\(x), \(y)) do not lie in a picture of \(self.width) x \(self.height)"
    )
    if width == self.width && height == self.height { return self }
    var part = [UInt8]()
    part.reserveCapacity(width * height * channels)
    for row in y..<y + height {
      let start = (row * self.width + x) * channels
      part += pixels[start..<start + width * channels]
    }
    return Image(width: width, height: height, channels: channels, pixels: part)
  }

  /// The central part of this size, which must not be larger than the picture; if it cannot be exactly central, it is
  /// half a pixel further up or to the left.
  public func centreCropped(width: Int, height: Int) -> Image {
    cropped(x: (self.width - width) / 2, y: (self.height - height) / 2, width: width, height: height)
  }

  /// This picture on the left and another of the same height and number of channels on its right, as one.
  public func beside(_ other: Image) -> Image {
    require(
      height == other.height && channels == other.channels,
      "beside: needs two pictures of the same height and number of channels, found \(width) x \(height) x \(channels) "
        + "and \(other.width) x \(other.height) x \(other.channels)")
    let (left, right) = (width * channels, other.width * channels)
    var both = [UInt8]()
    both.reserveCapacity(pixels.count + other.pixels.count)
    for row in 0..<height {
      both += pixels[row * left..<(row + 1) * left]
      both += other.pixels[row * right..<(row + 1) * right]
    }
    return Image(width: width + other.width, height: height, channels: channels, pixels: both)
  }

  /// The picture with its height and width reduced to multiples of `factor` by removing the last rows and columns,
  /// which super-resolution calls modcrop. Both sides must be at least `factor`.
  public func cropped(toMultipleOf factor: Int) -> Image {
    require(
      factor >= 1 && width >= factor && height >= factor,
      "cropped(toMultipleOf:): \(width) x \(height) is smaller than \(factor) x \(factor), the nearest legal size"
    )
    return cropped(x: 0, y: 0, width: width / factor * factor, height: height / factor * factor)
  }

  /// The largest central square, scaled to `size` x `size`: pictures of any size become alike, and nothing is
  /// stretched.
  public func squareThumbnail(_ size: Int, _ method: Resampling = .bicubic) -> Image {
    let side = min(width, height)
    return resized(
      x: (width - side) / 2, y: (height - side) / 2, of: (side, side), width: size, height: size, method)
  }
}
