// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// Each chapter is a target of its own, so that a reader who edits one chapter rebuilds only that one.
let lessons = [
  "GANTheory", "IdealDiscriminator", "VanillaGAN", "DCGAN", "ConditionalGAN", "Pix2Pix", "CycleGAN",
  "SRGAN", "GenerativeModels",
]

/// Chapter 9 trains the GANs of chapters 1 and 3 as they are there; no other chapter uses another one's code. Chapter 6
/// makes pairs from photos as `data make` does.
let furtherDependencies = ["GenerativeModels": ["GANTheory", "VanillaGAN"], "Pix2Pix": ["PictureSets"]]

/// Each exercise is a target of its own: the folder `exercises/<name>`.
let exercises = [
  "01-generator-loss", "01-settling-game", "01-single-number", "02-earth-mover", "02-likelihood-loss",
  "02-share-found", "03-copy-test", "03-loss-and-distance", "03-one-iteration", "04-broken-rules",
  "04-diversity", "04-stamps", "05-noise-share", "05-told-only-d", "05-wrong-labels", "06-drawn-facades",
  "06-patch", "06-skips", "07-cycle-weight", "07-image-pool", "07-noisy-cycle", "08-flat-squares",
  "08-psnr", "08-stronger-adversary", "09-blur", "09-masks", "09-tiny-flow",
]

/// Set by `check`: the package then has one more program, a learner's answer with the checks of its exercise.
let checksExercise = Context.environment["GANLESSONS_EXERCISE"] == "1"

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

/// Where matrices are multiplied by Accelerate, which is part of the system.
let applePlatforms: [Platform] = [.macOS, .iOS, .tvOS, .watchOS, .visionOS]

/// Set by `tools/sanitize`. The package is then the library and the tests that it runs, without what sanitizers do not
/// understand.
let isSanitized = Context.environment["GANKIT_SANITIZE"] == "1"

/// A library of the system, in Sources/System.
func system(_ name: String, pkgConfig: String, apt: [String], brew: [String]) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt(apt), .brew(brew)])
}

/// The lessons, and their labs: small trainings that go wrong.
let lessonTargets = (lessons + ["Labs"]).map { name in
  Target.target(
    name: name,
    dependencies: [
      "Files", "GANKit", "Pictures", "DataFolders", "Datasets", "Judges", "Figures", "LessonKit",
      "ReportFigures",
    ]
      + (furtherDependencies[name] ?? []).map { .target(name: $0) },
    path: "Sources/Lessons/\(name)")
}
/// `Exercise04Energy` for `04-energy`.
func exerciseTarget(_ name: String) -> String {
  "Exercise" + name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}
let exerciseDependencies: [Target.Dependency] = ["GANKit", "Datasets", "Judges", "LessonKit", "ExerciseKit"]
let exerciseTargets = exercises.map { name in
  Target.target(
    name: exerciseTarget(name), dependencies: exerciseDependencies, path: "exercises/\(name)",
    exclude: ["exercise.md"])
}
let lessonDependencies = (lessons + ["Labs"]).map { Target.Dependency.target(name: $0) }
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CommandLine"]))
let protobuf = Target.Dependency.product(
  name: "SwiftProtobuf", package: "swift-protobuf", condition: .when(traits: ["CommandLine"]))

let package = Package(
  name: "GANLessons",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GANKit", targets: ["GANKit"]),
    // Pictures read and written, for the packages that `export --format swift` writes.
    .library(name: "Pictures", targets: ["Pictures"]),
    .executable(name: "lesson-runner", targets: ["lesson-runner"]),
    .executable(name: "gankit-bench", targets: ["gankit-bench"]),
  ],
  traits: [
    .default(enabledTraits: ["CommandLine"]),
    .trait(
      name: "CommandLine",
      description:
        "The command line, lesson-runner. Who only uses GANKit does without the packages that read arguments and write ONNX."
    ),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    system("COpenBLAS", pkgConfig: "openblas", apt: ["libopenblas-dev"], brew: ["openblas"]),
    system("CPNG", pkgConfig: "libpng", apt: ["libpng-dev"], brew: ["libpng"]),
    system("CJPEG", pkgConfig: "libjpeg", apt: ["libjpeg-dev"], brew: ["jpeg-turbo"]),
    system("CWebP", pkgConfig: "libwebpdemux", apt: ["libwebp-dev"], brew: ["webp"]),
    system("CZlib", pkgConfig: "zlib", apt: ["zlib1g-dev"], brew: ["zlib"]),
    system("CCairo", pkgConfig: "cairo", apt: ["libcairo2-dev", "fonts-dejavu-core"], brew: ["cairo"]),
    system(
      "CMarkGFM", pkgConfig: "libcmark-gfm", apt: ["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"],
      brew: ["cmark-gfm"]),

    .target(name: "CKernels", cSettings: isSanitized ? [.define("GANKIT_SANITIZE")] : []),
    .target(
      name: "COneDNN",
      cSettings: hasOneDNN ? [.define("GANKIT_ONEDNN")] : [],
      linkerSettings: hasOneDNN ? [.linkedLibrary("dnnl")] : []),
    // Apple's own matrix library; empty on other systems, which use OpenBLAS.
    .target(
      name: "CAccelerate", cSettings: [.define("ACCELERATE_NEW_LAPACK")],
      linkerSettings: [.linkedFramework("Accelerate", .when(platforms: applePlatforms))]),
    .target(name: "CImageReaders", dependencies: ["CJPEG", "CPNG", "CWebP"]),

    .target(name: "Files", dependencies: ["CZlib"]),
    .target(
      name: "GANKit",
      dependencies: [
        "Files", "CKernels", "COneDNN",
        .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
        .target(name: "CAccelerate", condition: .when(platforms: applePlatforms)),
      ],
      swiftSettings: isSanitized ? [.define("GANKIT_SANITIZE")] : []),
    .target(name: "Pictures", dependencies: ["Files", "GANKit", "CImageReaders", "CPNG", "CZlib"]),
    .target(name: "DataFolders", dependencies: ["Files", "Pictures"]),
    .target(name: "Datasets", dependencies: ["Files", "GANKit", "Pictures", "DataFolders"]),
    .target(name: "PictureSets", dependencies: ["Files", "GANKit", "Pictures", "DataFolders", "Datasets"]),
    .target(name: "Judges", dependencies: ["Files", "GANKit", "Pictures", "Datasets"]),
    .target(name: "NetworkExport", dependencies: ["Files", "GANKit", protobuf]),
    .target(name: "Figures", dependencies: ["GANKit", "Pictures", "CCairo"]),
    .target(name: "Markup", dependencies: ["CMarkGFM"]),
    .target(name: "TerminalText", dependencies: ["Markup"]),
    .target(name: "TerminalPictures", dependencies: ["Pictures"]),
    // Nearly every other target waits for it. It needs neither data sets nor figures, so that it compiles beside them.
    .target(
      name: "LessonKit",
      dependencies: ["Files", "GANKit", "Pictures", "DataFolders", "Markup", "TerminalText"]),
    .target(
      name: "ReportFigures",
      dependencies: [
        "Files", "GANKit", "Pictures", "DataFolders", "Datasets", "Judges", "Figures", "LessonKit",
      ]),
    .target(
      name: "Inference",
      dependencies: ["Files", "GANKit", "Pictures", "DataFolders", "Datasets", "PictureSets", "LessonKit"]),
    .target(name: "ExerciseKit", dependencies: ["GANKit", "LessonKit"]),
    .target(name: "Authoring", dependencies: ["Files", "DataFolders", "LessonKit", "Markup"]),
    // Of the targets that are ready, the build system takes the last one in the alphabet first. These two are named so
    // that the long way to lesson-runner, by WebPages and WebServer, begins before the lessons.
    .target(
      name: "WebPages",
      dependencies: ["Files", "GANKit", "Pictures", "LessonKit", "Markup", "ReportFigures"],
      resources: [
        "icon.svg", "book.css", "book.js", "theme.js", "predict.js", "sheets.css", "slides.js", "explore.css",
        "explore.js", "explore-losses.js",
        "explore-saddle.js",
        "explore-divergence.js", "explore-taps.js", "explore-network.js", "explore-latent.js",
        "explore-flow.js", "explore-divider.js",
      ].map { .embedInCode("Assets/\($0)") }),
    .target(
      name: "WebServer", dependencies: ["WebPages", "Files", "LessonKit", "ReportFigures"],
      resources: ["live.css", "live.js", "live-exercises.js"].map { .embedInCode("Assets/\($0)") }),
  ] + lessonTargets + exerciseTargets + [
    .executableTarget(
      name: "lesson-runner",
      dependencies: lessonDependencies + [
        "Authoring", "WebPages", "WebServer", "ExerciseKit", "Figures", "Files", "GANKit", "DataFolders",
        "Datasets", "ReportFigures", "Inference", "LessonKit", "NetworkExport", "Pictures", "PictureSets",
        "TerminalText",
        "CCairo",
        "CMarkGFM",
        "CPNG", "CWebP", "CZlib", "CImageReaders", "TerminalPictures",
        argumentParser,
      ]),
    .executableTarget(
      name: "gankit-bench",
      dependencies: [
        "GANKit", "CPeak", "VanillaGAN", "DCGAN", "ConditionalGAN", "Pix2Pix", "CycleGAN", "SRGAN",
        argumentParser,
      ],
      path: "Benchmarks/gankit-bench"),
    .target(name: "CPeak", path: "Benchmarks/CPeak"),

    .target(name: "TestSupport", dependencies: ["Files", "GANKit"], path: "Tests/TestSupport"),
    .testTarget(
      name: "ExerciseTests",
      dependencies: ["ExerciseKit", "LessonKit", "TestSupport"]
        + exercises.map { .target(name: exerciseTarget($0)) }),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "GANKitTests",
      dependencies: ["Files", "GANKit", "Datasets", "CKernels", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Files", "GANKit", "Pictures", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["Files", "GANKit", "Pictures", "DataFolders", "Datasets", "TestSupport"]),
    .testTarget(
      name: "PictureSetsTests",
      dependencies: ["Files", "GANKit", "Pictures", "DataFolders", "Datasets", "PictureSets", "TestSupport"]),
    .testTarget(
      name: "JudgesTests",
      dependencies: ["GANKit", "Pictures", "Datasets", "Judges", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "NetworkExportTests",
      dependencies: [
        "Files", "GANKit", "Pictures", "NetworkExport", "VanillaGAN", "DCGAN", "ConditionalGAN", "Pix2Pix",
        "CycleGAN", "SRGAN", "GenerativeModels", "TestSupport", protobuf,
      ]),
    .testTarget(name: "FiguresTests", dependencies: ["GANKit", "Pictures", "Figures", "TestSupport"]),
    .testTarget(name: "TerminalPicturesTests", dependencies: ["Pictures", "TerminalPictures"]),
    .testTarget(
      name: "LessonKitTests",
      dependencies: [
        "Authoring", "Files", "GANKit", "Pictures", "DataFolders", "Datasets", "Figures", "LessonKit",
        "Markup", "ReportFigures", "TerminalText",
        "TestSupport",
      ]),
    .testTarget(
      name: "WebPagesTests",
      dependencies: [
        "WebPages", "Datasets", "Figures", "Files", "GANKit", "LessonKit", "Markup", "Pictures",
        "TestSupport",
      ] + lessonDependencies),
    .testTarget(
      name: "WebServerTests",
      dependencies: ["WebPages", "WebServer", "Datasets", "LessonKit", "ReportFigures", "TestSupport"]),
    .testTarget(
      name: "LessonTests",
      dependencies: [
        "Files", "GANKit", "Pictures", "PictureSets", "DataFolders", "Datasets", "Judges", "Figures",
        "LessonKit", "TerminalText",
        "TestSupport",
      ]
        + lessonDependencies,
      exclude: ["Fixtures"]),
    .testTarget(
      name: "InferenceTests",
      dependencies: [
        "Files", "GANKit", "Pictures", "PictureSets", "LessonKit", "Inference", "Pix2Pix", "CycleGAN",
        "SRGAN",
        "TestSupport",
      ]),
    .testTarget(
      name: "RunnerTests", dependencies: ["Files", "GANKit", "Pictures", "Datasets", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

if checksExercise {
  package.targets.append(
    .executableTarget(
      name: "exercise", dependencies: exerciseDependencies, path: ".build-exercises/stage"))
}

if isSanitized {
  let kept: Set = [
    "CAccelerate", "CKernels", "COneDNN", "CImageReaders", "Files", "GANKit", "Pictures", "DataFolders",
    "Datasets", "TestSupport",
    "GANKitTests", "PicturesTests",
  ]
  package.products = [.library(name: "GANKit", targets: ["GANKit"])]
  package.dependencies = []
  package.targets.removeAll { $0.type != .system && !kept.contains($0.name) }
}
