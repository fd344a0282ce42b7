import Foundation
import GANKit

/// What a run would do, said before it begins. Nothing is executed, no data are read, and the run folder is left alone.
public struct RunPreview: Encodable, Equatable, Sendable {
  /// The steps that would be executed.
  public let steps: [String]
  /// The step at which an interrupted run would go on; nil if it begins afresh.
  public let resumesAt: String?
  /// The steps whose results would be replaced.
  public let replaced: [String]
  /// Whether the run that is there now would be kept as a former one, with all its files.
  public let keepsFormer: Bool
  /// How the run differs from the one that made the latest results: "seed is 2 (was 1)".
  public let changes: [String]
  /// What else the person should know.
  public let notes: [String]

  /// - Parameters:
  ///   - chapter: whose steps they are.
  ///   - request: what is asked for. Of its output folder, only what the last run recorded is read.
  /// - Throws: `UsageError` if the request cannot be met: a step that does not exist, or earlier steps never run.
  public init(_ chapter: Chapter, _ request: RunRequest) throws {
    let folder = chapter.outputFolder(in: request.output)
    let stepIDs = chapter.steps.map(\.id)
    let record = (try? RunRecord.read(folder.appending(path: "run.json"))) ?? nil
    let checkpoints =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "checkpoint").path)) ?? []
    let requested = try RequestedSteps(
      request.selection, of: stepIDs, record: record, restart: request.restart, command: request.command,
      hasPartial: { step in checkpoints.contains { $0.contains("-\(stepIDs[step])-partial") } })
    // Which data a run finds is known only when its lesson opens them.
    let conditions = Conditions(
      budget: request.settings.budget, seed: request.seed, threads: Machine.threads,
      settings: request.settings.scalars, data: [:], code: request.code)
    let plan = RunPlan(
      requested, conditions: conditions,
      exists: { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) })
    let present = requested.record?.steps.filter { $0.status != .notRun }.map(\.id) ?? []
    let planned = plan.steps.map { stepIDs[$0] }
    let first = plan.resumes ? planned.first : nil
    (steps, resumesAt) = (planned, first)
    let former = FormerRun(record, in: KeptRuns(output: request.output), of: chapter, declared: [])
    keepsFormer =
      record != nil && plan.replaces(all: stepIDs.count)
      && former.isKept(before: conditions, named: request.name)
    replaced = keepsFormer ? [] : planned.filter { present.contains($0) && $0 != first }
    changes = requested.record.map { conditions.differences(from: $0.conditions) } ?? []
    notes = plan.warnings + plan.notes
  }
}
