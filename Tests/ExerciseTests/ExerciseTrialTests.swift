import Exercise01GeneratorLoss
import ExerciseKit
import Foundation
import LessonKit
import TestSupport
import Testing

/// Each exercise as it is handed out, solved, and answered wrongly in plausible ways.
@Suite("Exercises tell right from wrong") struct ExerciseTrialTests {
  static let trials: [String: Trial] = [
    "01-generator-loss": Exercise01GeneratorLoss.trial
  ]

  /// Two seeds, so that no answer passes by luck.
  private static let seeds: [UInt64] = [7, 1234]

  private func verdict(_ checks: [Check], of trial: Trial, seed: UInt64) throws -> Verdict {
    let folder = try TemporaryFolder()
    for (index, run) in trial.runs.enumerated() { try run.write(to: folder.url, named: "run-\(index)") }
    return Verdict(checks, Conditions(seed: seed, output: folder.url))
  }

  @Test("Solved passes, unsolved fails with its message", arguments: trials.keys.sorted())
  func solvedAndUnsolved(name: String) throws {
    let trial = try #require(Self.trials[name])
    for seed in Self.seeds {
      let solved = try verdict(trial.solution, of: trial, seed: seed)
      #expect(solved.isRight, "\(solved.failure.map { "\($0)" } ?? "")")
      let unsolved = try verdict(trial.unsolved.checks, of: trial, seed: seed)
      #expect(unsolved.failure?.message.contains(trial.unsolved.message) == true, "\(unsolved)")
    }
  }

  @Test("Wrong answers fail, each for its own reason", arguments: trials.keys.sorted())
  func wrong(name: String) throws {
    let trial = try #require(Self.trials[name])
    #expect(trial.wrong.count >= 3)
    #expect(Set(trial.wrong.map(\.message)).count == trial.wrong.count)
    for wrong in trial.wrong {
      for seed in Self.seeds {
        let verdict = try verdict(wrong.checks, of: trial, seed: seed)
        #expect(
          verdict.failure?.message.contains(wrong.message) == true, "\(wrong.name), seed \(seed): \(verdict)")
      }
    }
  }

  @Test("The folder exercises, the package and this test have the same exercises, each complete")
  func complete() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardizedFileURL
    let list = try ExerciseList(in: repository)
    #expect(list.all.map(\.name) == Self.trials.keys.sorted())
    let package = try String(contentsOf: repository.appending(path: "Package.swift"), encoding: .utf8)
    for exercise in list.all {
      #expect(package.contains("\"\(exercise.name)\""))
      #expect(exercise.hints.count == 3)
      let starter = try String(contentsOf: exercise.starter, encoding: .utf8)
      #expect(starter.hasPrefix(exercise.mark + "\n"))
      #expect(try exercise.solution().hasPrefix(exercise.mark + "\n"))
      #expect(try exercise.solution().contains("enum Exercise: "))
    }
  }
}
