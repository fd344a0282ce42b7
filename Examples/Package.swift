// swift-tools-version: 6.1
import PackageDescription

/// Programs on GANKit as another package writes them: each target is one file and one idea.
let examples = [
  "Tensors", "Gradients", "OwnOperation", "RingWGAN", "SpectralNormGAN", "VAE", "Attention", "Export",
]

let package = Package(
  name: "GANKitExamples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "GANLessons", path: "..", traits: [])],
  targets: examples.map {
    .executableTarget(
      name: $0, dependencies: [.product(name: "GANKit", package: "GANLessons")], path: $0)
  },
  swiftLanguageModes: [.v6]
)
