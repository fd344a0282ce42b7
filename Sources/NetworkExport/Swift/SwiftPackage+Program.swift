import GANKit

extension LabelAttribute {
  /// What chooses among its categories on the command line, such as `--hair-colour`.
  var option: String { "--" + name.replacing(" ", with: "-") }
}

extension SwiftPackage {
  /// The text of main.swift.
  var program: String {
    let parts =
      switch network.input {
      case .noise(let count, let label): [Self.reading(label), drawing(count, label)]
      case .pictures(_, let unit, _): [Self.readingNames] + translation(unit)
      }
    return ([head, Self.helpers] + parts).joined(separator: "\n\n") + "\n"
  }

  /// What stands behind `swift run -c release`.
  var call: String {
    switch network.input {
    case .noise(_, nil): "draw picture.png --seed 2"
    case .noise(_, let label?):
      "draw picture.png --seed 2"
        + label.attributes.map { " \($0.option) \($0.categories.last!)" }.prefix(2).joined()
    case .pictures: "draw input.jpg output.png"
    }
  }

  var geometry: ImageGeometry { ImageGeometry(of: network.network) }

  /// How many times as wide and high a picture becomes.
  var factor: Int { max(1, Int(geometry.enlargement)) }

  private var head: String {
    let what =
      if case .noise = network.input {
        "Draws one picture of random numbers:"
      } else {
        factor == 1 ? "Translates one picture:" : "Enlarges one picture by \(factor):"
      }
    return """
      // \(what)
      //
      //     swift run -c release \(call)

      import Foundation
      import GANKit
      import Pictures
      """
  }

  private static let helpers = """
    /// Says what is wrong, and ends the program.
    func fail(_ message: String) -> Never {
      FileHandle.standardError.write(Data("draw: \\(message)\\n".utf8))
      exit(1)
    }

    /// Refuses to replace a file that is there.
    func requireNew(_ file: String) {
      if FileManager.default.fileExists(atPath: file) { fail("\\(file) is there already. Name another file.") }
    }
    """

  // MARK: - Of noise

  private static func reading(_ label: NetworkInput.Label?) -> String {
    let usage = "draw picture.png [--seed n]" + (label == nil ? "" : "\\(usageOfLabel)")
    let choice =
      label == nil
      ? ""
      : """

        } else if let place = options.firstIndex(of: word), let text = words.popFirst(),
          let category = attributes[place].categories.firstIndex(of: text)
        {
          choice[place] = category
      """
    return """
      \(label.map { declaration(of: $0) } ?? "")var name: String?
      var seed: UInt64 = 1
      var words = CommandLine.arguments.dropFirst()
      while let word = words.popFirst() {
        if word == "--seed", let number = words.popFirst().flatMap({ UInt64($0) }) {
          seed = number\(choice)
        } else if name == nil, !word.hasPrefix("-") {
          name = word
        } else {
          fail("\\(word) does not fit. Expected: \(usage)")
        }
      }
      guard let file = name else { fail("Expected: \(usage)") }
      requireNew(file)
      """
  }

  private static func declaration(of label: NetworkInput.Label) -> String {
    let attributes = label.attributes.map { attribute in
      let categories = attribute.categories.map(\.swiftLiteral).joined(separator: ", ")
      return "LabelAttribute(\(attribute.name.swiftLiteral), [\(categories)])"
    }
    let list =
      attributes.count == 1
      ? "[\(attributes[0])]" : "[\n" + attributes.map { "  \($0),\n" }.joined() + "]"
    return """
      /// What the label says about the picture: one category of each attribute.
      let attributes = \(list)
      let options = attributes.map { "--" + $0.name.replacing(" ", with: "-") }
      let usageOfLabel = zip(options, attributes).map { option, attribute in
        " [\\(option) \\(attribute.categories.joined(separator: "|"))]"
      }.joined()

      var choice = [Int](repeating: 0, count: attributes.count)

      """
  }

  private func drawing(_ count: Int, _ label: NetworkInput.Label?) -> String {
    let stream = "Random(seed: seed, stream: \(use.stream.swiftLiteral))"
    let input = label == nil ? "noise" : "concatenate([noise, label], axis: 1)"
    let choice =
      label.map { "\n  let label = \($0.loudness) * Tensor.labels([choice], of: attributes)" } ?? ""
    return """
      do {
        let network = try trainedNetwork()
        // This stream of random numbers gives what `lesson-runner apply` draws first with the same seed.
        let noise = Tensor.normal([1, \(count)], using: \(stream))\(choice)
        let pictures = network(\(input), .inference)
        let picture = Photograph(\(picture("pictures")))
        try PNG.write(picture, to: URL(fileURLWithPath: file))
      } catch {
        fail("\\(error)")
      }
      """
  }

  /// The first picture of a batch.
  private func picture(_ batch: String) -> String {
    "Image.batch(\(batch)\(network.lastActivation == .sigmoid ? ", range: .unit" : ""))[0]"
  }

  // MARK: - Of pictures

  private static let readingNames = """
    let words = CommandLine.arguments.dropFirst()
    guard words.count == 2, let input = words.first, let output = words.last else {
      fail("Expected: draw input.jpg output.png")
    }
    requireNew(output)
    """

  /// The largest number of pixels of a result: beyond it, memory is counted in tens of gigabytes.
  private static let pixelLimit = 4_000_000

  private func translation(_ unit: Int) -> [String] {
    // What looks only a few pixels far takes any size, as in `apply`.
    let isAnySize = unit == 1 && geometry.reach != nil
    let least = (max(unit, 16) + unit - 1) / unit * unit
    let mode =
      use.keepsDropout
      ? ".training(Random(seed: 1, stream: \(use.stream.swiftLiteral)))" : ".inference"
    let reason =
      use.keepsDropout
      ? "  // Dropout goes on after training: it is the only noise that this network has.\n" : ""
    return (isAnySize ? [] : [Self.sides(unit, least: least)]) + [
      """
      do {
        let photograph = try ImageFile.readPhotograph(URL(fileURLWithPath: input))
        let picture = photograph.image.rgb
      \(isAnySize ? "" : "  requireSides(of: picture)\n")\(sizeCheck(isTiled: isAnySize))
        let network = try trainedNetwork()
      \(reason)  let made = network(Tensor([picture]), \(mode))
        let result = \(picture("made"))
        // The file keeps its transparency and its colour profile.
        let alpha = photograph.alpha?.resized(width: result.width, height: result.height, .bicubic)
        let profile = photograph.image.channels == result.channels ? photograph.profile : nil
        try PNG.write(
          Photograph(result, alpha: alpha, profile: profile), to: URL(fileURLWithPath: output))
        for loss in photograph.losses { print(loss) }
      } catch {
        fail("\\(error)")
      }
      """
    ]
  }

  private func sizeCheck(isTiled: Bool) -> String {
    """
      // It is computed in one piece, which takes memory.
      let most = \(Self.pixelLimit / (factor * factor))
      guard picture.width * picture.height <= most else {
        fail("\\(input) is too large: expected at most \\(most) pixels.\(isTiled ? Self.larger : "")")
      }
    """
  }

  private static let larger = " `lesson-runner apply` takes larger ones."

  /// A check for networks that halve pictures, or normalize over the whole of them.
  private static func sides(_ unit: Int, least: Int) -> String {
    """
    /// Ends the program if the network does not take pictures of this size, and names the nearest that it takes.
    func requireSides(of picture: Image) {
      func below(_ extent: Int) -> Int { max(\(least), extent / \(unit) * \(unit)) }
      func above(_ extent: Int) -> Int { max(\(least), (extent + \(unit - 1)) / \(unit) * \(unit)) }
      let (width, height) = (picture.width, picture.height)
      if width == below(width), height == below(height) { return }
      fail(
        "the picture has \\(width) x \\(height) pixels: expected multiples of \(unit), \(least) or more. "
          + "The nearest sizes are \\(below(width)) x \\(below(height)) and \\(above(width)) x \\(above(height)).")
    }
    """
  }
}
