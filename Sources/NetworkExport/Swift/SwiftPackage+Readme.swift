extension SwiftPackage {
  /// The text of README.md.
  var readme: String {
    """
    # \(network.name)

    \(network.about) Written by GANLessons \(network.version).

    ```sh
    swift run -c release \(call)
    ```

    | | shape | what it holds |
    |---|---|---|
    \(network.inputs.map { "| takes | `\(shape($0))` | \($0.about) |" }.joined(separator: "\n"))
    | returns | `\(network.block.output.swiftShape(height: side("H"), width: side("W")))` | \(network.output.about) |

    \(notes.joined(separator: " "))

    - `Sources/draw/Network.swift`: the layers, and the function that loads their weights
    - `Sources/draw/main.swift`: the program
    - `Sources/draw/weights.safetensors`: the weights, under the names of the layers

    **The build** needs no network, only GANLessons: its folder stands in the line `let checkout` of Package.swift. Change it
    if the folder moves, or to build on another machine. The libraries of the system are those that GANLessons
    needs for matrices and pictures: on Debian libopenblas-dev, libpng-dev, libjpeg-dev, libwebp-dev and zlib1g-dev. The first
    build takes some minutes, because it compiles GANKit.

    **The program** finds its weights in a folder beside it. To move it, take both of these along:
    `.build/release/draw` and `.build/release/\(network.name)_draw.resources` (on macOS `\(network.name)_draw.bundle`).

    """
  }

  private func shape(_ value: ExportedValue) -> String {
    if case .pictures = network.input { return network.content.swiftShape(height: "H", width: "W") }
    return value.shape.replacing("batch", with: "N")
  }

  private func side(_ name: String) -> String { factor == 1 ? name : "\(factor) \(name)" }

  /// What else has to be the same. `apply` leaves attributes of which nothing is said to chance.
  private func sameLabel(_ label: NetworkInput.Label?) -> String {
    switch label?.attributes.count ?? 0 {
    case 0: ""
    case 1: " and label"
    default: ", if both are told all attributes: those that it is not told, `apply` leaves to chance"
    }
  }

  private var notes: [String] {
    switch network.input {
    case .noise(_, let label):
      let choice = label.map { label in
        let options = label.attributes.map { attribute in
          "`\(attribute.option)` is one of \(attribute.categories.joined(separator: ", "))"
        }
        return """
          \(options.joined(separator: "; ")) (default: the first). The network gets one row: the noise, and behind it the \
          label, a one-hot vector \(label.attributes.count == 1 ? "" : "for each of these, one after the other, ")times \
          \(label.loudness).
          """
      }
      return ["`--seed` chooses the noise (default: 1)."] + (choice.map { [$0] } ?? []) + [
        """
        On the same machine, the picture is bit for bit the first one that `lesson-runner apply` draws with the same \
        seed\(sameLabel(label)).
        """
      ]
    case .pictures:
      let dropout = use.keepsDropout ? ["Dropout goes on, as in training; its noise is always the same."] : []
      let size = use.side.map {
        """
        The network was trained on pictures with a shorter side of \($0) pixels, and does best on those. \
        `lesson-runner apply` scales pictures to that size; this program takes them as they are.
        """
      }
      return ["Pictures are PNG, JPEG or WebP; the result is a PNG."] + dropout + [
        size
          ?? "A picture is computed in one piece. `lesson-runner apply` takes larger ones and cuts them into tiles."
      ]
    }
  }
}
