import GANKit

/// A tensor's scalars in row-major order.
extension Tensor: ChartValues {
  public var chartValues: [Double] { withScalars { $0.map(Double.init) } }
}

extension PlotGrid {
  /// The cells' middles, of shape `[rows * columns, 2]`: the input for a discriminator of points in the plane.
  public var tensor: Tensor {
    Tensor(points.flatMap { [Float($0.x), Float($0.y)] }, shape: [rows * columns, 2])
  }
}
