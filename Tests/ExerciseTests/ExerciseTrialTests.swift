import Exercise01GeneratorLoss
import Exercise01SettlingGame
import Exercise01SingleNumber
import Exercise02EarthMover
import Exercise02LikelihoodLoss
import Exercise02ShareFound
import Exercise03CopyTest
import Exercise03LossAndDistance
import Exercise03OneIteration
import Exercise04BrokenRules
import Exercise04Diversity
import Exercise04Stamps
import Exercise05NoiseShare
import Exercise05ToldOnlyD
import Exercise05WrongLabels
import Exercise06DrawnFacades
import Exercise06Patch
import Exercise06Skips
import Exercise07CycleWeight
import Exercise07ImagePool
import Exercise07NoisyCycle
import Exercise08FlatSquares
import Exercise08Psnr
import Exercise08StrongerAdversary
import Exercise09Blur
import Exercise09Masks
import Exercise09TinyFlow
import ExerciseKit
import Foundation
import LessonKit
import TestSupport
import Testing

/// Each exercise as it is handed out, solved, and answered wrongly in plausible ways.
@Suite("Exercises tell right from wrong") struct ExerciseTrialTests {
  static let trials: [String: Trial] = [
    "01-generator-loss": Exercise01GeneratorLoss.trial,
    "01-settling-game": Exercise01SettlingGame.trial,
    "01-single-number": Exercise01SingleNumber.trial,
    "02-earth-mover": Exercise02EarthMover.trial,
    "02-likelihood-loss": Exercise02LikelihoodLoss.trial,
    "02-share-found": Exercise02ShareFound.trial,
    "03-copy-test": Exercise03CopyTest.trial,
    "03-loss-and-distance": Exercise03LossAndDistance.trial,
    "03-one-iteration": Exercise03OneIteration.trial,
    "04-broken-rules": Exercise04BrokenRules.trial,
    "04-diversity": Exercise04Diversity.trial,
    "04-stamps": Exercise04Stamps.trial,
    "05-noise-share": Exercise05NoiseShare.trial,
    "05-told-only-d": Exercise05ToldOnlyD.trial,
    "05-wrong-labels": Exercise05WrongLabels.trial,
    "06-drawn-facades": Exercise06DrawnFacades.trial,
    "06-patch": Exercise06Patch.trial,
    "06-skips": Exercise06Skips.trial,
    "07-cycle-weight": Exercise07CycleWeight.trial,
    "07-image-pool": Exercise07ImagePool.trial,
    "07-noisy-cycle": Exercise07NoisyCycle.trial,
    "08-flat-squares": Exercise08FlatSquares.trial,
    "08-psnr": Exercise08Psnr.trial,
    "08-stronger-adversary": Exercise08StrongerAdversary.trial,
    "09-blur": Exercise09Blur.trial,
    "09-masks": Exercise09Masks.trial,
    "09-tiny-flow": Exercise09TinyFlow.trial,
  ]

  /// Two seeds, so that no answer passes by luck.
  private static let seeds: [UInt64] = [7, 1234]

  private func verdict(_ checks: [Check], of trial: Trial, seed: UInt64) throws -> Verdict {
    let folder = try TemporaryFolder()
    for (index, run) in trial.runs.enumerated() { try run.write(to: folder.url, named: "run-\(index)") }
    return Verdict(checks, CheckConditions(seed: seed, output: folder.url))
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
