import Figures
import GANKit
import Judges
import LessonKit
import Pictures

// SRResNet: G alone, trained on the mean squared error. SRGAN's training begins where this one ends.

extension SRGANLesson {
  func trainOnPixels(_ report: Report) throws {
    // snippet.loop
    let (count, random) = (run[Self.iterations], run.random("srresnet"))
    // The rate falls over the last three quarters of the training.
    let schedule = LinearDecay(from: run[Self.learningRate], overLast: 0.75, of: count)
    let interval = Loop.interval(of: count)
    let health = TrainingHealth(of: srresnet)
    let loop = try report.loop(
      count, named: "SRResNet", every: interval, state: [("random", random)], health: health)
    while let i = try loop.next() {
      let (small, sharp) = patches.next(run[Self.batchSize], random)
      optimizer.learningRate = schedule.rate(at: i)
      let loss = updateOnPixels(srresnet, optimizer, small: small, sharp: sharp, random)
      if health.isDue(i, of: count) { health.observe(step: i) }
      try loop.log(["loss": loss])
      if i % (32 * interval) == 0 || i == count - 1 { try logProgress(loop) }
    }
    // snippet.end
    try showProgress(loop.history, report)
    try showResults(report)
  }

  /// Logs the PSNR on the held-out pictures, or if there are none, on some to learn from.
  private func logProgress(_ loop: Loop) throws {
    let judged = pictures.keptAside.isEmpty ? Array(pictures.training.prefix(4)) : pictures.keptAside
    try loop.log(["psnr": judged.psnr(of: srresnet)])
  }

  private func showProgress(_ history: History, _ report: Report) throws {
    let judged = pictures.keptAside.isEmpty ? Array(pictures.training.prefix(4)) : pictures.keptAside
    let bicubic = PictureFidelity.mean(judged.map { $0.fidelity(of: $0.bicubicPicture) }).psnr
    let points = history.column("psnr")
    report.metric(
      "loss",
      history.column("loss").suffix(20).map(\.value).reduce(0, +)
        / Double(min(20, history.column("loss").count)))
    report.metric("keptAsidePSNR", points.last?.value ?? 0)
    report.metric("keptAsideBicubic", bicubic)
    try report.figure(
      "progress",
      Chart("SRResNet on held-out pictures", x: "iteration", y: "PSNR, dB")
        .line("SRResNet", points, colour: Palette.generator)
        .reference(y: bicubic, "bicubic")
        .caption(dataNote))
  }

  private func showResults(_ report: Report) throws {
    let bicubic = pictures.test.map(\.bicubicPicture)
    let found = pictures.test.map { $0.enlarged(by: srresnet) }
    func all(_ enlarged: [Image]) -> [PictureFidelity] {
      zip(pictures.test, enlarged).map { $0.fidelity(of: $1) }
    }
    let (before, after) = (all(bicubic), all(found))
    let means = (PictureFidelity.mean(before), PictureFidelity.mean(after))
    report.table(
      ["picture", "bicubic, dB", "SRResNet, dB", "bicubic, SSIM", "SRResNet, SSIM"],
      (zip(pictures.test.map(\.name), zip(before, after)).map { ($0, $1.0, $1.1) } + [
        ("mean", means.0, means.1)
      ]).map {
        [$0, format($1.psnr, 2), format($2.psnr, 2), format($1.ssim, 3), format($2.ssim, 3)]
      })
    report.metric("psnr", means.1.psnr)
    report.metric("ssim", means.1.ssim)
    report.metric("gain", means.1.psnr - means.0.psnr)
    try report.figure(
      "crops",
      comparison(
        pictures.test,
        [
          ("bicubic\n\(format(means.0.psnr, 1)) dB", bicubic),
          ("SRResNet\n\(format(means.1.psnr, 1)) dB", found),
        ],
        caption: dataNote))
  }
}

// snippet.pretraining
/// SRResNet: G alone, on the mean squared error of pixels.
func updateOnPixels(
  _ generator: Generator, _ optimizer: Adam, small: Tensor, sharp: Tensor, _ random: Random
) -> Float {
  let (loss, found) = gradients(of: generator) {
    meanSquaredError(generator(small, .training(random)), sharp)
  }
  optimizer.update(with: found)
  return loss
}
// snippet.end
