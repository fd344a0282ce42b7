import Foundation
import TestSupport
import Testing

@testable import GANKit
@testable import Judges

@Suite struct TrainedOnceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "A network that is trained once: a damaged file in the cache is made anew, from the network's own beginning"
  )
  func damagedCache() throws {
    func train() throws -> (trained: Bool, hash: UInt64) {
      let network = Dense(4, 4, using: Random(seed: 3))
      var trained = false
      try network.trainedOnce(in: folder.url, as: "judge") {
        trained = true
        network.weight.value = network.weight.value * 2
      }
      return (trained, network.checksum)
    }
    let first = try train()
    let again = try train()
    #expect(first.trained && !again.trained && first.hash == again.hash)
    let file = folder.url.appending(path: "judge.safetensors")
    let whole = try [UInt8](contentsOf: file)
    for index in [whole.count - 1, whole.count / 2, 20] {
      var damaged = whole
      damaged[index] ^= 0x40
      try Data(damaged).write(to: file)
      let remade = try train()
      #expect(remade.trained && remade.hash == first.hash)
      #expect(try [UInt8](contentsOf: file) == whole)
    }
    // Half a network: whole in itself, but with an entry gone.
    var half = Checkpoint()
    half[tensor: "network.weight"] = Tensor.ones([4, 4])
    try half.write(to: file)
    let remade = try train()
    #expect(remade.trained && remade.hash == first.hash)
  }
}
