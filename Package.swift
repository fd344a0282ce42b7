// swift-tools-version: 6.0
import Foundation
import PackageDescription

/// Each chapter is a target of its own, so that a reader who edits one chapter rebuilds only that one.
let lessons = [
  "GANTheory", "IdealDiscriminator", "VanillaGAN", "DCGAN", "ConditionalGAN", "Pix2Pix", "CycleGAN", "SRGAN",
]

/// oneDNN is used where it is installed. `learn` and `test` look for it each time and say so in the environment,
/// because the build system remembers what this file once found.
let hasOneDNN =
  switch Context.environment["GANKIT_ONEDNN"] {
  case "1": true
  case "0": false
  default:
    ["/usr/include", "/usr/local/include", "/opt/homebrew/include"].contains {
      FileManager.default.fileExists(atPath: "\($0)/dnnl.h")
    }
  }

let package = Package(
  name: "GANLessons",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GANKit", targets: ["GANKit"]),
    .executable(name: "lesson-runner", targets: ["lesson-runner"]),
    .executable(name: "gankit-bench", targets: ["gankit-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CJPEG", pkgConfig: "libjpeg",
      providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev", "fonts-dejavu-core"]), .brew(["cairo"])]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),

    .target(name: "CKernels"),
    .target(
      name: "COneDNN",
      cSettings: hasOneDNN ? [.define("GANKIT_ONEDNN")] : [],
      linkerSettings: hasOneDNN ? [.linkedLibrary("dnnl")] : []),
    .target(name: "CImageReaders", dependencies: ["CJPEG", "CPNG"]),
    .target(
      name: "GANKit",
      dependencies: ["COpenBLAS", "COneDNN", "CPNG", "CZlib", "CKernels", "CImageReaders"]),
    .target(name: "Figures", dependencies: ["GANKit", "CCairo"]),
    .target(name: "LessonKit", dependencies: ["GANKit", "Figures", "CMarkGFM"]),
    .executableTarget(
      name: "lesson-runner",
      dependencies: [
        "LessonKit", "CCairo", "CMarkGFM", "CPNG", "CZlib", "CImageReaders",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + lessons.map { .target(name: $0) }),
    .executableTarget(
      name: "gankit-bench",
      dependencies: [
        "GANKit", "VanillaGAN", "DCGAN", "Pix2Pix", "CycleGAN",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/gankit-bench"),

    .target(name: "TestSupport", dependencies: ["GANKit"], path: "Tests/TestSupport"),
    .testTarget(
      name: "GANKitTests", dependencies: ["GANKit", "CKernels", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "TestSupport"]),
    .testTarget(name: "LessonKitTests", dependencies: ["LessonKit", "TestSupport"]),
    .testTarget(
      name: "LessonTests", dependencies: ["LessonKit", "TestSupport"] + lessons.map { .target(name: $0) },
      resources: [.copy("Fixtures")]),
    .testTarget(name: "RunnerTests", dependencies: ["GANKit"]),
  ]
    + lessons.map {
      .target(
        name: $0, dependencies: ["GANKit", "Figures", "LessonKit"], path: "Sources/Lessons/\($0)")
    },
  swiftLanguageModes: [.v6]
)
