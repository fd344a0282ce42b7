import GANKit
import TestSupport
import Testing

@Suite("Schedules of learning rates") struct LearningRateScheduleTests {
  @Test func everyCaseIsThere() throws { #expect(try ReferenceFamily("schedules").cases.count == 7) }

  @Test(arguments: ReferenceFamily.cases("schedules")) func ratesAreThoseOfPyTorch(_ reference: ReferenceCase)
    throws
  {
    let (rate, total) = (try reference(\.learningRate), try reference(\.steps))
    let schedule: any LearningRateSchedule
    switch reference.name {
    case "linear": schedule = LinearDecay(from: rate, overLast: 1, of: total)
    case "linear-second-half": schedule = LinearDecay(from: rate, of: total)
    case "cosine": schedule = CosineDecay(from: rate, of: total)
    case "cosine-to": schedule = CosineDecay(from: rate, to: 1e-5, of: total)
    case "warmup-constant": schedule = WarmUp(over: 8, to: rate)
    case "warmup-cosine": schedule = WarmUp(over: 8, to: CosineDecay(from: rate, of: total - 8))
    default: schedule = WarmUp(over: 8, to: LinearDecay(from: rate, overLast: 1, of: total - 8))
    }
    let expected = try reference("rates").scalars
    #expect(expected.count == total + 1)
    expectClose((0...total).map(schedule.rate), expected, within: .ofLargest(2e-7), reference.name)
    // After the last step the rate stays as it is, where PyTorch's cosine would rise again.
    #expect(schedule.rate(at: total + 100) == schedule.rate(at: total))
  }

  @Test func aScheduleIsAFunctionOfTheStep() {
    let schedule = WarmUp(over: 5, to: CosineDecay(from: 1e-3, to: 1e-4, of: 20))
    let forward = (0..<40).map(schedule.rate)
    #expect((0..<40).reversed().map(schedule.rate) == forward.reversed())
    #expect(forward[0] == 1e-3 / 5 && forward[4] == 1e-3 && forward[5] == 1e-3 && forward[25] == 1e-4)
    #expect(WarmUp(over: 0, to: 0.5).rate(at: 0) == 0.5)
  }

  @Test func lengthsOutOfRangeAreRefused() async {
    let cosine = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = CosineDecay(from: 1, of: 0)
    }
    expectMessage(of: cosine, "CosineDecay: ", "at least one step", "0")
    let warmUp = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = WarmUp(over: -1, to: 1)
    }
    expectMessage(of: warmUp, "WarmUp: ", "0 or more steps", "-1")
  }
}
