/// A place in a chapter where its page has something to move: the comment `<!-- explorable: losses -->` on a line of its
/// own, right after the figure or the formula that it makes movable. The terminal and print show the figure alone.
public struct Explorable: Sendable, Equatable {
  /// What there is to move.
  public enum Kind: String, CaseIterable, Sendable {
    /// The two losses of G over D's decision.
    case losses
    /// Ways to play the bilinear game.
    case saddle
    /// Two densities, and how far apart they are.
    case divergence
    /// A convolution tap by tap, and a transposed one stamp by stamp.
    case taps
    /// The generator that this learner trained: `latent: digits`.
    case latent
    /// The flow that this learner trained, between noise and data.
    case flow
    /// Two pictures of the figure above under a divider: `divider, columns: small, bicubic*, SRGAN*, truth`. The two
    /// that are shown first have a star; without stars they are the first two.
    case divider
  }

  public let kind: Kind
  /// What follows the name: which generator, or the names of the figure's columns or rows.
  public let details: Details

  public enum Details: Sendable, Equatable {
    case none
    /// The name of a ``TrainedGenerator``.
    case generator(String)
    /// What a grid of pictures shows, in a pattern that may repeat, and which two of these are compared first.
    case grid(axis: Axis, names: [String], first: [Int])
  }

  public enum Axis: String, Sendable {
    case columns, rows
  }

  /// Whether a comment is meant to be an explorable, even if it is misspelt.
  package static func isMeant(by comment: String) -> Bool {
    comment.lowercased().hasPrefix("explorable")
  }

  /// What is wrong with a comment, and what to write instead.
  package struct Problem: Error {
    package let message: String
  }

  /// Reads a comment.
  package init(_ comment: String) throws(Problem) {
    func problem(_ message: String) -> Problem { Problem(message: "<!-- \(comment) -->: \(message)") }
    guard let colon = comment.firstIndex(of: ":"), comment[..<colon] == "explorable" else {
      throw problem("write <!-- explorable: NAME -->")
    }
    let rest = comment[comment.index(after: colon)...]
    let name = rest.prefix { $0 != "," && $0 != ":" }.trimmed
    let names = Kind.allCases.map(\.rawValue)
    guard let kind = Kind(rawValue: name) else {
      throw problem(
        "there is no explorable \"\(name)\".\(NearMiss.question(for: name, among: names)) There are "
          + "\(Wording.list(names))")
    }
    self.kind = kind
    let details = rest.dropFirst(rest.prefix { $0 != "," && $0 != ":" }.count + 1).trimmed
    switch kind {
    case .losses, .saddle, .divergence, .taps, .flow:
      guard details.isEmpty else { throw problem("nothing follows the name \(name)") }
      self.details = .none
    case .latent:
      guard !details.isEmpty, details.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
        throw problem("name the generator: <!-- explorable: latent: digits -->")
      }
      self.details = .generator(details)
    case .divider:
      let parts = details.split(separator: ":", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, let axis = Axis(rawValue: parts[0]) else {
        throw problem("say what the grid shows: <!-- explorable: divider, columns: input, output, target -->")
      }
      let marked = parts[1].split(separator: ",").map(\.trimmed)
      let names = marked.map { $0.hasSuffix("*") ? $0.dropLast().trimmed : $0 }
      guard names.count >= 2, names.allSatisfy({ !$0.isEmpty }) else {
        throw problem("name at least two \(axis.rawValue), separated by commas")
      }
      let stars = marked.indices.filter { marked[$0].hasSuffix("*") }
      guard stars.isEmpty || stars.count == 2 else {
        throw problem("put a star behind both \(axis.rawValue) that are compared first, or behind none")
      }
      self.details = .grid(axis: axis, names: names, first: stars.isEmpty ? [0, 1] : stars)
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
