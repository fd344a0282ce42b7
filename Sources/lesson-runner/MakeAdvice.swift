import Foundation
import GANKit
import LessonKit
import PictureSets

/// What to expect of a chapter that is trained on a set of somebody's own: how long it takes, and whether the pictures
/// are many.
struct MakeAdvice {
  /// The chapter that a kind of set is for, and the names of its settings that tell how often a picture is seen.
  enum Use {
    case pairs, unpaired, faces, sharp

    var slug: String {
      switch self {
      case .pairs: "pix2pix"
      case .unpaired: "cyclegan"
      case .faces: "dcgan"
      case .sharp: "srgan"
      }
    }

    /// How many pictures are taken at most; nil if all are.
    var limit: String? {
      switch self {
      case .pairs: "pairs"
      case .unpaired: "trainImages"
      case .faces: "faceImages"
      case .sharp: nil
      }
    }

    var iterations: String { self == .faces ? "photoIterations" : "iterations" }
    var batch: String { self == .faces ? "faceBatch" : "batchSize" }

    var noun: String {
      switch self {
      case .pairs: "pair"
      case .unpaired, .sharp: "picture"
      case .faces: "portrait"
      }
    }
  }

  private let use: Use
  private let chapter: Chapter
  private let settings: [any AnySetting]
  /// The pictures for training; of two collections, in the smaller one.
  private let count: Int
  /// The side with which the set's pictures were made, if some were smaller before.
  private let enlargedTo: Int?

  init(_ book: Book, chapter use: Use, _ report: SetReport) throws {
    self.use = use
    chapter = try book.chapter(matching: use.slug)
    settings = try book.requireLesson(of: chapter).settings
    count = report.leastTrainingCount
    enlargedTo = report.small.isEmpty ? nil : report.wantedSide
  }

  /// The value of a setting at the standard budget.
  func setting(_ name: String) -> Int? {
    settings.first { $0.name == name }.flatMap { Int($0.defaultScalar(for: .standard).description) }
  }

  var sentences: [String] { [small, time, enough].compactMap { $0 } }

  /// The side to which chapters 6 and 7 scale pictures at the standard budget. Chapter 6 takes crops of them.
  var loadedSide: Int? {
    switch use {
    case .pairs: setting("size").map(RandomCrops.side(forCropsOf:))
    case .unpaired: setting("size")
    case .faces, .sharp: nil
    }
  }

  private var small: String? {
    guard let enlargedTo, let loadedSide, loadedSide < enlargedTo else { return nil }
    return
      "Pictures with a side below \(enlargedTo) pixels were enlarged. At the standard budget this matters only below "
      + "\(loadedSide) pixels, to which the chapter scales all pictures anyway."
  }

  private var time: String {
    let minutes = chapter.frontMatter.minutes
    var text =
      "A run of chapter \(chapter.number) takes about \(Wording.minutes(minutes.quick)) with `--budget quick`, "
      + "\(Wording.minutes(minutes.standard)) with standard and \(Wording.minutes(minutes.full)) with full: measured on "
      + "two cores with the chapter's own data. More pictures hardly make it longer."
    let limit = use.limit.flatMap(setting)
    let used = min(count, limit ?? count)
    if let iterations = setting(use.iterations), let batch = setting(use.batch), used > 0 {
      text +=
        " The standard budget's \(iterations) iterations show each of \(Wording.count(used, use.noun)) about "
        + "\(Wording.number((Double(iterations * batch) / Double(used)).rounded())) times."
    }
    if let name = use.limit, let limit, count > limit {
      text += " It takes \(limit) of your \(count), evenly spread; `--set \(name)=\(count)` takes all."
    }
    return text
  }

  private var enough: String? {
    let own = Wording.count(count, use.noun)
    switch use {
    case .pairs:
      let verb = count < 400 ? "fewer than" : "not fewer than"
      return
        "You have \(own) to train on, \(verb) the 400 facades of Isola et al. (2017). That number is theirs; what "
        + "50 to 400 pairs change in a quick run is in docs/own-pictures.md."
    case .unpaired:
      return
        "You have \(own) to train on in the smaller collection. Zhu et al. (2017) had about 1,000 of each kind for "
        + "horses and zebras; that number is theirs. In this book's own trial, a hundred of each and a thousand "
        + "iterations gave blurred results."
    case .faces:
      let drawn =
        setting("faceImages").map { " The chapter's drawn faces are \($0) at the standard budget;" } ?? ""
      return "You have \(own) to train on.\(drawn) this book has not measured how many are enough."
    case .sharp:
      let drawn = setting("trainScenes").map { " The chapter itself trains on \($0) drawn scenes;" } ?? ""
      return "You have \(own) to train on.\(drawn) this book has not measured how many are enough."
    }
  }
}
