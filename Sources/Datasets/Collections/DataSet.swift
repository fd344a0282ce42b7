import Foundation

/// A data set that lessons know: its name, the files it consists of, and how to recognise them.
public struct DataSet: Sendable, Equatable {
  /// Files that have to be in the set: exactly named ones, or at least one picture in a folder.
  public enum Part: Sendable, Equatable {
    /// One file that may carry any of these names, the customary one first.
    case file(names: [String])
    /// A folder, by its path inside the set, with at least one picture, PNG or JPEG; the folders within it count too
    /// if `deep`.
    case pictures(folder: String, deep: Bool)
  }

  /// The set's folder inside the data folder, such as `mnist`.
  public let name: String
  /// What it is, in a few words.
  public let title: String
  public let parts: [Part]
  /// What stands in where the set is absent, in a few words.
  public let standIn: String

  /// MNIST: 60,000 + 10,000 handwritten digits, four IDX files, packed or not.
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

  /// The sets with a name of their own; any other folder may be an unpaired set.
  public static let known = [mnist, facades, faces, sr]

  /// The set of this name, where `sr/Set5` is a part of `sr`; a name that is none of the known ones is
  /// unpaired.
  public static func named(_ name: String) -> DataSet {
    if let known = known.first(where: { $0.name == name }) { return known }
    for whole in [faces, sr] where name.hasPrefix(whole.name + "/") {
      return DataSet(name: name, title: whole.title, parts: whole.parts, standIn: whole.standIn)
    }
    return unpaired(name)
  }

  /// The files that a person should see in the data folder, as a tree of several lines.
  public var tree: String {
    var lines = ["\(name)/"]
    for part in parts {
      switch part {
      case .file(let names): lines.append("  \(names[0])   (or unpacked, without .gz)")
      case .pictures(let folder, let deep):
        let inside = [folder, deep ? "**" : nil].compactMap { $0 }.filter { !$0.isEmpty }.joined(
          separator: "/")
        lines.append("  \(inside.isEmpty ? "" : inside + "/")*.jpg, *.png")
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

  /// Number of dimensions in the IDX file.
  public var rank: Int { self == .trainImages || self == .testImages ? 3 : 1 }

  /// The names under which the file is found, the customary one first.
  var names: [String] {
    let plain = ["\(rawValue)-idx\(rank)-ubyte", "\(rawValue).idx\(rank)-ubyte"]
    return plain.map { $0 + ".gz" } + plain
  }

  /// The shape of the file in the original collection.
  var canonicalShape: [Int] {
    let count = self == .trainImages || self == .trainLabels ? 60_000 : 10_000
    return rank == 3 ? [count, 28, 28] : [count]
  }

  /// The CRC-32 of the values in the original collection (unpacked, without the header).
  var canonicalChecksum: UInt32 {
    switch self {
    case .trainImages: 0xf363_9b56
    case .trainLabels: 0xba07_e8ef
    case .testImages: 0xe4ca_5f57
    case .testLabels: 0xee86_04d9
    }
  }
}
