import DataFolders
import Datasets
import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// The same game with eight attributes in the place of the digit: faces on request.

extension ConditionalGANLesson {
  func trainFaces(_ report: Report) throws {
    // Before any faces are in memory: the classifier draws some of its own.
    let classifier = try faceClassifier()
    let faces = LabeledFaces.small(
      run[Self.attributeFaces], without: unseen, using: run.random("attributes faces"))
    report.metric("faces", faces.count)
    try report.figure(
      "faces",
      ImageGrid(
        faces.images.rows(0..<20), columns: 10, caption: "Faces to learn from, drawn by a program."))
    let history = try train(on: faces, report)
    try report.curves(
      "losses", "Losses of the two players", of: history, [.discriminator(), .generator()],
      caption: "Trained on \(DataSet.faces.standIn).")
    try showRequests(report)
    try measureObedience(classifier, report)
  }

  /// The classifier that judges faces: trained once, then taken from the cache.
  func faceClassifier() throws -> FaceClassifier {
    try FaceClassifier.trained(cache: run.cacheFolder) { _ in try run.checkInterruption() }
  }

  // snippet.trainFaces
  private func train(on faces: LabeledFaces, _ report: Report) throws -> History {
    let count = run[Self.attributeIterations]
    let random = run.random("attributes")
    let batches = Batches(count: faces.count, size: 32, using: random, keepPartial: false)
    let labels = Tensor.labels(of: faces.factors)
    let loop = try report.loop(
      count, every: Loop.interval(of: count), state: [("random", random), ("batches", batches)])
    while let i = try loop.next() {
      facePlayers.settle(Float(i) / Float(count))
      let rows = batches.next()
      let (real, asked) = (faces.images.gathered(rows: rows), labels.gathered(rows: rows))
      let losses = facePlayers.update(real: real, labels: asked, random)
      faceAverage.update()
      try loop.log(losses)
    }
    return loop.history
  }
  // snippet.end

  /// A face by the averaged G for each of these.
  func draw(_ faces: [FaceFactors], _ stream: String) -> Tensor {
    faceAverage.model.draw(.labels(of: faces), from: noise(faces.count, using: run.random(stream)))
  }

  private func showRequests(_ report: Report) throws {
    let requests = try [
      "fair skin, long blond hair, smiling", "dark skin, short black hair, glasses",
      "brown skin, black curls, open mouth", "tan skin, brown bob, closed eyes",
      "red hair, turned left, no glasses", "glasses, rose background",
    ].map(FaceRequest.init)
    let random = run.random("attributes requests")
    let faces = requests.flatMap { $0.faces(10, using: random) }
    try report.figure(
      "requests",
      ImageGrid(
        draw(faces, "attributes requested"), columns: 10,
        caption: "Drawn by the moving average of G. What a request does not name is random. Not selected.",
        rowLabels: requests.map(\.text)))
  }

  private func measureObedience(_ classifier: FaceClassifier, _ report: Report) throws {
    // Other faces than those of the training. Each of them takes more time than a digit.
    let real = LabeledFaces.small(
      run[Self.samples] / 5, without: unseen, using: run.random("attributes reference"))
    let drawn = draw(real.factors, "attributes judged")
    let ofG = Obedience(read: classifier.factors(ofSmall: drawn), asked: real.factors)
    let ofReal = Obedience(read: classifier.factors(ofSmall: real.images), asked: real.factors)
    var rows: [[String]] = []
    for factor in FaceFactor.allCases {
      let (share, best) = (ofG.shares[factor]!, ofReal.shares[factor]!)
      rows.append([factor.rawValue, percent(share), percent(best), percent(factor.chance)])
      report.metric(factor.metricName, share)
      report.metric("\(factor.metricName)OfReal", best)
    }
    let chance = FaceFactor.allCases.reduce(0) { $0 + $1.chance } / Double(FaceFactor.allCases.count)
    rows.append(["mean", percent(ofG.mean), percent(ofReal.mean), percent(chance)])
    report.table(["attribute", "read as requested", "real faces", "chance"], rows)
    report.metric("obedience", ofG.mean)
    report.metric("obedienceOfReal", ofReal.mean)
    report.metric("chance", chance)
    report.metric("variety", variety(of: real.factors.prefix(10)))
    try report.samples("generated", drawn)
    let names = FaceFactor.allCases.map(\.rawValue)
    try report.figure(
      "obedience",
      Chart("Attributes read as requested", x: "attribute", y: "% of the faces")
        .bars("real faces", names, FaceFactor.allCases.map { 100 * ofReal.shares[$0]! }, colour: .real)
        .bars("G", names, FaceFactor.allCases.map { 100 * ofG.shares[$0]! }, colour: .generated)
        .bars("chance", names, FaceFactor.allCases.map { 100 * $0.chance }, colour: .reference)
        .caption("\(real.count) faces each. The judge enlarges them and reads their attributes."))
  }

  /// How different faces of the same request are, beside real ones of it: the mean over requests that name everything.
  private func variety(of requests: some Collection<FaceFactors>) -> Double {
    let ratios = requests.enumerated().map { index, request in
      let faces = [FaceFactors](repeating: request, count: 60)
      let real = LabeledFaces.small(of: faces, using: run.random("attributes real variety \(index)"))
      return diversity(of: draw(faces, "attributes variety \(index)"), relativeTo: real.images)
    }
    return ratios.reduce(0, +) / Double(ratios.count)
  }
}
