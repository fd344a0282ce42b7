import GANKit

/// A tensor's scalars in row-major order.
extension Tensor: ChartValues {
  public var chartValues: [Double] { withScalars { $0.map(Double.init) } }
}

extension PlotGrid {
  /// The cells' middles, of shape `[rows * columns, 2]`: what a discriminator of the plane is asked about.
  public var tensor: Tensor {
    Tensor(points.flatMap { [Float($0.x), Float($0.y)] }, shape: [rows * columns, 2])
  }
}
