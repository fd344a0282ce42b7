/// A class that PyTorch does not have, and that a file brings with it where it needs it.
enum PythonHelper: Int, CaseIterable {
  case residual, sum, concatenation, sumWithDetour, concatenationWithDetour
  case sameConvolution, paddedConvolution, trimmedConvolution, filter

  var name: String {
    switch self {
    case .residual: "Residual"
    case .sum: "Sum"
    case .concatenation: "Concatenation"
    case .sumWithDetour: "SumWithDetour"
    case .concatenationWithDetour: "ConcatenationWithDetour"
    case .sameConvolution: "SameConv2d"
    case .paddedConvolution: "PaddedConv2d"
    case .trimmedConvolution: "TrimmedConvTranspose2d"
    case .filter: "Filter"
    }
  }

  var needsFunctional: Bool { [.sameConvolution, .paddedConvolution, .filter].contains(self) }

  var source: String {
    switch self {
    case .residual:
      """
      class Residual(nn.Module):
          \"""x + F(x), where F is `body`.\"""

          def __init__(self, *layers):
              super().__init__()
              self.body = nn.Sequential(*layers)

          def forward(self, x):
              return x + self.body(x)
      """
    case .sum:
      """
      class Sum(nn.Sequential):
          \"""Layers whose result is added to their input.\"""

          def forward(self, x):
              return x + super().forward(x)
      """
    case .concatenation:
      """
      class Concatenation(nn.Sequential):
          \"""Layers whose result stands behind their input, along the channels.\"""

          def forward(self, x):
              return torch.cat([x, super().forward(x)], dim=1)
      """
    case .sumWithDetour:
      Self.detour(
        "SumWithDetour", about: "Layers whose result is added to what `detour` makes of their input.",
        result: "self.detour(x) + y")
    case .concatenationWithDetour:
      Self.detour(
        "ConcatenationWithDetour",
        about: "Layers whose result stands behind what `detour` makes of their input.",
        result: "torch.cat([self.detour(x), y], dim=1)")
    case .sameConvolution:
      """
      class SameConv2d(nn.Conv2d):
          \"""A convolution to ceil(size / stride) pixels; an odd pixel of padding is at the end.\"""

          def forward(self, x):
              pad = []
              for axis in (1, 0):
                  size, stride = x.shape[2 + axis], self.stride[axis]
                  span = (self.kernel_size[axis] - 1) * self.dilation[axis] + 1
                  total = max((-(-size // stride) - 1) * stride + span - size, 0)
                  pad += [total // 2, total - total // 2]
              return super().forward(F.pad(x, pad))
      """
    case .paddedConvolution:
      """
      class PaddedConv2d(nn.Conv2d):
          \"""A convolution with its own padding on each side: left, right, top and bottom.\"""

          def __init__(self, *arguments, pad, **options):
              super().__init__(*arguments, **options)
              self.pad = pad

          def forward(self, x):
              return super().forward(F.pad(x, self.pad))
      """
    case .trimmedConvolution:
      """
      class TrimmedConvTranspose2d(nn.ConvTranspose2d):
          \"""A transposed convolution without the last `trim` rows and columns of its result.\"""

          def __init__(self, *arguments, trim, **options):
              super().__init__(*arguments, **options)
              self.trim = trim

          def forward(self, x):
              y = super().forward(x)
              return y[:, :, : y.shape[2] - self.trim[0], : y.shape[3] - self.trim[1]]
      """
    case .filter:
      """
      class Filter(nn.Module):
          \"""A fixed filter for every channel and both axes; row p of `taps` makes pixel p of a cell.\"""

          def __init__(self, channels, taps, mirror):
              super().__init__()
              taps = torch.tensor(taps)
              self.factor, length = taps.shape
              kernels = torch.einsum("ay,bx->abyx", taps, taps).reshape(-1, 1, length, length)
              self.register_buffer("kernels", kernels.repeat(channels, 1, 1, 1), persistent=False)
              self.channels, self.reach, self.mirror = channels, length // 2, mirror

          def forward(self, x):
              reach = self.reach
              if self.mirror:  # the image goes on as its mirror image, with its edge repeated
                  for axis in (2, 3):
                      first, last = x.narrow(axis, 0, reach), x.narrow(axis, x.shape[axis] - reach, reach)
                      x = torch.cat([first.flip(axis), x, last.flip(axis)], dim=axis)
              else:
                  x = F.pad(x, (reach, reach, reach, reach))
              return F.pixel_shuffle(F.conv2d(x, self.kernels, groups=self.channels), self.factor)
      """
    }
  }

  private static func detour(_ name: String, about: String, result: String) -> String {
    """
    class \(name)(nn.Module):
        \"""\(about)\"""

        def __init__(self, detour, **layers):
            super().__init__()
            self.detour, self.path = detour, list(layers)
            for name, layer in layers.items():
                self.add_module(name, layer)

        def forward(self, x):
            y = x
            for name in self.path:
                y = getattr(self, name)(y)
            return \(result)
    """
  }
}
