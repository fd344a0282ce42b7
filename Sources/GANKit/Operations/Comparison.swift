import CKernels

// Comparisons are spelled like those of Swift's SIMD vectors. Their results are constants, since the derivative of a
// comparison is zero wherever it exists.

extension Tensor {
  /// 1 where a < b, 0 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { Kernels.binary(GK_LESS, a, b) }
  /// 1 where a <= b, 0 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { Kernels.binary(GK_LESS_OR_EQUAL, a, b) }
  /// 1 where a > b, 0 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { b .< a }
  /// 1 where a >= b, 0 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { b .<= a }
  /// 1 where a = b, 0 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { Kernels.binary(GK_EQUAL, a, b) }
  /// 0 where a = b, 1 elsewhere (also where one is NaN); the shapes broadcast.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { 1 - (a .== b) }

  public static func .< (x: Tensor, c: Float) -> Tensor { x .< Tensor(c) }
  public static func .<= (x: Tensor, c: Float) -> Tensor { x .<= Tensor(c) }
  public static func .> (x: Tensor, c: Float) -> Tensor { x .> Tensor(c) }
  public static func .>= (x: Tensor, c: Float) -> Tensor { x .>= Tensor(c) }
  public static func .== (x: Tensor, c: Float) -> Tensor { x .== Tensor(c) }
  public static func .!= (x: Tensor, c: Float) -> Tensor { x .!= Tensor(c) }

  public static func .< (c: Float, x: Tensor) -> Tensor { Tensor(c) .< x }
  public static func .<= (c: Float, x: Tensor) -> Tensor { Tensor(c) .<= x }
  public static func .> (c: Float, x: Tensor) -> Tensor { Tensor(c) .> x }
  public static func .>= (c: Float, x: Tensor) -> Tensor { Tensor(c) .>= x }

  /// The elements of `other` where the mask is not 0, and this tensor's elements elsewhere; the three shapes broadcast.
  /// Other libraries call this `where(mask, other, self)`.
  ///
  ///     x.replacing(with: 0, where: x .< 0)
  ///
  /// An element that is not taken affects neither the value nor the gradient, even if it is infinite or NaN: it
  /// receives the gradient 0. But if a function computed it whose derivative is infinite there, 0 times infinity is NaN
  /// in that function's own gradient. To avoid this, replace the function's operand as well:
  ///
  ///     log(x.replacing(with: 1, where: x .<= 0))
  ///
  /// - Parameters:
  ///   - other: what is taken where the mask is not 0.
  ///   - mask: usually the result of a comparison; a constant.
  public func replacing(with other: Tensor, where mask: Tensor) -> Tensor {
    let (shape, otherShape) = (self.shape, other.shape)
    let common = shape.broadcast(with: otherShape, in: "replacing")
      .broadcast(with: mask.shape, in: "replacing")
    let mask = Kernels.broadcast(mask.detached, to: common)
    return Kernels.select(
      mask, Kernels.broadcast(detached, to: common), Kernels.broadcast(other.detached, to: common)
    )
    .derivative(wrt: self) { dy in dy.replacing(with: 0, where: mask).summed(to: shape) }
    .derivative(wrt: other) { dy in Tensor(0).replacing(with: dy, where: mask).summed(to: otherShape) }
  }

  /// The number c where the mask is not 0, and this tensor's elements elsewhere; see ``replacing(with:where:)``.
  public func replacing(with c: Float, where mask: Tensor) -> Tensor {
    replacing(with: Tensor(c), where: mask)
  }
}

extension GradientCase {
  static var comparison: [GradientCase] {
    [
      GradientCase("replacing", [[3, 4], [3, 4]]) { $0[0].replacing(with: $0[1], where: $0[0] .< -0.25) },
      GradientCase("replacing, broadcast", [[3, 1], [4]]) { inputs in
        inputs[0].replacing(with: inputs[1], where: Tensor([1, 0, 0, 1]))
      },
      GradientCase("replacing by a number", [[2, 6]]) {
        square($0[0]).replacing(with: 3, where: $0[0] .>= 0)
      },
      GradientCase("weighted by a comparison", [[7], [7]]) { $0[0] * ($0[0] .!= $0[1]) * ($0[0] .<= 0.5) },
    ]
  }
}
