import Foundation
import GANKit
import Pictures

/// Rows of pictures joined by arrows, each with an arrow back from its last picture to its first: a picture, what a
/// network makes from it, what a second network makes from that, and which two are compared.
///
/// ```swift
/// PictureChain(
///   rows: [.init(pictures: [a, translated, back], names: ["a", "G(a)", "F(G(a))"],
///                notes: ["real", "judged by D_B", ""], arrows: ["G", "F"], closing: "mean |F(G(a)) - a| = 0.05")])
/// ```
public struct PictureChain: Figure, Hashable {
  /// One row: pictures of equal size, their labels, and the labels of the arrows between them.
  public struct Row: Hashable, Sendable {
    var pictures: [Image]
    var names: [String]
    var notes: [String]
    var arrows: [String]
    var closing: String

    /// - Parameters:
    ///   - pictures: two or more.
    ///   - names: the label above each picture, in bold.
    ///   - notes: the smaller label below each name; it may be an empty string.
    ///   - arrows: the label of each arrow, one fewer than there are pictures.
    ///   - closing: the label of the arrow from the last picture back to the first.
    public init(pictures: [Image], names: [String], notes: [String], arrows: [String], closing: String) {
      require(
        pictures.count >= 2 && names.count == pictures.count && notes.count == pictures.count
          && arrows.count == pictures.count - 1,
        "PictureChain: \(pictures.count) pictures need as many names and notes and \(pictures.count - 1) arrows."
      )
      (self.pictures, self.names, self.notes) = (pictures, names, notes)
      (self.arrows, self.closing) = (arrows, closing)
    }
  }

  var title: String
  var caption: String
  var rows: [Row]

  /// - Parameters:
  ///   - title: what the chains show.
  ///   - caption: small print below.
  public init(title: String = "", caption: String = "", rows: [Row]) {
    (self.title, self.caption, self.rows) = (title, caption, rows)
  }

  /// The chains as a PNG file.
  public func png() throws -> Data {
    let layout = PictureChainLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }
}
