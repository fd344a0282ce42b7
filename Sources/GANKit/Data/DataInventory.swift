import Foundation

/// What was found of one data set: where, how many, and whether it is whole.
public struct DataInventory: Sendable {
  public let set: DataSet
  /// The set's folder; nil if it is absent.
  public let location: URL?
  /// For each part its name and the number of images, labels or pictures in it.
  public internal(set) var counts: [(part: String, count: Int)] = []
  /// Further findings, one line each, such as the number of images of each digit and the checksums.
  public internal(set) var details: [String] = []
  /// True if every byte is that of the original collection; nil if that was not looked at or is not known.
  public internal(set) var isCanonical: Bool?
  /// What is wrong: `DataError` or `FileError`, empty if nothing is.
  public internal(set) var problems: [any Error] = []
}

extension DataFolder {
  /// What there is of all known data sets and of every unpaired set in the searched folders.
  ///
  /// - Parameter verifying: Reads every file as well, and compares checksums where they are known.
  public func inventory(verifying: Bool) -> [DataInventory] {
    (DataSet.known + unpairedSets()).map { inventory(of: $0, verifying: verifying) }
  }

  /// What there is of one data set; see `inventory(verifying:)`.
  public func inventory(of set: DataSet, verifying: Bool) -> DataInventory {
    let location: URL?
    do {
      // The absence of a set is a finding here and no error, even in a folder that was named.
      location = try find(set)
    } catch let error as DataError where error.kind == .missingSet {
      return DataInventory(set: set, location: nil)
    } catch {
      return DataInventory(set: set, location: nil, problems: [error])
    }
    guard let location else { return DataInventory(set: set, location: nil) }

    var inventory = DataInventory(set: set, location: location)
    if set == .mnist { inventory.addMNIST(in: location, verifying: verifying) }
    for case .pictures(let folder, _, _) in set.parts {
      inventory.addPictures(in: location, folder, verifying: verifying)
    }
    return inventory
  }

  private func unpairedSets() -> [DataSet] {
    let names = searched.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }
    return Set(names).subtracting(DataSet.known.map(\.name)).sorted().map(DataSet.unpaired).filter { set in
      searched.contains { folder in
        let parts = set.missingParts(in: folder.appending(path: set.name, directoryHint: .isDirectory))
        return parts.count < set.parts.count
      }
    }
  }
}

extension DataInventory {
  fileprivate mutating func addPictures(in location: URL, _ folder: String, verifying: Bool) {
    let files = PictureFiles.list(set, folder, in: location)
    if set == .sr {
      // Each collection is used by itself, so it is counted by itself.
      let collections = Dictionary(grouping: files) { $0.deletingLastPathComponent().lastPathComponent }
      counts += collections.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    } else {
      counts.append((folder.isEmpty ? set.name : folder, files.count))
    }
    guard verifying else { return }
    let arePairs = set == .facades
    let results = PictureFiles.attempt(files) { picture, name in
      if arePairs { _ = try ImagePairs.halves(of: picture, name: name) }
    }
    for case .failure(let error) in results { problems.append(error) }
  }

  fileprivate mutating func addMNIST(in folder: URL, verifying: Bool) {
    var canonical = true
    for file in MNISTFile.allCases {
      do {
        let url = try file.url(in: folder)
        let values = try IDX(contentsOf: url, rank: file.rank)
        counts.append((file.rawValue, values.shape[0]))
        guard verifying else { continue }
        let checksum = Checksum.crc32(values.bytes)
        let matches = values.shape == file.canonicalShape && checksum == file.canonicalChecksum
        canonical = canonical && matches
        details.append(
          "\(url.lastPathComponent): \(values.shape.map(String.init).joined(separator: " x ")), "
            + "CRC-32 \(hexadecimal(checksum)), \(matches ? "as in" : "differs from") the original")
        if file.rank == 1 {
          let perDigit = try file.labels(from: values, url).reduce(into: [Int](repeating: 0, count: 10)) {
            $0[$1] += 1
          }
          details.append(
            "\(file.rawValue): " + perDigit.map(String.init).joined(separator: " ") + " (digits 0 to 9)")
        }
      } catch {
        canonical = false
        problems.append(error)
      }
    }
    if verifying { isCanonical = canonical }
  }
}
