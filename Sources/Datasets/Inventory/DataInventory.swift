import DataFolders
import Files
import Foundation

/// What was found of one data set: where it is, how many pictures it has, and whether it is complete and undamaged.
public struct DataInventory: Sendable {
  public let set: DataSet
  /// The set's folder; nil if it is absent.
  public let location: URL?
  /// The name of each part and the number of images, labels or pictures in it.
  public internal(set) var counts: [(part: String, count: Int)] = []
  /// Further findings, one line each, such as the number of images of each digit and the checksums.
  public internal(set) var details: [String] = []
  /// Whether every value is that of the original collection; nil if this was not checked or is unknown.
  public internal(set) var isCanonical: Bool?
  /// What is wrong: every `DataError` or `FileError` that a lesson would meet; empty if there is none. Without
  /// verification, only those that are found without decoding pictures.
  public internal(set) var problems: [any Error] = []
}

extension DataFolder {
  /// Inventories of all known data sets and of every unpaired set in the searched folders.
  ///
  /// - Parameter verifying: Whether to read every file as well, and to compare checksums where they are known.
  public func inventory(verifying: Bool) -> [DataInventory] {
    (DataSet.known + unpairedSets()).map { inventory(of: $0, verifying: verifying) }
  }

  /// The inventory of one data set; see `inventory(verifying:)`.
  public func inventory(of set: DataSet, verifying: Bool) -> DataInventory {
    let location: URL?
    do {
      // The absence of a set is a finding here and not an error, even in a folder that the user named.
      location = try find(set)
    } catch let error as DataError where error.kind == .missingSet {
      return DataInventory(set: set, location: nil)
    } catch {
      return DataInventory(set: set, location: nil, problems: [error])
    }
    guard let location else { return DataInventory(set: set, location: nil) }

    var inventory = DataInventory(set: set, location: location)
    if set == .mnist { inventory.addMNIST(in: location, verifying: verifying) }
    for case .pictures(let folder, _) in set.parts {
      inventory.addPictures(in: location, folder, verifying: verifying)
    }
    inventory.compareTests()
    return inventory
  }

  private func unpairedSets() -> [DataSet] {
    let names = searched.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }
    return Set(names).subtracting(DataSet.known.map(\.name)).sorted().map(DataSet.unpaired).filter { set in
      searched.contains { folder in
        let parts = set.missingParts(in: folder.appending(path: set.name, directoryHint: .isDirectory))
        return parts.count < set.parts.count || parts.contains { !$0.problems.isEmpty }
      }
    }
  }
}

extension DataInventory {
  fileprivate mutating func addPictures(in location: URL, _ folder: String, verifying: Bool) {
    let found = PictureFiles.list(set, folder, in: location)
    problems += found.problems
    // Each collection for super-resolution is used by itself, so it is counted by itself.
    let collections = Dictionary(grouping: found.files) {
      guard set == .sr else { return folder.isEmpty ? set.name : folder }
      let path = $0.path.dropFirst(location.path.count).drop { $0 == "/" }
      return String(path.prefix { $0 != "/" })
    }
    for (name, files) in collections.sorted(by: { $0.key < $1.key }) {
      counts.append((name, files.count))
      if verifying { verify(files, of: name) }
    }
  }

  private mutating func verify(_ files: [URL], of part: String) {
    let arePairs = set == .facades
    let sizes = PictureFiles.attempt(files) { picture, name in
      if arePairs { _ = try ImagePairs.halves(of: picture, name: name) }
      return (width: picture.width, height: picture.height)
    }
    for case .failure(let error) in sizes { problems.append(error) }
    guard set == .sr else { return }
    let read = zip(files, sizes).compactMap { file, size in
      (try? size.get()).map { SharpPictures.Found(file: file, width: $0.width, height: $0.height) }
    }
    let (unusable, remark) = SharpPictures.judge(read, collection: part)
    problems += unusable
    if let remark { details.append(remark) }
  }

  /// In one set, test pictures at the same position belong together.
  fileprivate mutating func compareTests() {
    func count(_ part: String) -> Int { counts.first { $0.part == part }?.count ?? 0 }
    let (a, b) = (count("testA"), count("testB"))
    guard set.name == UnpairedData.facadesUnpaired, let location, a != b else { return }
    problems.append(
      DataError(
        .countMismatch, path: location.relativePath,
        expected: "as many pictures in testA as in testB, which show the same buildings",
        found: "\(a) and \(b)", advice: "Remove the pictures without a counterpart."))
  }

  fileprivate mutating func addMNIST(in folder: URL, verifying: Bool) {
    var canonical = true
    func note(_ body: () throws -> Void) {
      do {
        try body()
      } catch {
        canonical = false
        problems.append(error)
      }
    }
    for (images, labels) in [(MNISTFile.trainImages, MNISTFile.trainLabels), (.testImages, .testLabels)] {
      var found: (images: Int?, labels: Int?)
      note { found.images = try add(images, in: folder, verifying, &canonical).shape[0] }
      note {
        let file = try add(labels, in: folder, verifying, &canonical)
        found.labels = file.shape[0]
        let digits = try labels.labels(from: file, labels.url(in: folder))
        guard verifying else { return }
        let perDigit = digits.reduce(into: [Int](repeating: 0, count: 10)) { $0[$1] += 1 }
        details.append(
          "\(labels.rawValue): " + perDigit.map(String.init).joined(separator: " ") + " (digits 0 to 9)")
      }
      guard let imageCount = found.images, let labelCount = found.labels else { continue }
      note { try labels.checkCount(labelCount, images: imageCount, of: images.url(in: folder), in: folder) }
    }
    if verifying { isCanonical = canonical }
  }

  private mutating func add(
    _ file: MNISTFile, in folder: URL, _ verifying: Bool, _ canonical: inout Bool
  ) throws -> IDX {
    // Images are counted and their checksum is computed, but they are not kept.
    let values = try file.read(in: folder, keep: file.rank == 3 ? 0 : nil)
    counts.append((file.rawValue, values.shape[0]))
    guard verifying else { return values }
    let matches = values.shape == file.canonicalShape && values.checksum == file.canonicalChecksum
    canonical = canonical && matches
    let (name, shape) = (try file.url(in: folder).lastPathComponent, values.shape.map(String.init))
    details.append(
      "\(name): \(shape.joined(separator: " x ")), CRC-32 \(hexadecimal(values.checksum)), "
        + "\(matches ? "as in" : "differs from") the original")
    return values
  }
}
