import GANKit

// Answers that look right, for the test of the checks.

private func distance(_ a: Tensor, _ b: Tensor) -> Double {
  Double(square(a - b).sum().scalar).squareRoot()
}

/// The nearest of all pictures, which is always the picture itself.
enum OwnNeighbour: Diversity {
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    let nearest = (0..<count).map { a in (0..<count).map { distance(points[a], points[$0]) }.min()! }
    return nearest.sorted()[count / 2]
  }
}

/// Squared distances: they have the same nearest neighbours.
enum SquaredDistance: Diversity {
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    let nearest = (0..<count).map { a in
      (0..<count).filter { $0 != a }.map { Double(square(points[a] - points[$0]).sum().scalar) }.min()!
    }
    return nearest.sorted()[count / 2]
  }
}

/// The loops over pairs as they were: each picture looks only at those before it.
enum EarlierOnly: Diversity {
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    var nearest = [Double](repeating: .infinity, count: count)
    for a in 0..<count {
      for b in 0..<a { nearest[a] = min(nearest[a], distance(points[a], points[b])) }
    }
    return nearest.sorted()[count / 2]
  }
}

/// The mean of the distances to the nearest neighbours, as it was the mean before.
enum MeanOfNearest: Diversity {
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    let nearest = (0..<count).map { a in
      (0..<count).filter { $0 != a }.map { distance(points[a], points[$0]) }.min()!
    }
    return nearest.reduce(0, +) / Double(count)
  }
}
