import Foundation

/// The work of a class side by side: who is where, which predictions split it, whose runs went wrong, and how far the
/// measured numbers spread.
public struct ClassSurvey: Encodable, Sendable {
  /// What a class answered to one prediction.
  public struct Question: Encodable, Sendable {
    public var chapter: String
    public var prediction: String
    public var question: String
    /// The choices in plain text; empty where a number was asked for.
    public var choices: [String]
    /// The right choice, from 1; nil where a number was asked for.
    public var right: Int?
    /// How many chose each; empty where a number was asked for.
    public var counts: [Int]
    /// The numbers that were typed.
    public var numbers: [Double]
    public var unit: String
    /// In how many of the learners' own runs the answer was confirmed, and in how many it was not.
    public var confirmed: Int
    public var contradicted: Int

    public var answered: Int { choices.isEmpty ? numbers.count : counts.reduce(0, +) }

    /// How evenly the class is split over the choices: 0 if all agree, 1 if all choices are equally frequent (the entropy
    /// of the answers over its largest possible value). 0 where a number was asked for.
    public var split: Double {
      let total = Double(counts.reduce(0, +))
      guard total > 1, counts.count > 1 else { return 0 }
      let entropy = counts.filter { $0 > 0 }.reduce(0.0) {
        $0 - Double($1) / total * log2(Double($1) / total)
      }
      return entropy / log2(Double(min(counts.count, Int(total))))
    }
  }

  /// One learner's run that went wrong.
  public struct Trouble: Encodable, Sendable {
    public var learner: Int
    public var chapter: String
    public var seed: UInt64?
    public var what: [String]
  }

  /// What the runs of a class measured under one name, at one budget.
  public struct Numbers: Encodable, Sendable {
    public var chapter: String
    public var metric: String
    public var budget: Budget
    /// In the order of the learners whose run measured it.
    public var values: [Double]
  }

  /// The state of each chapter, by learner.
  public struct Row: Encodable, Sendable {
    public var learner: Int
    public var states: [String]
    public var predicted: Int
    /// The exercises that have passed.
    public var solved: [String]
  }

  public var chapters: [String]
  public var learners: [Row]
  /// Those that split the class most come first.
  public var questions: [Question]
  public var troubles: [Trouble]
  public var numbers: [Numbers]

  public init(of class: [LearnerWork]) {
    let all = `class`.first?.chapters.map(\.chapter) ?? []
    chapters = all.map(\.slug)
    learners = `class`.map { work in
      Row(
        learner: work.number, states: work.chapters.map(\.state),
        predicted: work.chapters.reduce(0) { $0 + $1.answers.count }, solved: work.solved)
    }
    let (questions, numbers) = all.indices.reduce(into: ([Question](), [Numbers]())) { result, index in
      let works = `class`.map { $0.chapters[index] }
      result.0 += Self.questions(all[index], works)
      result.1 += Self.numbers(all[index], works)
    }
    self.questions = questions.sorted { ($0.split, $0.answered) > ($1.split, $1.answered) }
    self.numbers = numbers
    troubles = `class`.flatMap { work in
      work.chapters.compactMap { chapter in
        var what = chapter.findings
        if let problem = chapter.problem { what.append(problem) }
        guard !what.isEmpty else { return nil }
        return Trouble(
          learner: work.number, chapter: chapter.chapter.slug, seed: chapter.record?.seed, what: what)
      }
    }
  }

  private static func questions(_ chapter: Chapter, _ works: [LearnerWork.ChapterWork]) -> [Question] {
    chapter.predictions.compactMap { prediction in
      let answers = works.compactMap { $0.answers[prediction.id]?.answer }
      guard !answers.isEmpty else { return nil }
      let outcomes = works.compactMap { prediction.isConfirmed(by: $0.measured) }
      var question = Question(
        chapter: chapter.slug, prediction: prediction.id, question: prediction.plainQuestion, choices: [],
        right: nil, counts: [], numbers: [], unit: "", confirmed: outcomes.count { $0 },
        contradicted: outcomes.count { !$0 })
      switch prediction.kind {
      case .choice(let right, _):
        question.choices = (1...prediction.choiceCount).compactMap(prediction.plainChoice)
        question.right = right
        question.counts = (1...prediction.choiceCount).map { choice in
          answers.count { $0 == Double(choice) }
        }
      case .number(let unit, _): (question.numbers, question.unit) = (answers, unit)
      }
      return question
    }
  }

  /// The numbers of the chapter's text, where at least three runs at the same budget measured them differently.
  private static func numbers(_ chapter: Chapter, _ works: [LearnerWork.ChapterWork]) -> [Numbers] {
    var seen: Set<String> = []
    let names = chapter.metrics.map(\.name).filter { seen.insert($0).inserted }
    return Budget.allCases.flatMap { budget -> [Numbers] in
      let runs = works.filter { $0.record?.budget == budget }.map(\.measured)
      return names.compactMap { name in
        let values = runs.compactMap { $0[name] }.filter(\.isFinite)
        guard values.count > 2, Set(values).count > 1 else { return nil }
        return Numbers(chapter: chapter.slug, metric: name, budget: budget, values: values)
      }
    }
  }
}
