import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit

@Suite struct CheckpointTests {
  private let folder: TemporaryFolder
  private var url: URL { folder.url.appending(path: "state.safetensors") }

  init() throws { folder = try TemporaryFolder() }

  private var sample: Checkpoint {
    var checkpoint = Checkpoint()
    checkpoint[tensor: "generator.weight"] = Tensor(
      [1, -0.0, .infinity, .leastNonzeroMagnitude, 5, 6], shape: [2, 3])
    checkpoint[tensor: "loss"] = Tensor(0.25)
    checkpoint[tensor: "none"] = Tensor([], shape: [0, 4])
    checkpoint[integers: "random"] = [0, 1, .max]
    checkpoint[integers: "nothing"] = []
    checkpoint.metadata = ["seed": "7", "quote": "a \"b\" \\ \n\u{1} é 字"]
    return checkpoint
  }

  private func write(_ checkpoint: Checkpoint) throws -> [UInt8] {
    try checkpoint.write(to: url)
    return try [UInt8](contentsOf: url)
  }

  private func read(_ bytes: [UInt8]) throws -> Checkpoint {
    try Checkpoint(contentsOf: folder.file("changed.safetensors", bytes))
  }

  /// A file with this header and so much data.
  private func file(_ header: String, dataCount: Int) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: dataCount)
  }

  // MARK: Writing and reading

  @Test func everyBitReturns() throws {
    var original = sample
    let patterns: [UInt32] = [0x7fc0_0001, 0xffc1_2345, 0x7f80_0001, 0x8000_0000, 1, 0x3f80_0000]
    original[tensor: "patterns"] = Tensor(patterns.map(Float.init(bitPattern:)))
    try original.write(to: url)
    let copy = try Checkpoint(contentsOf: url)
    #expect(copy.names == ["generator.weight", "loss", "none", "nothing", "patterns", "random"])
    #expect(copy.metadata == original.metadata)
    for name in copy.names {
      #expect(copy[integers: name] == original[integers: name])
      #expect(copy[tensor: name]?.shape == original[tensor: name]?.shape)
      #expect(
        copy[tensor: name]?.scalars.map(\.bitPattern) == original[tensor: name]?.scalars.map(\.bitPattern))
    }
    #expect(copy[tensor: "patterns"]?.scalars.map(\.bitPattern) == patterns)
  }

  @Test("No flipped bit changes what is read: the file is refused, or the bit did not matter")
  func flippedBits() throws {
    let bytes = try write(sample)
    let original = try Checkpoint(contentsOf: url)
    #expect(original.isVerified)
    var refused = 0
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        guard let copy = try? read(changed) else {
          refused += 1
          continue
        }
        #expect(copy.contentHash == original.contentHash, "bit \(bit) of byte \(index)")
      }
    }
    #expect(refused > bytes.count * 7)
  }

  @Test("A file from elsewhere, without a hash, is read and counts as not verified")
  func withoutHash() throws {
    let header = #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    let copy = try read(file(header, dataCount: 4))
    #expect(copy[tensor: "x"]?.scalars == [0])
    #expect(!copy.isVerified)
  }

  @Test("A checkpoint that lacks something changes nothing that is loaded from it")
  func loadsAllOrNothing() throws {
    let network = Sequential {
      Dense(2, 3, using: Random(seed: 1))
      BatchNorm(3, momentum: 0.9)
    }
    let optimizer = Adam(for: network, learningRate: 0.1)
    let other = Sequential {
      Dense(2, 3, using: Random(seed: 2))
      BatchNorm(3, momentum: 0.9)
    }
    var whole = Checkpoint()
    other.save(to: &whole, as: "network")
    Adam(for: other, learningRate: 0.2).save(to: &whole, as: "optimizer")
    func state(of value: any Checkpointable) -> ContentHash {
      var now = Checkpoint()
      value.save(to: &now, as: "value")
      return now.contentHash
    }
    for name in whole.names {
      var lacking = whole
      lacking[tensor: name] = nil
      let value: any Checkpointable = name.hasPrefix("network") ? network : optimizer
      let before = state(of: value)
      #expect(throws: CheckpointError.self, "\(name)") {
        try value.load(from: lacking, as: String(name.prefix { $0 != "." }))
      }
      #expect(state(of: value) == before, "\(name)")
    }
  }

  @Test func sameContentGivesSameBytes() throws {
    let first = try write(sample)
    var other = Checkpoint()
    for name in sample.names.reversed() {
      other[tensor: name] = sample[tensor: name]
      if let integers = sample[integers: name] { other[integers: name] = integers }
    }
    for (key, value) in sample.metadata.sorted(by: { $0.key > $1.key }) { other.metadata[key] = value }
    #expect(try write(other) == first)
    #expect(try write(Checkpoint(contentsOf: url)) == first)
  }

  @Test func theLayoutIsTheOneOfTheFormat() throws {
    var checkpoint = Checkpoint()
    checkpoint[tensor: "b"] = Tensor([1.5])
    checkpoint[tensor: "a"] = Tensor([1, 2], shape: [2, 1])
    checkpoint[integers: "n"] = [258]
    let header = """
      {"__metadata__":{"contentHash":"\(checkpoint.contentHash)"},\
      "n":{"dtype":"U64","shape":[1],"data_offsets":[0,8]},\
      "a":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},\
      "b":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}
      """
    let padding = (8 - header.utf8.count % 8) % 8
    let length = UInt64(header.utf8.count + padding)
    let expected =
      withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 0x20, count: padding) + [2, 1, 0, 0, 0, 0, 0, 0]
      + [0, 0, 0x80, 0x3f] + [0, 0, 0, 0x40] + [0, 0, 0xc0, 0x3f]
    #expect(try write(checkpoint) == expected)
  }

  @Test func anEmptyCheckpointIsAFileToo() throws {
    try Checkpoint().write(to: url)
    #expect(try Checkpoint(contentsOf: url).names == [])
  }

  @Test func filesWrittenByPythonAreRead() throws {
    let checkpoint = try Checkpoint(contentsOf: fixture("python.safetensors"))
    #expect(checkpoint.names == ["adam.step", "empty", "layers.0.bias", "layers.0.weight", "loss"])
    #expect(
      checkpoint[tensor: "layers.0.weight"] == Tensor([-0.5, -0.25, 0, 0.25, 0.5, 0.75], shape: [2, 3]))
    #expect(checkpoint[tensor: "layers.0.bias"] == Tensor([1.5]))
    #expect(checkpoint[tensor: "loss"] == Tensor(0.25))
    #expect(checkpoint[tensor: "empty"]?.shape == [0, 4])
    #expect(checkpoint[integers: "adam.step"] == [3, .max])
    #expect(checkpoint.metadata == ["chapter": "vanilla-gan", "quote": "a \"b\" \\ \n é"])
  }

  @Test func typesThatAreNotReadAreNamed() throws {
    let error = #expect(throws: CheckpointError.self) {
      _ = try Checkpoint(contentsOf: fixture("python-int32.safetensors"))
    }
    #expect(error?.kind == .unsupportedType)
    #expect(error?.entry == "steps")
    #expect(error?.found == "I32")
  }

  // MARK: Entries

  @Test func missingAndOtherEntriesAreNamed() throws {
    try sample.write(to: url)
    let checkpoint = try Checkpoint(contentsOf: url)
    #expect(try checkpoint.tensor(named: "loss", shape: []).scalar == 0.25)
    #expect(try checkpoint.integers(named: "random", count: 3) == [0, 1, .max])
    let missing = #expect(throws: CheckpointError.self) {
      _ = try checkpoint.tensor(named: "bias", shape: [3])
    }
    #expect(missing?.kind == .missing)
    let shape = #expect(throws: CheckpointError.self) {
      _ = try checkpoint.tensor(named: "generator.weight", shape: [3, 2])
    }
    #expect(shape?.kind == .mismatch)
    for text in ["state.safetensors", "\"generator.weight\"", "[3, 2]", "[2, 3]"] {
      #expect(shape?.description.contains(text) == true)
    }
    let type = #expect(throws: CheckpointError.self) { _ = try checkpoint.integers(named: "loss", count: 1) }
    #expect(type?.kind == .mismatch)
    let count = #expect(throws: CheckpointError.self) {
      _ = try checkpoint.integers(named: "random", count: 2)
    }
    #expect(count?.kind == .mismatch)
  }

  @Test func anEntryHoldsOneThing() {
    var checkpoint = Checkpoint()
    checkpoint[tensor: "x"] = Tensor(1)
    checkpoint[integers: "x"] = [2]
    #expect(checkpoint[tensor: "x"] == nil)
    #expect(checkpoint[integers: "x"] == [2])
    checkpoint[integers: "x"] = nil
    #expect(checkpoint.names.isEmpty)
  }

  // MARK: Damage

  @Test func everyTruncationIsFound() throws {
    let whole = try write(sample)
    for length in 0..<whole.count {
      let error = #expect(throws: CheckpointError.self, "cut to \(length)") {
        _ = try read(Array(whole.prefix(length)))
      }
      #expect(error?.kind == .damaged)
    }
    #expect(throws: CheckpointError.self) { _ = try read(whole + [0]) }
  }

  /// A changed byte either makes another valid file or is found; it never brings the program down.
  @Test func noChangedByteOfTheHeaderCrashes() throws {
    let whole = try write(sample)
    let headerEnd = 8 + Int(whole[0]) + Int(whole[1]) << 8
    var found = 0
    for position in 0..<headerEnd {
      for flip: UInt8 in [0x01, 0x02, 0x10, 0x80, 0xff] {
        var changed = whole
        changed[position] ^= flip
        do { _ = try read(changed) } catch is CheckpointError { found += 1 }
      }
    }
    #expect(found > headerEnd)
  }

  @Test(arguments: [
    // beyond the data, before its start, reversed, too few, too many, huge
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-4,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999999]}}"#,
    // shapes that do not fit the place
    #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"U64","shape":[2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387905,2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}"#,
    // gaps and overlaps
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    // no such header
    "", "{", "[]", "null", "7", #"{"a":7}"#, #"{"a":{"dtype":"F32","shape":[2]}}"#,
    #"{"__metadata__":{"seed":7}}"#, #"{"__metadata__":[]}"#, "\u{feff}{}x",
  ])
  func impossibleHeadersAreFound(header: String) throws {
    let error = #expect(throws: CheckpointError.self) { _ = try read(file(header, dataCount: 8)) }
    #expect(error?.kind == .damaged)
    #expect(error?.description.contains("changed.safetensors") == true)
  }

  @Test func deeplyNestedHeadersAreFound() throws {
    let deep = String(repeating: "[", count: 200_000)
    #expect(throws: CheckpointError.self) { _ = try read(file(#"{"a":"# + deep, dataCount: 0)) }
  }

  @Test func invalidTextIsFound() throws {
    var bytes = file(#"{"aaaa":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, dataCount: 8)
    bytes[10] = 0xff
    #expect(throws: CheckpointError.self) { _ = try read(bytes) }
  }

  @Test func absurdHeaderLengthsAreFound() throws {
    for length in [UInt64.max, UInt64(Int64.max), 1 << 62, 100] {
      let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array("{}".utf8)
      #expect(throws: CheckpointError.self) { _ = try read(bytes) }
    }
  }

  @Test func aFailedWriteLeavesTheFormerFile() throws {
    let before = try write(sample)
    let beneath = url.appending(path: "more.safetensors")
    #expect(throws: FileError.self) { try Checkpoint().write(to: beneath) }
    #expect(try [UInt8](contentsOf: url) == before)
    #expect(try folder.names == ["state.safetensors"])
  }

  @Test func aMissingFileIsAFileError() {
    #expect(throws: FileError(.read, url, code: ENOENT)) { _ = try Checkpoint(contentsOf: url) }
  }
}
