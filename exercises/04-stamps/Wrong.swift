import GANKit

// Answers that look right, for the test of the checks.

/// Each stamp replaces what lay below it.
enum LastStampWins: StampedConvolution {
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    let (height, width, size) = (image.shape[0], image.shape[1], kernel.shape[0])
    let (rows, columns) = ((height - 1) * stride + size, (width - 1) * stride + size)
    var output = [Float](repeating: 0, count: rows * columns)
    for row in 0..<height {
      for column in 0..<width {
        for i in 0..<size {
          for j in 0..<size {
            output[(row * stride + i) * columns + column * stride + j] =
              image.at(row, column) * kernel.at(i, j)
          }
        }
      }
    }
    return Tensor(output, shape: [rows, columns])
  }
}

/// The stride enlarges the output, and the stamps still lie one pixel apart.
enum StrideOnlyInSize: StampedConvolution {
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    let (height, width, size) = (image.shape[0], image.shape[1], kernel.shape[0])
    let (rows, columns) = ((height - 1) * stride + size, (width - 1) * stride + size)
    var output = [Float](repeating: 0, count: rows * columns)
    for row in 0..<height {
      for column in 0..<width {
        for i in 0..<size {
          for j in 0..<size {
            output[(row + i) * columns + column + j] += image.at(row, column) * kernel.at(i, j)
          }
        }
      }
    }
    return Tensor(output, shape: [rows, columns])
  }
}

/// "Transposed" taken as "turned round": the kernel is stamped upside down.
enum TurnedKernel: StampedConvolution {
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    Solution.transposed(image, kernel: kernel.flipped(axes: [0, 1]), stride: stride)
  }
}

/// The size that "same" padding leaves, `stride` times the image: stamps are cut off at the bottom and right.
enum SameSize: StampedConvolution {
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    let (height, width, size) = (image.shape[0], image.shape[1], kernel.shape[0])
    let (rows, columns) = (height * stride, width * stride)
    var output = [Float](repeating: 0, count: rows * columns)
    for row in 0..<height {
      for column in 0..<width {
        for i in 0..<size where row * stride + i < rows {
          for j in 0..<size where column * stride + j < columns {
            output[(row * stride + i) * columns + column * stride + j] +=
              image.at(row, column) * kernel.at(i, j)
          }
        }
      }
    }
    return Tensor(output, shape: [rows, columns])
  }
}
