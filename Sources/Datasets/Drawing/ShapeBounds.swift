/// An upright rectangle around a shape.
struct ShapeBounds {
  let low, high: SIMD2<Float>

  init(_ centre: SIMD2<Float>, _ reach: SIMD2<Float>) { (low, high) = (centre - reach, centre + reach) }

  init(_ centre: SIMD2<Float>, _ reach: Float) { self.init(centre, SIMD2(repeating: reach)) }

  init(left: Float, right: Float, top: Float, bottom: Float) {
    (low, high) = (SIMD2(left, top), SIMD2(right, bottom))
  }
}
