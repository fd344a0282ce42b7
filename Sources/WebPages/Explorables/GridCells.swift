import Foundation
import Pictures

/// Where the pictures of a grid lie in the file of its figure, found by the white lines between them: a figure does not
/// say, and a reader's own may have other numbers of rows and columns than the book's.
struct GridCells: Equatable {
  /// The size of the figure, in pixels.
  let width, height: Int
  /// The left edges of the columns and the upper edges of the rows.
  let columns, rows: [Int]
  /// The size of a picture.
  let cellWidth, cellHeight: Int

  /// nil for a file that is no PNG with a grid of at least two pictures.
  init?(of file: URL) {
    guard let image = try? PNG.read(file) else { return nil }
    self.init(image)
  }

  init?(_ image: Image) {
    (width, height) = (image.width, image.height)
    let paper = Paper(image)
    // What is found in one direction makes the other one clear.
    var band = 0..<height
    var across = 0..<width
    for _ in 0..<3 {
      guard let xs = Self.cells(in: paper.columns(across: band)) else { return nil }
      across = xs.starts[0]..<xs.starts.last! + xs.length
      guard let ys = Self.cells(in: paper.rows(across: across)) else { return nil }
      band = ys.starts[0]..<ys.starts.last! + ys.length
    }
    guard let xs = Self.cells(in: paper.columns(across: band)),
      let ys = Self.cells(in: paper.rows(across: across)), xs.starts.count * ys.starts.count >= 2
    else { return nil }
    (columns, cellWidth) = (xs.starts, xs.length)
    (rows, cellHeight) = (ys.starts, ys.length)
  }

  /// What of a figure is covered by more than letters: pixels that lie in a covered stretch both along their row and
  /// along their column.
  private struct Paper {
    private var isSolid: [Bool]
    private let width, height: Int

    init(_ image: Image) {
      let (width, height, channels) = (image.width, image.height, image.channels)
      (self.width, self.height) = (width, height)
      let isCovered = image.pixels.withUnsafeBufferPointer { pixels in
        (0..<width * height).map { place in
          // Nearly white where a figure was made smaller.
          (0..<channels).contains { pixels[place * channels + $0] < 240 }
        }
      }
      isSolid = isCovered
      for y in 0..<height { keepStretches(of: isCovered, from: y * width, step: 1, count: width) }
      for x in 0..<width { keepStretches(of: isCovered, from: x, step: width, count: height) }
    }

    /// Along one line, what lies in a short stretch is no part of a picture.
    private mutating func keepStretches(of isCovered: [Bool], from first: Int, step: Int, count: Int) {
      var begin = 0
      for place in 0...count where place == count || !isCovered[first + place * step] {
        if place - begin < GridCells.smallest {
          for short in begin..<place { isSolid[first + short * step] = false }
        }
        begin = place + 1
      }
    }

    /// For each column, how much of it within these rows is covered.
    func columns(across rows: Range<Int>) -> [Double] {
      (0..<width).map { x in
        Double(rows.count { y in isSolid[y * width + x] }) / Double(rows.count)
      }
    }

    /// For each row, how much of it within these columns is covered.
    func rows(across columns: Range<Int>) -> [Double] {
      (0..<height).map { y in
        Double(columns.count { x in isSolid[y * width + x] }) / Double(columns.count)
      }
    }
  }

  /// Smaller things are letters.
  private static let smallest = 20
  /// Pixels between pictures, at most.
  private static let widestGap = 8
  /// Of a figure that was made smaller, pictures differ by a pixel or two.
  private static let slack = 2

  /// The cells along one axis: runs of equal length close to each other, the longest such row of them.
  private static func cells(in coverage: [Double]) -> (starts: [Int], length: Int)? {
    // The least that a line of a picture covers: a share of what most lines of pictures cover.
    let least = 0.25 * (coverage.max() ?? 0)
    var runs: [Range<Int>] = []
    var start: Int?
    for (place, share) in (coverage + [0]).enumerated() {
      if share > least {
        start = start ?? place
      } else if let begin = start {
        runs.append(begin..<place)
        start = nil
      }
    }
    runs.removeAll { $0.count < smallest }
    func isLike(_ run: Range<Int>, _ length: Int) -> Bool { abs(run.count - length) <= slack }
    let length = runs.map(\.count).max { a, b in
      let (like, unlike) = (runs.count { isLike($0, b) }, runs.count { isLike($0, a) })
      return (unlike, a) < (like, b)
    }
    guard let length else { return nil }
    var best: [Range<Int>] = []
    var chain: [Range<Int>] = []
    for run in runs {
      let isNext = chain.last.map { run.lowerBound - $0.upperBound <= widestGap } ?? false
      // A picture with a white edge is shorter than it should be.
      if isLike(run, length) || (isNext && run.count < length && !chain.isEmpty) {
        chain = isNext ? chain + [run] : [run]
      } else {
        chain = []
      }
      if chain.count > best.count { best = chain }
    }
    let whole = best.map(\.count).filter { abs($0 - length) <= slack }
    return best.isEmpty ? nil : (best.map(\.lowerBound), whole.min() ?? length)
  }
}
