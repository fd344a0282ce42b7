import Figures
import GANKit
import LessonKit

// The networks, and what they do before any training.

extension CycleGANLesson {
  func showNetworks(_ report: Report) throws {
    let side = run[Self.size]
    report.table(of: players.g, named: "G", input: [side, side, 3])
    let tableD = report.table(of: players.discriminatorB, named: "D_B", input: [side, side, 3])
    try report.figure("players", players.diagram(size: side))
    report.metric("parametersG", players.g.parameterCount)
    report.metric("parametersD", players.discriminatorB.parameterCount)
    report.metric("decisions", tableD.rows.last?.output.elementCount ?? 0)
    let fakeB = applied(players.g, to: domains.testA)
    let (onReal, onFake) = (
      applied(players.discriminatorB, to: domains.testB), applied(players.discriminatorB, to: fakeB)
    )
    report.metric("lossD", players.adversarialLoss.discriminator(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", players.adversarialLoss(onFake, target: 1).scalar)
    let count = min(8, domains.testA.shape[0])
    try report.figure(
      "untrained",
      ImageGrid(
        concatenate([domains.testA.rows(0..<count), fakeB.rows(0..<count)]), columns: count,
        caption: "What the \(run.untrained) G makes of test pictures: \(domains.source.note).",
        rowLabels: ["a", "G(a)"]))
  }
}
