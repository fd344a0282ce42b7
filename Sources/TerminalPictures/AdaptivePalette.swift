import Pictures

/// Up to 256 colours that stand for all of a picture, by median cut: the colours are divided into boxes, each time at the
/// middle of the longest side of the box that has most to lose, and each box becomes its mean.
///
/// Sixels measure red, green and blue in percent, and so does this. A picture that has no more than 256 colours in percent
/// keeps them.
struct AdaptivePalette {
  /// Red, green and blue, each from 0 to 100.
  struct Colour: Hashable {
    var red, green, blue: Int

    fileprivate var index: Int { (red * 101 + green) * 101 + blue }

    fileprivate init(index: Int) { (red, green, blue) = (index / 10201, index / 101 % 101, index % 101) }

    init(_ red: Int, _ green: Int, _ blue: Int) { (self.red, self.green, self.blue) = (red, green, blue) }

    fileprivate subscript(channel: Int) -> Int { [red, green, blue][channel] }
  }

  let colours: [Colour]
  /// The number of the colour of each pixel, row by row.
  let pixels: [UInt8]

  /// - Parameter image: in three channels.
  init(_ image: Image, limit: Int = 256) {
    let percents = (0...255).map { ($0 * 100 + 127) / 255 }
    let count = image.width * image.height
    var indices = [Int32](repeating: 0, count: count)
    var frequencies = [Int32](repeating: 0, count: 101 * 101 * 101)
    image.pixels.withUnsafeBufferPointer { bytes in
      for pixel in 0..<count {
        let place = pixel * image.channels
        let (green, blue) =
          image.channels == 3 ? (bytes[place + 1], bytes[place + 2]) : (bytes[place], bytes[place])
        let index = (percents[Int(bytes[place])] * 101 + percents[Int(green)]) * 101 + percents[Int(blue)]
        indices[pixel] = Int32(index)
        frequencies[index] += 1
      }
    }
    let used = frequencies.indices.filter { frequencies[$0] > 0 }
      .map { Box.Entry(colour: Colour(index: $0), count: Int(frequencies[$0])) }
    let boxes = Self.boxes(of: used, limit: limit)
    colours = boxes.map(\.mean)
    var numbers = [UInt8](repeating: 0, count: frequencies.count)
    for (number, box) in boxes.enumerated() {
      for entry in box.entries { numbers[entry.colour.index] = UInt8(number) }
    }
    pixels = indices.map { numbers[Int($0)] }
  }

  private static func boxes(of entries: [Box.Entry], limit: Int) -> [Box] {
    var boxes = [Box(entries)]
    // A box for each colour, if there are few.
    while boxes.count < min(limit, entries.count) {
      let worst = boxes.indices.max { (boxes[$0].weight, $1) < (boxes[$1].weight, $0) }!
      let (low, high) = boxes[worst].halves
      boxes[worst] = low
      boxes.append(high)
    }
    return boxes
  }

  private struct Box {
    struct Entry {
      var colour: Colour
      var count: Int
    }

    let entries: [Entry]
    private let axis: Int
    /// Pixels times the square of the longest side: 0 if it cannot be divided.
    let weight: Int

    init(_ entries: [Entry]) {
      self.entries = entries
      let sides = (0..<3).map { axis in
        let values = entries.lazy.map { $0.colour[axis] }
        return values.max()! - values.min()!
      }
      axis = sides.indices.max { (sides[$0], $1) < (sides[$1], $0) }!
      weight = sides[axis] * sides[axis] * entries.reduce(0) { $0 + $1.count }
    }

    /// Two boxes with about as many pixels each, neither of them empty.
    var halves: (Box, Box) {
      let sorted = entries.sorted { ($0.colour[axis], $0.colour.index) < ($1.colour[axis], $1.colour.index) }
      let total = sorted.reduce(0) { $0 + $1.count }
      var (sum, cut) = (0, 1)
      for (index, entry) in sorted.enumerated() {
        sum += entry.count
        cut = index + 1
        if 2 * sum >= total { break }
      }
      cut = min(cut, sorted.count - 1)
      return (Box(Array(sorted[..<cut])), Box(Array(sorted[cut...])))
    }

    var mean: Colour {
      let total = entries.reduce(0) { $0 + $1.count }
      let sums = (0..<3).map { axis in entries.reduce(0) { $0 + $1.colour[axis] * $1.count } }
      let means = sums.map { (2 * $0 + total) / (2 * total) }
      return Colour(means[0], means[1], means[2])
    }
  }
}
