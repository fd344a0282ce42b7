import Files
import Foundation
import GANKit

/// A network as a small Swift package on GANKit, with a program `draw` that makes one picture with it.
///
///     let package = try SwiftPackage(digits, checkout: "/home/me/GANLessons", use: .init(stream: "noise"))
///     try package.write(to: folder)   // digits/Package.swift, digits/Sources/draw/...
///
/// Unlike the other formats it has images as GANKit has them, `[N, H, W, C]`.
public struct SwiftPackage {
  /// How a program uses the network, where its layers do not tell.
  public struct Use: Sendable {
    /// The stream of the random numbers that the program draws; see `Random`.
    public let stream: String
    /// Whether dropout goes on after training, as the only noise that a network has.
    public let keepsDropout: Bool
    /// The shorter side of the pictures that the network was trained on, in pixels; nil if it takes any scale.
    public let side: Int?

    public init(stream: String, keepsDropout: Bool = false, side: Int? = nil) {
      (self.stream, self.keepsDropout, self.side) = (stream, keepsDropout, side)
    }
  }

  let network: ExportedNetwork
  let use: Use
  private let checkout: String
  private let code: SwiftNetwork

  /// - Parameters:
  ///   - network: makes grey or colour pictures, of noise or of colour pictures of any size.
  ///   - checkout: the path of the folder of GANLessons, which the package depends on.
  ///   - use: how the program uses the network.
  /// - Throws: `UnsupportedLayer` if the network makes no pictures, makes them smaller, needs pictures of one size, or has
  ///   a filter that cannot be written.
  public init(_ network: ExportedNetwork, checkout: String, use: Use) throws(UnsupportedLayer) {
    guard network.block.output.isImage, [1, 3].contains(network.block.output.channels) else {
      throw Self.error(network, expected: "one that makes grey or colour pictures", network.block.output)
    }
    if case .pictures = network.input {
      guard network.isAnySize, network.content.channels == 3 else {
        throw Self.error(network, expected: "one that takes colour pictures of any size", network.content)
      }
      // A discriminator's map of decisions has the shape of a grey picture.
      guard ImageGeometry(of: network.network).enlargement >= 1 else {
        throw Self.error(
          network, expected: "one whose pictures are no smaller than those it takes", network.block.output)
      }
    }
    (self.network, self.checkout, self.use) = (network, checkout, use)
    code = try SwiftNetwork(network)
  }

  private static func error(
    _ network: ExportedNetwork, expected: String, _ found: Content
  ) -> UnsupportedLayer {
    UnsupportedLayer(
      .pictures, layer: network.network.label, place: "", expected: expected,
      found: found.swiftShape(height: "H", width: "W"))
  }

  /// The names of the files that ``write(to:)`` writes, from its folder.
  public var fileNames: [String] {
    ["Package.swift", "README.md", "Sources/draw/Network.swift", "Sources/draw/main.swift"]
      .map { "\(network.name)/\($0)" } + ["\(network.name)/Sources/draw/weights.safetensors"]
  }

  /// Writes the package into a folder of its own, which has the network's name, in a folder that exists.
  ///
  /// Other files in the package's folder stay, among them what an earlier build has left.
  ///
  /// - Throws: `FileError`.
  public func write(to folder: URL) throws {
    let package = folder.appending(path: network.name, directoryHint: .isDirectory)
    let sources = package.appending(path: "Sources/draw", directoryHint: .isDirectory)
    try Folder.make(sources)
    func write(_ text: String, _ name: String, in folder: URL) throws {
      try AtomicFile.write(
        Data(text.utf8), to: folder.appending(path: name, directoryHint: .notDirectory))
    }
    try code.weights.write(
      to: sources.appending(path: "weights.safetensors", directoryHint: .notDirectory))
    try write(code.source, "Network.swift", in: sources)
    try write(program, "main.swift", in: sources)
    try write(readme, "README.md", in: package)
    // Without this file it is no package: it comes last.
    try write(manifest, "Package.swift", in: package)
  }

  /// The text of Package.swift.
  var manifest: String {
    """
    // swift-tools-version: 6.1
    import PackageDescription

    /// The folder of GANLessons, whose library GANKit has the layers. If it moves, change this line.
    let checkout = \(checkout.swiftLiteral)

    let package = Package(
      name: \(network.name.swiftLiteral),
      platforms: [.macOS(.v15)],
      // Without traits, GANLessons needs no other package.
      dependencies: [.package(name: "GANLessons", path: checkout, traits: [])],
      targets: [
        .executableTarget(
          name: "draw",
          dependencies: [
            .product(name: "GANKit", package: "GANLessons"),
            .product(name: "Pictures", package: "GANLessons"),
          ],
          resources: [.copy("weights.safetensors")])
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }
}
