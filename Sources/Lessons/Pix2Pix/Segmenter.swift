import Foundation
import GANKit
import Judges

/// Names the label of each pixel of a photo: the judge of translations, as in the paper's FCN-score (Isola et al. 2017,
/// section 4.1).
///
/// It learns from the real training photos and their label maps and knows nothing of G. Where its reading of a
/// translation agrees with the input map, something looks like a window where a window was asked for.
public struct Segmenter: Module {
  let network: UNet
  let palette: LabelPalette

  init(size: Int, palette: LabelPalette, using random: Random) {
    network = UNet(
      levels: min(5, size.trailingZeroBitCount), width: 16, outputs: palette.colours.count,
      activation: .identity, dropout: 0.3, using: random)
    self.palette = palette
  }

  /// The most probable label of each pixel of photos `[N, size, size, 3]`, in row-major order.
  public func labels(of photos: Tensor) -> [Int] {
    let starts = stride(from: 0, to: photos.shape[0], by: 16)
    return starts.flatMap { start in
      network(photos.rows(start..<min(start + 16, photos.shape[0])), .inference).argmax()
    }
  }

  /// The share of pixels that it reads as the map `[N, size, size, 3]` says.
  public func accuracy(of photos: Tensor, maps: Tensor) -> Double {
    palette.agreement(of: labels(of: photos), with: maps)
  }
}

extension Segmenter {
  /// Trains a segmenter, or takes it from `cache` where an earlier run left it.
  ///
  /// - Parameters:
  ///   - photos, maps: the training pairs `[N, S, S, 3]`, with room for crops of `size`.
  ///   - steps: of four pairs each.
  ///   - cache: a folder; the file's name depends on the data.
  ///   - progress: called now and then; what it throws ends the training.
  /// - Throws: what `progress` throws; `FileError` if the cache cannot be written.
  static func trained(
    photos: Tensor, maps: Tensor, size: Int, steps: Int, cache: URL?, progress: () throws -> Void
  ) throws -> Segmenter {
    let random = Random(seed: 1, stream: "segmenter")
    let segmenter = Segmenter(size: size, palette: LabelPalette(of: maps), using: random)
    var key = ContentKey(design: 3)
    for tensor in [photos, maps] { key.add(tensor) }
    for number in [size, steps] { key.add(UInt64(number)) }
    try segmenter.trainedOnce(in: cache, as: "segmenter-\(key)") {
      try segmenter.train(photos, maps, size: size, steps: steps, random, progress)
    }
    return segmenter
  }

  private func train(
    _ photos: Tensor, _ maps: Tensor, size: Int, steps: Int, _ random: Random, _ progress: () throws -> Void
  ) throws {
    let batches = Batches(
      count: photos.shape[0], size: min(4, photos.shape[0]), using: random, keepPartial: false)
    let optimizer = Adam(for: self, learningRate: 0)
    let decay = LinearDecay(from: 1e-3, of: steps)
    for step in 0..<steps {
      if step % 20 == 0 { try progress() }
      optimizer.learningRate = decay.rate(at: step)
      let rows = batches.next()
      let (photo, map) = jittered(
        photos.gathered(rows: rows), maps.gathered(rows: rows), size: size, using: random)
      let labels = palette.labels(of: map)
      let (_, found) = gradients(of: self) {
        let logits = network(photo, .training(random))
        return softmaxCrossEntropy(
          logits: logits.reshaped(to: [labels.count, palette.colours.count]), labels: labels)
      }
      optimizer.update(with: found)
    }
  }
}
