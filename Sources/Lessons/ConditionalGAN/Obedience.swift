import Datasets
import GANKit
import Judges

// How often faces have the attributes that were asked for.

/// For each attribute, the share of faces in which it is read as it was asked for, 0...1.
struct Obedience {
  let shares: [FaceFactor: Double]

  /// - Parameters:
  ///   - read: the attributes that the judge reads in the faces.
  ///   - asked: those that were asked for, in the same order.
  init(read: [FaceFactors], asked: [FaceFactors]) {
    shares = Dictionary(
      uniqueKeysWithValues: FaceFactor.allCases.map { factor in
        let right = zip(read, asked).count { $0[factor] == $1[factor] }
        return (factor, Double(right) / Double(asked.count))
      })
  }

  /// The mean over the attributes.
  var mean: Double {
    // In a fixed order, which a dictionary's values do not have: another order rounds differently.
    FaceFactor.allCases.reduce(0) { $0 + shares[$1]! } / Double(shares.count)
  }
}

extension FaceFactor {
  /// How often two faces agree that were drawn independently: what a generator reaches that ignores the request and keeps
  /// to the probabilities of the data.
  var chance: Double { probabilities.reduce(0) { $0 + $1 * $1 } }

  /// As metrics are called: "hairColour".
  var metricName: String {
    let words = rawValue.split(separator: " ")
    return words[0] + words.dropFirst().map(\.capitalized).joined()
  }
}

extension FaceClassifier {
  /// The attributes of faces `[N, 32, 32, 3]`, enlarged to the size that the classifier knows.
  func factors(ofSmall images: Tensor) -> [FaceFactors] {
    factors(of: images.upsampled(2, .bilinear))
  }
}
