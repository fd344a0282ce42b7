import DataFolders
import Datasets
import Figures
import Files
import Foundation
import GANKit
import Pictures
import TerminalText
import TestSupport
import Testing

@testable import DCGAN
@testable import LessonKit

@Suite struct DCGANFaceTests {
  @Test func theNetworksAreThePapers() {
    let random = Random(seed: 1)
    let (generator, discriminator) = (makeFaceGenerator(using: random), makeFaceDiscriminator(using: random))
    #expect(generator.parameterCount == 3_576_704)
    #expect(discriminator.parameterCount == 2_765_568)
    let table = NetworkTable(generator, input: [100])
    #expect(table.rows.last?.output == [64, 64, 3])
    // Normalized everywhere but at G's output and at D's input and output; no pooling, no dense layers.
    #expect(
      generator.layers.count { $0 is BatchNorm } == 4 && generator.layers.count { $0 is ConvTranspose2D } == 5
    )
    #expect(
      discriminator.layers.count { $0 is BatchNorm } == 3 && discriminator.layers.count { $0 is Conv2D } == 5)
    #expect(generator.layers.last is ConvTranspose2D && !(discriminator.layers[1] is BatchNorm))
    let weights = discriminator.parameters.filter { $0.name.hasSuffix("weight") }.map(\.parameter.value)
    for weight in weights where weight.count > 10_000 {
      expectClose(square(weight).mean().scalar.squareRoot(), 0.02, within: 0.001)
      #expect(abs(weight.mean().scalar) < 0.001)
    }
  }

  @Test func theUntrainedGeneratorIsGreyAndDCannotTell() {
    let random = Random(seed: 1)
    let (generator, discriminator) = (
      makeFaceGenerator(width: 8, using: random), makeFaceDiscriminator(width: 8, using: random)
    )
    let faces = generator(.normal([8, 100], using: random), .inference)
    #expect(faces.shape == [8, 64, 64, 3] && faces.scalars.allSatisfy { abs($0) < 0.2 })
    let decisions = discriminator(faces, .inference)
    #expect(decisions.shape == [8, 1] && decisions.scalars.allSatisfy { abs($0) < 0.2 })
  }

  @Test func noiseIsForTrainingOnly() {
    let noise = GaussianNoise(0.3)
    let x = Tensor.zeros([4, 64, 64, 3])
    #expect(noise(x, .inference).scalars.allSatisfy { $0 == 0 })
    let noisy = noise(x, .training(Random(seed: 1)))
    expectClose(square(noisy).mean().scalar.squareRoot(), 0.3, within: 0.01)
    noise.level.deviation = 0
    #expect(noise(x, .training(Random(seed: 1))).scalars.allSatisfy { $0 == 0 })
  }

  @Test func theAnimationEndsWithTheLastSnapshot() throws {
    let random = Random(seed: 1)
    let generator = makeFaceGenerator(width: 4, using: random)
    let z = Tensor.normal([4, 100], using: random)
    let snapshots = Snapshots()
    for step in [0, 5, 10] {
      // In training mode, so that each snapshot differs from the one before.
      snapshots.append(generator(z, .training(random)) * Float(1 + step), step: step)
    }
    let frames = try framesOfPNG(DCGANLesson.growth(snapshots, on: "tests").png())
    #expect(frames.count == 3 && frames[0] != frames[1] && frames[1] != frames[2])
    // A film of the last snapshot alone has one page, and its bar of time is full as well.
    let last = Snapshots()
    last.append(snapshots.images[2], step: 10)
    let page = try PNG.decode(DCGANLesson.growth(last, on: "tests").png(), name: "page")
    #expect(frames[2] == page)
    // The pictures are in it, each pixel enlarged and otherwise as it was.
    for picture in Image.batch(snapshots.images[2]) { #expect(isShown(picture, scale: 2, on: frames[2])) }
    #expect(!isShown(Image.batch(snapshots.images[0])[0], scale: 2, on: frames[2]))
  }

  /// What is trained, by whether the data folder has faces and by what was asked for.
  @Test(arguments: [
    (false, "all", ["drawn"]), (false, "folder", ["drawn"]), (true, "all", ["drawn", "folder"]),
    (true, "drawn", ["drawn"]), (true, "folder", ["folder"]),
  ])
  func whatIsLearntFrom(_ hasFolder: Bool, _ choice: String, _ expected: [String]) throws {
    let place = FileManager.default.temporaryDirectory.appending(
      path: "dcgan-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = place.appending(path: "data/faces/somebody")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if hasFolder {
      let grey = Image(width: 70, height: 80, channels: 1, pixels: [UInt8](repeating: 128, count: 5600))
      try PNG.encode(grey).write(to: folder.appending(path: "1.png"))
    }
    let trainings = try FaceTraining.all(smokeRun(in: place, faces: choice))
    #expect(trainings.map(\.name) == expected)
    let names = trainings.flatMap(\.state).map(\.name)
    #expect(names.count == 4 * expected.count && Set(names).count == names.count)
    if let photos = trainings.first(where: { !$0.isDrawn }) {
      let images = photos.images(try smokeRun(in: place, faces: choice))
      #expect(images.shape == [1, 64, 64, 3])
      #expect(try images.all().scalars.allSatisfy { abs($0) < 0.01 })
    }
  }

  /// A limit for large folders of somebody's own must not have as many faces drawn into the memory.
  @Test func drawnFacesHaveALimitOfTheirOwn() throws {
    let place = FileManager.default.temporaryDirectory
    func drawn(_ count: Int) throws -> Int {
      let run = try smokeRun(in: place, faces: "drawn", ["faceImages=\(count)"])
      return try #require(FaceTraining.all(run).first).images(run).shape[0]
    }
    #expect(try drawn(300) == 300)
    #expect(try drawn(200_000) == 12_000)
  }

  @Test func damagedFacesAreNamedBeforeAnythingIsTrained() throws {
    let place = FileManager.default.temporaryDirectory.appending(
      path: "dcgan-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = place.appending(path: "data/faces")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["a.png", "b.png"] { try Data("no picture".utf8).write(to: folder.appending(path: name)) }
    let run = try smokeRun(in: place, faces: "all")
    let error = #expect(throws: DataError.self) { try FaceTraining.all(run) }
    let text = "\(try #require(error))"
    #expect(text.contains("a.png") && text.contains("b.png") && text.contains("\nReplace or remove"))
    #expect(try FaceTraining.all(smokeRun(in: place, faces: "drawn")).count == 1)
  }

  /// In training D sees changed faces; without the setting its layers are those that it always had.
  @Test func augmentationStandsInFrontOfD() throws {
    let place = FileManager.default.temporaryDirectory
    func training(_ settings: String...) throws -> FaceTraining {
      try #require(FaceTraining.all(smokeRun(in: place, faces: "drawn", settings)).first)
    }
    let (plain, augmented) = (try training(), try training("faceAugmentation=geometric"))
    let layer = try #require(augmented.players.discriminator.layers.first as? Augment)
    #expect(layer.augmentation == .geometric)
    #expect(!plain.players.discriminator.layers.contains { $0 is Augment })
    let faces = DrawnFaces.images(count: 4, using: Random(seed: 1)).images
    func decisions(_ training: FaceTraining, _ mode: Mode) -> Tensor {
      training.players.discriminator(faces, mode)
    }
    #expect(decisions(augmented, .inference) == decisions(plain, .inference))
    #expect(
      decisions(augmented, .training(Random(seed: 2))) != decisions(plain, .training(Random(seed: 2))))
    let losses = augmented.players.update(real: faces, Random(seed: 3))
    #expect(losses.lossD.isFinite && losses.lossG.isFinite)
  }

  @Test func noiseAndRatesFade() throws {
    let place = FileManager.default.temporaryDirectory
    let training = try #require(
      FaceTraining.all(
        smokeRun(in: place, faces: "drawn", ["faceNoise=0.3", "faceRateG=1e-3", "faceRateD=5e-4"])
      ).first)
    func settled(_ progress: Float) -> (noise: Float, rateG: Float, rateD: Float) {
      training.settle(progress)
      return (
        training.noise.level.deviation, training.players.optimizerG.learningRate,
        training.players.optimizerD.learningRate
      )
    }
    let first = settled(0)
    #expect(first.noise == 0.3 && first.rateG == 1e-3 && first.rateD == 5e-4)
    let middle = settled(0.6)
    #expect(middle.noise < first.noise)
    expectClose(middle.rateG, 1e-3, within: 1e-9)
    let late = settled(0.8)
    #expect(abs(late.noise) < 1e-6)
    expectClose([late.rateG, late.rateD], [5e-4, 2.5e-4], within: 1e-8)
    let last = settled(1)
    #expect(last.rateG == 0 && last.noise == 0)
  }

  /// Noise whose first number decides on glasses; where it does, dark skin is likely as well, and the second number
  /// decides on it alone otherwise.
  @Test func aDirectionIsFreedOfOtherFactors() throws {
    let z = Tensor.normal([4000, 10], using: Random(seed: 1))
    let factors = (0..<4000).map { row in
      FaceFactors(
        skin: z.at(row, 1) + 0.8 * z.at(row, 0) > 0 ? .dark : .fair,
        glasses: z.at(row, 0) > 0.5 ? .worn : .none)
    }
    let noise = LabeledNoise(z: z, factors: factors)
    let difference =
      try #require(noise.mean { $0.glasses == .worn }) - #require(noise.mean { $0.glasses == .none })
    let freed = noise.freed(difference, toChangeOnly: .glasses)
    expectClose(square(freed).sum().scalar, square(difference).sum().scalar, within: 1e-4)
    /// By how much a direction changes what decides on the skin, for each unit by which it changes glasses.
    func skinPerGlasses(_ v: Tensor) -> Float { (v.scalars[1] + 0.8 * v.scalars[0]) / v.scalars[0] }
    #expect(skinPerGlasses(difference) > 0.7)
    #expect(abs(skinPerGlasses(freed)) < 0.1 && freed.scalars[0] > 0)
    #expect(noise.mean { $0.mouth == .open } == nil, "a mean of nobody")
  }

  @Test func aFaceThatGetsGlasses() {
    let before = [FaceFactors(skin: .dark), FaceFactors(mouth: .open)]
    let after = [FaceFactors(skin: .dark, glasses: .worn), FaceFactors(skin: .tan, mouth: .open)]
    let change = GlassesAdded(before, after)
    #expect(change.wearing == 0.5 && abs(change.kept - 13.0 / 14) < 1e-9)
  }
}

/// A run at smoke budget that prints nothing and looks for data in the folder `data` of `place`.
private func smokeRun(in place: URL, faces: String, _ others: [String] = []) throws -> Run {
  let terminal = Terminal(isTerminal: false, width: 80, environment: [:])
  return Run(
    chapter: "dcgan", seed: 1,
    data: DataFolder(environment: [:], workingDirectory: place),
    settings: try Settings(DCGANLesson.settings, budget: .smoke, overrides: ["faces=\(faces)"] + others),
    outputFolder: place, outputRoot: place,
    narrator: Narrator(output: terminal, errors: terminal, detail: .nothing, showsProgress: false),
    isInterrupted: { false })
}

/// The frames of an animated PNG, each made a PNG of its own and decoded.
private func framesOfPNG(_ file: Data) throws -> [Image] {
  let bytes = [UInt8](file)
  var (header, content, frames): ([UInt8], [UInt8], [Image]) = ([], [], [])
  func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
  func big(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
  func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    return big(UInt32(content.count)) + body + big(Checksum.crc32(body))
  }
  func finish() throws {
    guard !content.isEmpty else { return }
    let picture = Array(bytes[..<8]) + chunk("IHDR", header) + chunk("IDAT", content) + chunk("IEND", [])
    frames.append(try PNG.decode(Data(picture), name: "frame \(frames.count)"))
    content = []
  }
  var place = 8
  while place < bytes.count {
    let length = number(place)
    let body = Array(bytes[place + 8..<place + 8 + length])
    switch String(decoding: bytes[place + 4..<place + 8], as: UTF8.self) {
    case "IHDR": header = body
    case "fcTL", "IEND": try finish()
    case "fdAT": content += body.dropFirst(4)
    default: break
    }
    place += 12 + length
  }
  return frames
}

/// Whether the picture stands on the page, each of its pixels enlarged to `scale` x `scale` and otherwise as it was.
private func isShown(_ picture: Image, scale: Int, on page: Image) -> Bool {
  let size = picture.width * scale
  func agree(_ x: Int, _ y: Int, _ column: Int, _ row: Int) -> Bool {
    (0..<3).allSatisfy { page[x + column, y + row, $0] == picture[column / scale, row / scale, $0] }
  }
  return (0...page.height - size).contains { y in
    (0...page.width - size).contains { x in
      (0..<size).allSatisfy { row in (0..<size).allSatisfy { agree(x, y, $0, row) } }
    }
  }
}
