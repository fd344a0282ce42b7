/// The sky, hills, trees and ground of one picture.
struct HerdLandscape {
  /// The height at which the ground begins, in units from the top.
  let horizon: Float
  private let sky: (top: SIMD3<Float>, bottom: SIMD3<Float>)
  private let ground: (far: SIMD3<Float>, near: SIMD3<Float>)
  private let hills: SIMD3<Float>
  private let hillShape: SIMD4<Float>
  private let trees: [Tree]
  private let tufts: [SIMD3<Float>]

  private struct Tree {
    let foot: SIMD2<Float>
    let height, spread: Float
    let crown: SIMD3<Float>
  }

  init(using dice: inout Dice) {
    horizon = dice.uniform(14, 27)
    let place = dice.choice(1, 1, 1)
    let colour = Self.grounds[place]
    let light = 1 + 0.07 * dice.bell()
    ground = (colour * 0.86 * light, colour * 1.06 * light)
    let weather = Self.skies[dice.choice(1, 1, 1)]
    sky = (weather.0 * (1 + 0.04 * dice.bell()), weather.1)
    hills = (sky.bottom + colour * 0.9) * 0.5 * SIMD3(0.86, 0.9, 0.98)
    hillShape = SIMD4(dice.uniform(0, 64), dice.uniform(3, 8), dice.uniform(0, 64), dice.uniform(2, 6))
    let horizon = horizon
    trees = (0..<dice.choice(1, 2, 1)).map { _ in
      Tree(
        foot: SIMD2(dice.uniform(2, 62), horizon + dice.uniform(0.5, 3)), height: dice.uniform(9, 16),
        spread: dice.uniform(5, 9), crown: Self.leaves[place] * (1 + 0.1 * dice.bell()))
    }
    tufts = (0..<12).map { _ in
      SIMD3(dice.uniform(0, 64), horizon + 4 + dice.uniform() * (60 - horizon), dice.uniform(-1, 1))
    }
  }

  func paint(on canvas: inout ShapeCanvas) {
    canvas.cover { p in
      guard p.y > horizon else { return sky.top + (sky.bottom - sky.top) * (max(p.y, 0) / horizon) }
      return ground.far + (ground.near - ground.far) * ((p.y - horizon) / (64 - horizon))
    }
    for (centre, height) in [(hillShape.x, hillShape.y), (hillShape.z, hillShape.w)] {
      canvas.lay(in: ShapeBounds(left: 0, right: 64, top: horizon - height, bottom: horizon), hills) { p in
        max(SignedDistance.ellipse(p, SIMD2(centre, horizon), SIMD2(26, height)), p.y - horizon)
      }
    }
    for tree in trees { paint(tree, on: &canvas) }
    for tuft in tufts {
      // Larger in front than at the horizon.
      let size = 1 + 2.2 * (tuft.y - horizon) / (64 - horizon)
      canvas.lay(
        in: ShapeBounds(SIMD2(tuft.x, tuft.y), SIMD2(2 * size, size)), softness: 0.8, opacity: 0.6,
        ground.near * (1 + 0.16 * tuft.z)
      ) { p in
        SignedDistance.ellipse(p, SIMD2(tuft.x, tuft.y), SIMD2(1.6 * size, 0.5 * size))
      }
    }
  }

  private func paint(_ tree: Tree, on canvas: inout ShapeCanvas) {
    let top = tree.foot - SIMD2(0, tree.height)
    canvas.lay(in: ShapeBounds(tree.foot, SIMD2(2, tree.height)), SIMD3(0.33, 0.25, 0.2)) { p in
      SignedDistance.stroke(p, from: tree.foot, 0.9, to: top, 0.5)
    }
    canvas.lay(in: ShapeBounds(top, SIMD2(tree.spread + 1, 6))) { p in
      SignedDistance.ellipse(p, top, SIMD2(tree.spread, 4))
    } colour: { p, _ in
      tree.crown * (1 - 0.05 * (p.y - top.y))
    }
  }

  /// A meadow, a savanna, a desert.
  private static let grounds: [SIMD3<Float>] = [
    SIMD3(0.42, 0.62, 0.28), SIMD3(0.78, 0.7, 0.34), SIMD3(0.9, 0.76, 0.58),
  ]
  private static let leaves: [SIMD3<Float>] = [
    SIMD3(0.2, 0.45, 0.22), SIMD3(0.4, 0.5, 0.2), SIMD3(0.35, 0.45, 0.3),
  ]
  /// A clear day, haze, an evening.
  private static let skies: [(SIMD3<Float>, SIMD3<Float>)] = [
    (SIMD3(0.4, 0.64, 0.92), SIMD3(0.78, 0.88, 0.97)),
    (SIMD3(0.7, 0.76, 0.8), SIMD3(0.9, 0.9, 0.86)),
    (SIMD3(0.5, 0.42, 0.66), SIMD3(0.98, 0.74, 0.52)),
  ]
}
