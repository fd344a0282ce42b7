import GANKit
import Testing

@Suite("Players") struct GANPlayersTests {
  private struct Pair: GANPlayers {
    let generator, discriminator: Sequential
    let optimizerG, optimizerD: Adam
    let pool = ImagePool(capacity: 2)
    var extraState: [(name: String, value: any Checkpointable)] { [("pool", pool)] }

    init(seed: UInt64) {
      let random = Random(seed: seed)
      generator = Sequential { Dense(2, 2, using: random) }
      discriminator = Sequential { Dense(2, 1, using: random) }
      optimizerG = Adam(for: generator, learningRate: 1e-2)
      optimizerD = Adam(for: discriminator, learningRate: 1e-2)
    }

    func train() {
      let x = Tensor([1, 2], shape: [1, 2])
      optimizerG.update(with: gradients(of: generator) { generator(x, .inference).sum() }.gradients)
      optimizerD.update(with: gradients(of: discriminator) { discriminator(x, .inference).sum() }.gradients)
      _ = pool.exchange(x.reshaped(to: [1, 1, 1, 2]), using: Random(seed: 1))
    }
  }

  /// The names are those of the checkpoints on readers' disks: an interrupted run resumes.
  @Test func theNamesOfWhatIsSaved() {
    let players = Pair(seed: 1)
    #expect(players.state().map(\.name) == ["players", "optimizerG", "optimizerD", "pool"])
    #expect(
      players.state(named: "builders").map(\.name) == [
        "builders", "builders optimizerG", "builders optimizerD", "builders pool",
      ])
  }

  /// Networks, moments and pools: restored players go on as the saved ones do.
  @Test func restoredPlayersGoOnAlike() throws {
    let (first, second) = (Pair(seed: 1), Pair(seed: 2))
    first.train()
    var checkpoint = Checkpoint()
    for (name, value) in first.state() { value.save(to: &checkpoint, as: name) }
    for (name, value) in second.state() { try value.load(from: checkpoint, as: name) }
    first.train()
    second.train()
    #expect(first.checksum == second.checksum && second.pool.count == 2)
  }

  @Test func learningRates() {
    let players = Pair(seed: 1)
    players.setLearningRates(g: 0.5, d: 0.25)
    #expect(players.optimizerG.learningRate == 0.5 && players.optimizerD.learningRate == 0.25)
    players.setLearningRate(0.125)
    #expect(players.optimizerG.learningRate == 0.125 && players.optimizerD.learningRate == 0.125)
  }

  private struct Three: TrainingLosses {
    let lossD: Float
    let cycle: Float
    let lossG: Float
  }

  @Test func lossesHaveTheNamesOfTheirProperties() {
    let named = Three(lossD: 1, cycle: 2, lossG: 3).named
    #expect(named.map(\.name) == ["lossD", "cycle", "lossG"] && named.map(\.value) == [1, 2, 3])
  }

  @Test func accuracyOfDecisions() {
    let found = DiscriminatorAccuracy(onReal: Tensor([1, 2, -1, 3]), onFake: Tensor([-1, 0.5]))
    #expect(found.onReal == 0.75 && found.onFake == 0.5 && found.overall == 4.0 / 6)
  }

  @Test(arguments: [1, 2, 5, 7]) func piecesAreJoinedInOrder(size: Int) {
    let rows = Tensor((0..<10).map(Float.init), shape: [5, 2])
    var sizes: [Int] = []
    let doubled = rows.inPieces(of: size) { piece in
      sizes.append(piece.shape[0])
      return 2 * piece
    }
    #expect(doubled == 2 * rows && sizes.reduce(0, +) == 5 && sizes.allSatisfy { $0 <= size })
  }

  @Test func snapshotsKnowWhenTheyAreDue() {
    let snapshots = Snapshots(at: Snapshots.moments(4, of: 80))
    #expect((0...80).filter(snapshots.isDue) == [0, 20, 40, 80])
    #expect(!Snapshots().isDue(0))
  }
}
