import Foundation

/// A data set that lessons know: its name, the files that it consists of, and how to recognise them.
public struct DataSet: Sendable, Equatable {
  /// Files that the set must contain: one with a certain name, or at least one picture in a folder.
  public enum Part: Sendable, Equatable {
    /// One file with any of these names, the customary one first.
    case file(names: [String])
    /// A folder, by its path inside the set, with at least one picture, PNG, JPEG or WebP; the folders within it count
    /// too if `deep` is true.
    case pictures(folder: String, deep: Bool)
  }

  /// The set's folder inside the data folder, such as `mnist`.
  public let name: String
  /// A short description of the set.
  public let title: String
  public let parts: [Part]
  /// A short description of the stand-in that is used if the set is absent.
  public let standIn: String

  /// MNIST: 60,000 + 10,000 handwritten digits in four IDX files, compressed or not.
  public static let mnist = DataSet(
    name: "mnist", title: "handwritten digits, 28x28 grey",
    parts: MNISTFile.allCases.map { .file(names: $0.names) }, standIn: "drawn digits")

  /// Pairs for pix2pix: photo and label map side by side in one picture.
  public static let facades = DataSet(
    name: "facades", title: "building fronts, photo and label map side by side",
    parts: ["train", "test"].map { .pictures(folder: $0, deep: false) },
    standIn: "drawn facades")

  /// Two unpaired collections in the layout of CycleGAN, such as `facades_unpaired` or `horse2zebra`.
  public static func unpaired(_ name: String) -> DataSet {
    DataSet(
      name: name, title: "two unpaired collections",
      parts: ["trainA", "trainB", "testA", "testB"].map {
        .pictures(folder: $0, deep: false)
      },
      standIn: "drawn pictures")
  }

  /// Portraits in any arrangement of folders.
  public static let faces = DataSet(
    name: "faces", title: "portraits",
    parts: [.pictures(folder: "", deep: true)], standIn: "drawn faces")

  /// Super-resolution: sharp pictures, one folder per collection.
  public static let sr = DataSet(
    name: "sr", title: "sharp pictures for super-resolution",
    parts: [.pictures(folder: "", deep: true)], standIn: "drawn scenes")

  /// The sets with fixed names; any other folder may be an unpaired set.
  public static let known = [mnist, facades, faces, sr]

  /// The set of this name, which may be a part of a set, such as `sr/Set5`; an unknown name is that of an unpaired set.
  public static func named(_ name: String) -> DataSet {
    if let known = known.first(where: { $0.name == name }) { return known }
    for whole in [faces, sr] where name.hasPrefix(whole.name + "/") {
      return DataSet(name: name, title: whole.title, parts: whole.parts, standIn: whole.standIn)
    }
    return unpaired(name)
  }

  /// The files that should be in the data folder, as a tree of several lines.
  public var tree: String {
    var lines = ["\(name)/"]
    for part in parts {
      switch part {
      case .file(let names): lines.append("  \(names[0])   (or unpacked, without .gz)")
      case .pictures(let folder, let deep):
        let inside = [folder, deep ? "**" : nil].compactMap { $0 }.filter { !$0.isEmpty }.joined(
          separator: "/")
        lines.append("  \(inside.isEmpty ? "" : inside + "/")*.jpg, *.png, *.webp")
      }
    }
    return lines.joined(separator: "\n")
  }
}

/// The four files of MNIST.
public enum MNISTFile: String, CaseIterable, Sendable {
  case trainImages = "train-images"
  case trainLabels = "train-labels"
  case testImages = "t10k-images"
  case testLabels = "t10k-labels"

  /// The number of dimensions in the IDX file.
  public var rank: Int { self == .trainImages || self == .testImages ? 3 : 1 }

  /// The names that the file may have, the customary one first.
  package var names: [String] {
    let plain = ["\(rawValue)-idx\(rank)-ubyte", "\(rawValue).idx\(rank)-ubyte"]
    return plain.map { $0 + ".gz" } + plain
  }

  /// The shape of the file in the original collection.
  package var canonicalShape: [Int] {
    let count = self == .trainImages || self == .trainLabels ? 60_000 : 10_000
    return rank == 3 ? [count, 28, 28] : [count]
  }

  /// The CRC-32 of the values in the original collection (uncompressed, without the header).
  package var canonicalChecksum: UInt32 {
    switch self {
    case .trainImages: 0xf363_9b56
    case .trainLabels: 0xba07_e8ef
    case .testImages: 0xe4ca_5f57
    case .testLabels: 0xee86_04d9
    }
  }
}
