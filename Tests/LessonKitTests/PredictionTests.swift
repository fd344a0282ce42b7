import Foundation
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

@Suite("Predictions") struct PredictionTests {
  /// A step that asks for a choice and for a number.
  static let body = """
    <!-- step: untrained -->

    ## Before training

    <!-- predict: loss -->

    **Predict.** What is $`L`$ now?

    1. $`\\ln 2`$
    2. $`2\\ln 2`$
    3. It depends.

    <!-- predict: share, % -->

    **Predict.** Which share is right? Answer in percent.

    Some code.

    <!-- run -->

    The figure.

    <!-- answer: loss 2 when untrained.loss > 1.3 and
      untrained.loss < 2 * untrained.half -->

    **Answer: 2.** Of course.

    1. One decision.
    2. Right.
    3. On what?

    <!-- answer: share untrained.accuracy -->

    **Answer: 50 %**<!-- metric: untrained.accuracy within 1 -->. It guesses.

    The rest.
    """

  private func chapter(_ body: String = Self.body) throws -> Chapter {
    try Chapter(
      parsing: SampleChapter.text(body: body), url: URL(filePath: "/chapters/03-vanilla-gan.md"),
      file: "chapters/03-vanilla-gan.md")
  }

  private let measured = ["untrained.loss": 1.386, "untrained.half": 0.8, "untrained.accuracy": 0.5]

  @Test func questionsAreReadWithTheirAnswers() throws {
    let step = try chapter().steps[0]
    try #require(step.predictions.map(\.id) == ["loss", "share"])
    let (loss, share) = (step.predictions[0], step.predictions[1])
    #expect(loss.plainQuestion == "What is L now?")
    #expect((1...4).map(loss.plainChoice) == ["ln 2", "2 ln 2", "It depends.", nil])
    #expect(loss.metrics == ["untrained.loss", "untrained.half"])
    #expect(loss.isConfirmed(by: measured) == true)
    #expect(loss.isConfirmed(by: ["untrained.loss": 1.2, "untrained.half": 0.8]) == false)
    #expect(loss.isConfirmed(by: ["untrained.loss": 1.386]) == nil)
    #expect(loss.isConfirmed(by: ["untrained.loss": .nan, "untrained.half": 0.8]) == false)
    #expect(share.kind == .number(unit: "%", metric: "untrained.accuracy"))
    #expect(share.measured(measured) == 50)
    // What is asked twice differs; what is asked alike does not.
    #expect(loss.fingerprint != share.fingerprint)
    #expect(try chapter().steps[0].predictions[0].fingerprint == loss.fingerprint)
  }

  @Test(
    "A mistake is reported with its line and what to do",
    arguments: [
      ("<!-- predict: loss -->", "<!-- predict loss -->", "write <!-- predict: loss-at-half -->"),
      (
        "2 when untrained.loss > 1.3 and", "2 if untrained.loss > 1.3 and",
        "the right choice and what a run measures"
      ),
      ("untrained.loss > 1.3 and", "1 > 1.3 and", "the right choice and what a run measures"),
      ("answer: loss 2", "answer: los 2", "this question has no answer"),
      ("answer: loss 2", "answer: loss 4", "there is no choice 4; there are 3"),
      ("**Answer: 2.**", "**Answer: 3.**", "has to begin with **Answer: 2.**"),
      ("3. On what?\n", "", "3 choices (line 19), 2 reasons"),
      ("**Predict.** What", "What", "a question begins with **Predict.**"),
      ("predict: share, %", "predict: share", "a numbered list has to follow"),
      (
        "answer: share untrained.accuracy", "answer: share 1 when untrained.loss > 1",
        "a numbered list has to follow"
      ),
      ("<!-- predict: share, % -->", "<!-- predict: loss, % -->", "\"loss\" is already asked on line 19"),
      ("<!-- run -->", "", "an answer stands in a step, behind <!-- run -->"),
    ])
  func mistakes(right: String, wrong: String, message: String) throws {
    let body = Self.body.replacing(right, with: wrong)
    #expect(body != Self.body)
    let error = #expect(throws: ChapterError.self) { try chapter(body) }
    #expect(error?.kind == .predictionMalformed)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "nothing")")
  }

  @Test(arguments: [
    ("2", 2.0), (" 3 ", 3), ("0", nil), ("4", nil), ("two", nil), ("2.5", nil), ("", nil),
  ])
  func choicesAsTyped(text: String, answer: Double?) throws {
    let prediction = try chapter().steps[0].predictions[0]
    if let answer {
      #expect(try prediction.answer(typed: text) == answer)
    } else {
      #expect(throws: UsageError.self) { try prediction.answer(typed: text) }
    }
  }

  @Test(arguments: [
    ("50", 50.0), ("50 %", 50), ("50%", 50), ("0,5", 0.5), ("1,545,539", 1_545_539), ("−3", -3),
    ("1e3", 1000),
    ("half", nil), ("inf", nil), ("", nil),
  ])
  func numbersAsTyped(text: String, answer: Double?) throws {
    let prediction = try chapter().steps[0].predictions[1]
    if let answer {
      #expect(try prediction.answer(typed: text) == answer)
    } else {
      #expect(throws: UsageError.self) { try prediction.answer(typed: text) }
    }
  }

  private func locked(_ prediction: Prediction, _ answer: Double, afterRun: Bool = false) -> LockedAnswer {
    LockedAnswer(
      chapter: "vanilla-gan", step: prediction.step, prediction: prediction.id, answer: answer,
      words: prediction.words(for: answer), question: prediction.fingerprint,
      time: Date(timeIntervalSince1970: 1_000_000), afterRun: afterRun)
  }

  @Test("The first answer stays; one to other words does not count; a damaged file is named")
  func locking() throws {
    let folder = try TemporaryFolder()
    let chapter = try chapter()
    let prediction = chapter.steps[0].predictions[0]
    let answers = LockedAnswers(of: chapter, in: folder.url)
    #expect(try answers.answer(to: prediction) == nil)
    try answers.lock(locked(prediction, 1), to: prediction)
    #expect(try answers.lock(locked(prediction, 2), to: prediction).answer == 1)
    #expect(try answers.answer(to: prediction)?.words == "1: ln 2")
    #expect(answers.answers(to: chapter.steps[0].predictions).keys.sorted() == ["loss"])

    let other = try self.chapter(Self.body.replacing("It depends.", with: "That depends.")).steps[0]
      .predictions[0]
    #expect(try answers.answer(to: other) == nil)
    try answers.lock(locked(other, 3), to: other)
    #expect(try answers.answer(to: other)?.answer == 3)

    let file = folder.url.appending(path: "predictions/03-vanilla-gan/loss.json")
    try Data("{".utf8).write(to: file)
    let error = #expect(throws: UsageError.self) { try answers.answer(to: prediction) }
    #expect(error.map { "\($0)" }?.contains("loss.json cannot be read") == true)
  }

  @Test("Beside the answer stands what was predicted, and where the reader's own run disagrees")
  func outcome() throws {
    let chapter = try chapter()
    let step = chapter.steps[0]
    let answers = [
      "loss": locked(step.predictions[0], 1), "share": locked(step.predictions[1], 80, afterRun: true),
    ]
    func text(_ measured: [String: Double]) -> String {
      step.afterRun.document(beside: measured, answers: answers, to: step.predictions).plainText
    }
    #expect(text(measured).contains("You answered 1, before the run (12 Jan, "))
    #expect(text(measured).contains("You answered 80 %, with the results at hand (12 Jan, "))
    #expect(text(measured).contains("Your run measured 50 %."))
    #expect(!text(measured).contains("does not confirm"))
    let other = text(["untrained.loss": 1.2, "untrained.half": 0.8])
    #expect(
      other.contains(
        "Answer 2 is that of the book's run. Yours does not confirm it: untrained.loss > 1.3 (measured: 1.2)."
      ))
  }

  @Test(
    "author check: an answer that the reference run contradicts, a metric that comes later, a step without a question"
  )
  func check() throws {
    let folder = try TemporaryFolder()
    func kinds(_ body: String, _ metrics: [String: Double]) throws -> [String] {
      try folder.write(SampleChapter.text(body: body), to: "chapters/03-vanilla-gan.md")
      let chapter = try Chapter(contentsOf: folder.url.appending(path: "chapters/03-vanilla-gan.md"))
      let record = ReferenceRecord(
        chapter: "vanilla-gan", budget: .standard, seed: 1, threads: 1, engine: "none", data: [:],
        settings: [:],
        steps: [ReferenceRecord.Step(id: "untrained", metrics: metrics, figures: [:])])
      let author = Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters")))
      return author.predictionFindings(chapter, record).map { "\($0.kind.rawValue): \($0.message)" }
    }
    let right = ["loss": 1.386, "half": 0.8, "accuracy": 0.5]
    #expect(try kinds(Self.body, right).isEmpty)
    let wrong = try kinds(Self.body, right.merging(["loss": 1.1]) { $1 })
    #expect(wrong.count == 1 && wrong[0].hasPrefix("predictionWrong: the reference run does not confirm"))
    #expect(wrong[0].contains("untrained.loss > 1.3 (measured: 1.1)"))
    let missing = try kinds(Self.body, ["loss": 1.386, "accuracy": 0.5])
    #expect(missing.count == 1 && missing[0].contains("measured no \"untrained.half\""))
    let later = try kinds(Self.body.replacing("untrained.half", with: "train.half"), right)
    #expect(later.count == 1 && later[0].contains("train.half is not measured when this is answered"))
    let silent = try kinds(Self.body + "\n\n<!-- step: train -->\n\n## Train\n", right)
    #expect(silent.count == 1 && silent[0].hasPrefix("predictionMissing"))
  }
}
