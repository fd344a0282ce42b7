/// The outline of a histogram: two points per bin.
struct Histogram {
  var xs: [Double] = []
  var ys: [Double] = []

  init(_ values: [Double], bins: Int, in range: ClosedRange<Double>?, density: Bool) {
    let finite = values.filter(\.isFinite)
    guard let smallest = finite.min(), let largest = finite.max() else { return }
    var (low, high) = (range?.lowerBound ?? smallest, range?.upperBound ?? largest)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let width = (high - low) / Double(bins)
    guard width > 0, width.isFinite else { return }
    var counts = [Int](repeating: 0, count: bins)
    for value in finite where low <= value && value <= high {
      // The last bin includes its upper end.
      counts[min(Int((value - low) / width), bins - 1)] += 1
    }
    let unit = density ? 1 / (Double(finite.count) * width) : 1
    for (bin, count) in counts.enumerated() {
      xs += [low + Double(bin) * width, low + Double(bin + 1) * width]
      ys += [Double(count) * unit, Double(count) * unit]
    }
  }
}
