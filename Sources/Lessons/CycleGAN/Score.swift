import GANKit
import Judges

/// How well test pictures of one collection were translated into the other.
struct Score {
  /// Pictures `[N, H, W, 3]`: the translations, and the pictures translated back.
  let translated, returned: Tensor
  /// The mean of |there and back again - picture|, in [-1, 1].
  let cycleError: Double
  /// The mean of |translation - truth|; nil where the truth is not known.
  var error: Double?
  /// The same for the pictures before translation.
  var untranslatedError: Double?
  /// The error in the pixels that a right translation leaves as they were; nil if there are none.
  var backgroundError: Double?
  /// How well the bodies of striped animals lie over those of the truth, 0 to 1; nil where none should be striped.
  var overlap: Double?
  /// The share of translations that a classifier takes for the other collection's; nil where there is none.
  var changed: Double?

  /// The error as a share of the untranslated one: 1 is no better than doing nothing.
  var ratio: Double? { error.flatMap { error in untranslatedError.map { error / $0 } } }
}

extension CycleGANLesson {
  // snippet.score
  /// Translates pictures by `there`, and back by `back`, and measures both.
  func score(_ pictures: Tensor, truth: Tensor?, there: Sequential, back: Sequential) -> Score {
    let translated = applied(there, to: pictures)
    let returned = applied(back, to: translated)
    var score = Score(
      translated: translated, returned: returned,
      cycleError: Double(meanAbsoluteError(returned, pictures).scalar))
    guard let truth else { return score }
    score.error = Double(meanAbsoluteError(translated, truth).scalar)
    score.untranslatedError = Double(meanAbsoluteError(pictures, truth).scalar)
    score.backgroundError = backgroundError(of: translated, pictures, truth)
    return score
  }
  // snippet.end

  /// The classifier that judges coats: trained once, then taken from the cache.
  func coatClassifier() throws -> CoatClassifier {
    try CoatClassifier.trained(cache: run.cacheFolder) { _ in try run.checkInterruption() }
  }

  /// Scores of both directions; with a judge also the share of translations that change sides.
  func scores(_ players: Players, on domains: Domains, judge: CoatClassifier?) -> (aToB: Score, bToA: Score) {
    var aToB = score(domains.testA, truth: domains.truth?.ofA, there: players.g, back: players.f)
    var bToA = score(domains.testB, truth: domains.truth?.ofB, there: players.f, back: players.g)
    aToB.changed = judge?.share(of: aToB.translated, wearing: .striped)
    bToA.changed = judge?.share(of: bToA.translated, wearing: .plain)
    if domains.areHerds, let truth = domains.truth { aToB.overlap = bodyOverlap(aToB.translated, truth.ofA) }
    return (aToB, bToA)
  }
}

/// The mean of |translation - truth| where the picture and its right translation agree: what should have stayed as it
/// was. Nil where they agree nowhere.
func backgroundError(of translated: Tensor, _ pictures: Tensor, _ truth: Tensor) -> Double? {
  let (found, before, right) = (translated.scalars, pictures.scalars, truth.scalars)
  var (sum, count) = (0.0, 0)
  for pixel in stride(from: 0, to: right.count, by: 3) {
    let channels = pixel..<pixel + 3
    guard channels.allSatisfy({ before[$0] == right[$0] }) else { continue }
    for channel in channels { sum += Double(abs(found[channel] - right[channel])) }
    count += 3
  }
  return count == 0 ? nil : sum / Double(count)
}
