import ExerciseKit
import GANKit

/// What the learner writes.
protocol StampedConvolution: SendableMetatype {
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor
}

private func rounded(_ value: Float) -> Float { (1000 * value).rounded() / 1000 }

func checks<E: StampedConvolution>(_: E.Type) -> [Check] {
  [
    Check("a single pixel leaves a single stamp") { conditions in
      let random = conditions.random("one pixel")
      let value = Float(1 + random.uniform())
      let kernel = Tensor.uniform([4, 4], in: 1...2, using: random)
      let stamp = E.transposed(Tensor([value], shape: [1, 1]), kernel: kernel, stride: 2)
      try expect(
        stamp.shape == kernel.shape,
        "A single pixel and a kernel of shape [4, 4] give an output of shape \(stamp.shape). Where does the "
          + "stamp of the last pixel end?")
      for (i, j) in [(0, 0), (0, 3), (3, 0), (3, 3)] {
        try expect(
          stamp.at(i, j), near: value * kernel.at(i, j), within: 1e-4,
          "A pixel of \(rounded(value)) and a kernel with \(rounded(kernel.at(i, j))) at (\(i), \(j)) leave "
            + "\(rounded(stamp.at(i, j))) there. Does the stamp lie the way the kernel does?")
      }
      try expect(
        stamp, near: value * kernel, within: 1e-4,
        "The corners of the stamp are right, and something between them is not.")
    },
    Check("stamps that overlap add up") { conditions in
      let random = conditions.random("sum")
      let image = Tensor.uniform([3, 5], in: 1...2, using: random)
      let kernel = Tensor.uniform([4, 4], in: 1...2, using: random)
      let found = E.transposed(image, kernel: kernel, stride: 2)
      let share = found.sum().scalar / (image.sum().scalar * kernel.sum().scalar)
      try expect(
        found.shape == [8, 12],
        "An image of 3x5 pixels, stamped with 4x4 at stride 2, gives an output of shape \(found.shape). How "
          + "far from the first stamp does the last one begin?")
      try expect(
        share, near: 1, within: 1e-3,
        "The output holds \(rounded(share)) times what all stamps together have put there. What happens to a "
          + "pixel on which a second stamp falls?")
    },
    Check("away from the edges, a pixel has as many stamps as the chapter counts") { _ in
      for (size, least, most) in [(3, 1, 4), (4, 4, 4), (5, 4, 9)] {
        let counts = E.transposed(.ones([6, 7]), kernel: .ones([size, size]), stride: 2)
        let (rows, columns) = (10 + size, 12 + size)
        try expect(
          counts.shape == [rows, columns],
          "An image of 6x7 pixels, stamped with \(size)x\(size) at stride 2, needs an output of "
            + "\(rows)x\(columns) pixels; yours has the shape \(counts.shape).")
        let inside = counts.sliced(axis: 0, 4..<10).sliced(axis: 1, 4..<12).scalars
        let (fewest, largest) = (inside.min()!, inside.max()!)
        try expect(
          fewest == Float(least) && largest == Float(most),
          "With a kernel of \(size)x\(size) at stride 2, pixels in the middle have from \(fewest) to "
            + "\(largest) stamps. How far apart do the stamps of two neighbours lie?")
      }
    },
    Check("it is the transpose of the convolution, for any stride") { conditions in
      let random = conditions.random("transpose")
      for stride in 1...3 {
        let (height, width, size) = (2 + random.integer(below: 3), 6, 2 + random.integer(below: 4))
        let y = Tensor.normal([height, width], using: random)
        let kernel = Tensor.normal([size, size], using: random)
        let back = E.transposed(y, kernel: kernel, stride: stride)
        let x = Tensor.normal([(height - 1) * stride + size, (width - 1) * stride + size], using: random)
        let task = "an image of \(height)x\(width) pixels, a kernel of \(size)x\(size) and stride \(stride)"
        try expect(
          back.shape == x.shape,
          "For \(task), the stamps need an output of \(x.shape); yours is \(back.shape).")
        let forth = convolution(
          x.reshaped(to: [1, x.shape[0], x.shape[1], 1]), weight: kernel.reshaped(to: [size, size, 1, 1]),
          stride: stride)
        let (left, right) = ((forth.flattened() * y.reshaped(to: [1, y.count])).sum(), (x * back).sum())
        try expect(
          right.scalar, near: left.scalar, within: 1e-3 * (1 + abs(x * back).sum().scalar),
          "For \(task), the sum over C(x) y is \(rounded(left.scalar)), and that over x T(y) is "
            + "\(rounded(right.scalar)). Try a case like this on paper, with few pixels.")
      }
    },
  ]
}
