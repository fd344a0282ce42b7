import Files
import Foundation

/// Named tensors and integers that together make up the state of a training run, stored in a `.safetensors` file.
///
/// Weights and optimizer moments are tensors (F32, bit for bit); counters and random states are integers
/// (U64). Any safetensors library can read the files, for instance Python's:
/// ```python
/// safetensors.numpy.load_file("checkpoint/train.safetensors")
/// ```
public struct Checkpoint: Sendable {
  /// Free text in the file, such as the seed and the settings of the run.
  public var metadata: [String: String] = [:]

  private enum Entry: Sendable {
    case tensor(Tensor)
    case integers([UInt64])

    var description: String {
      switch self {
      case .tensor(let tensor): "a tensor of shape \(tensor.shape)"
      case .integers(let integers): "\(integers.count) integers"
      }
    }
  }

  /// The key of the content's hash in the file's metadata.
  static let hashKey = "contentHash"

  private var entries: [String: Entry] = [:]
  /// Whether this was read from a file whose hash matched its content.
  package private(set) var isVerified = false
  /// The file that this was read from, for error messages.
  private var path: String?

  public init() {}

  /// The names of all entries, sorted.
  public var names: [String] { entries.keys.sorted() }

  /// The tensor under a name; nil if there is none or the entry holds integers.
  public subscript(tensor name: String) -> Tensor? {
    get {
      if case .tensor(let tensor)? = entries[name] { tensor } else { nil }
    }
    set {
      require(name != Safetensors.metadataKey, "Checkpoint: \(name) is a reserved name")
      entries[name] = newValue.map { .tensor($0.detached) }
    }
  }

  /// The integers under a name; nil if there are none or the entry holds a tensor.
  public subscript(integers name: String) -> [UInt64]? {
    get {
      if case .integers(let integers)? = entries[name] { integers } else { nil }
    }
    set {
      require(name != Safetensors.metadataKey, "Checkpoint: \(name) is a reserved name")
      entries[name] = newValue.map { .integers($0) }
    }
  }

  /// The tensor under a name, which must have this shape.
  ///
  /// - Throws: `CheckpointError` of kind `.missing` or `.mismatch`.
  public func tensor(named name: String, shape: Shape) throws -> Tensor {
    if case .tensor(let tensor)? = entries[name], tensor.shape == shape { return tensor }
    throw unsuitable(name, expected: "a tensor of shape \(shape)")
  }

  /// The integers under a name; there must be exactly `count` of them.
  ///
  /// - Throws: `CheckpointError` of kind `.missing` or `.mismatch`.
  public func integers(named name: String, count: Int) throws -> [UInt64] {
    if case .integers(let integers)? = entries[name], integers.count == count { return integers }
    throw unsuitable(name, expected: "\(count) integers")
  }

  private func unsuitable(_ name: String, expected: String) -> CheckpointError {
    let entry = entries[name]
    return CheckpointError(
      entry == nil ? .missing : .mismatch, path: path, entry: name, expected: expected,
      found: entry?.description ?? "no such entry")
  }

  /// A hash of the entries: their names, shapes and every bit of their values. The metadata is not part of it.
  public var contentHash: ContentHash {
    var hash = ContentHash()
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      hash.add(name)
      switch entry {
      case .tensor(let tensor): hash.add(tensor)
      case .integers(let integers):
        hash.add(UInt64(integers.count))
        for integer in integers { hash.add(integer) }
      }
    }
    return hash
  }

  /// The hash that a file carries, of its entries and its metadata, so that no bit changes unnoticed.
  private var fileHash: String {
    var hash = contentHash
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      hash.add(key)
      hash.add(value)
    }
    return hash.description
  }

  /// Saves everything, with a hash of it; the same content always gives the same bytes.
  ///
  /// The file is written beside its destination, flushed and renamed, so an interruption leaves the previous
  /// one in place.
  ///
  /// - Throws: `FileError`.
  public func write(to url: URL) throws {
    let sorted = entries.sorted { $0.key < $1.key }
    // Integers first, so that their 8-byte elements start at multiples of 8 and all others at multiples of 4.
    let integers = sorted.compactMap { name, entry in
      if case .integers(let values) = entry { (name, values) } else { nil }
    }
    let tensors = sorted.compactMap { name, entry in
      if case .tensor(let tensor) = entry { (name, tensor) } else { nil }
    }
    var bytes = Safetensors.header(
      of: integers.map { ($0.0, .u64, [$0.1.count]) } + tensors.map { ($0.0, .f32, $0.1.shape.dimensions) },
      metadata: metadata.merging([Self.hashKey: fileHash]) { $1 })
    bytes.reserveCapacity(
      bytes.count + integers.reduce(0) { $0 + 8 * $1.1.count } + tensors.reduce(0) { $0 + 4 * $1.1.count })
    for (_, values) in integers {
      values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    for (_, tensor) in tensors {
      tensor.withScalars { bytes.append(contentsOf: UnsafeRawBufferPointer($0)) }
    }
    try AtomicFile.write(bytes, to: url)
  }

  /// Reads a safetensors file with entries of the types F32 and U64, and I64 without negative numbers.
  ///
  /// A file that GANKit wrote carries a hash of its content, which is checked; a file from elsewhere has none.
  ///
  /// - Throws: `FileError` if the file cannot be read, `CheckpointError` if it is damaged or holds other types.
  public init(contentsOf url: URL) throws {
    let bytes = try [UInt8](contentsOf: url)
    let path = url.relativePath
    self.path = path
    let (found, metadata) = try Safetensors.entries(of: bytes, path: path)
    self.metadata = metadata
    for entry in found {
      try bytes[entry.range].withUnsafeBytes { source in
        switch entry.type {
        case .f32:
          let tensor = Tensor(shape: Shape(entry.shape)) {
            UnsafeMutableRawBufferPointer($0).copyMemory(from: source)
          }
          entries[entry.name] = .tensor(tensor)
        case .u64, .i64:
          let values = [UInt64](unsafeUninitializedCapacity: source.count / 8) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
            count = source.count / 8
          }
          guard entry.type == .u64 || values.allSatisfy({ $0 <= UInt64(Int64.max) }) else {
            throw CheckpointError(
              .unsupportedType, path: path, entry: entry.name, expected: "integers of 0 or more",
              found: "negative integers")
          }
          entries[entry.name] = .integers(values)
        }
      }
    }
    guard let expected = self.metadata.removeValue(forKey: Self.hashKey) else { return }
    let actual = fileHash
    guard actual == expected else {
      throw CheckpointError(
        .damaged, path: path, expected: "content with the hash \(expected), as the file says",
        found: "content with the hash \(actual)")
    }
    isVerified = true
  }
}

#if _endian(big)
  #error("Checkpoints copy numbers as they are in memory, which must be little-endian.")
#endif
