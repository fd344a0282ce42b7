import Foundation
import TestSupport
import Testing

@testable import LessonKit

@Suite("For a class") struct TeachingTests {
  private func chapter(in folder: TemporaryFolder) throws -> Chapter {
    let body = PredictionTests.body.replacing(
      "The rest.", with: "Score 8.1<!-- metric: untrained.loss within 1 -->.")
    try folder.write(SampleChapter.text(body: body), to: "chapters/03-vanilla-gan.md")
    return try Chapter(contentsOf: folder.url.appending(path: "chapters/03-vanilla-gan.md"))
  }

  private func record(
    _ chapter: Chapter, seed: UInt64, loss: Double, status: StepStatus = .done
  ) -> RunRecord {
    var record = RunRecord(
      chapter: chapter.slug, number: chapter.number, title: chapter.title, budget: .quick, seed: seed,
      threads: 1, engine: "", settings: [:], steps: chapter.steps.map { StepRecord(id: $0.id) },
      command: "run 3", build: "")
    record.steps[0].status = status
    record.steps[0].metrics = ["loss": loss, "half": 0.8, "accuracy": 0.5]
    record.status = status
    return record
  }

  @Test("The spread holds what differs between seeds, and how many runs confirm each answer")
  func spread() throws {
    let folder = try TemporaryFolder()
    let chapter = try chapter(in: folder)
    let spread = try Spread(
      of: chapter, [record(chapter, seed: 3, loss: 1.4), record(chapter, seed: 2, loss: 1.2)])
    #expect(spread.seeds == [2, 3])
    #expect(spread.metrics == ["untrained.loss": [1.2, 1.4]])
    #expect(spread.confirmed == ["loss": 1, "share": 2])
    #expect(try Spread.read(of: chapter) == nil)
    try folder.write("# Teaching\n", to: "chapters/teaching/03-vanilla-gan.md")
    try spread.write(for: chapter)
    #expect(try Spread.read(of: chapter) == spread)

    let page = try TeachingPage(of: chapter).complete(times: RunTimes([]), spread: spread)
    #expect(
      page.hasPrefix("# Teaching\n\n## Questions and answers\n\n1. `loss`, step `untrained`: What is L now?"))
    #expect(page.contains("**Answer: 2, 2 ln 2**"))
    #expect(page.contains("but for these: `loss` by 1 of 2."))
    #expect(page.contains("| `untrained.loss` | 1.2 | 1.4 | 1.4 |"))
    #expect(page.contains("| standard | about 4 min |") || page.contains("| standard | about 5 min |"))

    for (records, message) in [
      ([record(chapter, seed: 1, loss: 1)], "at least two runs"),
      ([record(chapter, seed: 1, loss: 1), record(chapter, seed: 1, loss: 1)], "Two runs have the seed 1"),
      (
        [record(chapter, seed: 1, loss: 1), record(chapter, seed: 2, loss: 1, status: .interrupted)],
        "untrained is interrupted"
      ),
    ] {
      let error = #expect(throws: UsageError.self) { try Spread(of: chapter, records) }
      #expect(error.map { "\($0)" }?.contains(message) == true)
    }
  }

  @Test(
    "A class: states, answers by choice, findings and numbers; damaged runs are troubles, strangers are refused"
  )
  func survey() throws {
    let folder = try TemporaryFolder()
    let chapter = try chapter(in: folder)
    let prediction = chapter.steps[0].predictions[0]
    for learner in 1...4 {
      let output = folder.url.appending(path: "learner-\(learner)/output", directoryHint: .isDirectory)
      if learner < 4 {
        let bytes = try record(chapter, seed: UInt64(learner), loss: 1 + 0.2 * Double(learner)).encoded()
        try folder.write(
          String(decoding: bytes, as: UTF8.self), to: "learner-\(learner)/output/03-vanilla-gan/run.json")
      } else {
        try folder.write("{", to: "learner-4/output/03-vanilla-gan/run.json")
      }
      let answer = learner < 3 ? 2.0 : 1
      try LockedAnswers(of: chapter, in: output).lock(
        LockedAnswer(
          chapter: chapter.slug, step: "untrained", prediction: "loss", answer: answer,
          words: prediction.words(for: answer), question: prediction.fingerprint, time: Date(),
          afterRun: false),
        to: prediction)
    }
    let works = try (1...4).map {
      try LearnerWork(
        number: $0, in: folder.url.appending(path: "learner-\($0)", directoryHint: .isDirectory),
        chapters: [chapter])
    }
    let survey = ClassSurvey(of: works)
    #expect(survey.learners.map(\.states) == [["done"], ["done"], ["done"], ["damaged"]])
    #expect(survey.learners.map(\.predicted) == [1, 1, 1, 1])
    try #require(survey.questions.count == 1)
    let question = survey.questions[0]
    #expect(question.counts == [2, 2, 0] && question.right == 2)
    #expect(question.confirmed == 1 && question.contradicted == 2)
    // Two of three choices, evenly: log 2 / log 3.
    #expect(abs(question.split - 0.6309) < 1e-3)
    #expect(survey.troubles.map(\.learner) == [4])
    #expect(survey.numbers.map(\.metric) == ["untrained.loss"])
    #expect(throws: UsageError.self) {
      try LearnerWork(number: 5, in: folder.url.appending(path: "chapters"), chapters: [chapter])
    }
  }
}
