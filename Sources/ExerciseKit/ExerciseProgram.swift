import Foundation
import GANKit

/// The program that `check` builds of a learner's file: it runs the checks and writes the verdict.
public enum ExerciseProgram {
  /// The variables by which it is told what it needs.
  public enum Variable {
    public static let verdict = "GANLESSONS_VERDICT"
    public static let seed = "GANLESSONS_SEED"
    public static let output = "GANLESSONS_OUTPUT"
  }

  /// The processor time after which the system ends it: a check that takes as long has an endless loop. What other
  /// programs do meanwhile does not count.
  public static let seconds: rlim_t = 60
  /// The memory that it may ask for, in bytes.
  public static let memory: rlim_t = 8 << 30

  public static func run(_ checks: [Check]) -> Never {
    limit(RLIMIT_CPU, to: seconds)
    limit(RLIMIT_AS, to: memory)
    Machine.threads = 1
    let environment = ProcessInfo.processInfo.environment
    let conditions = CheckConditions(
      seed: environment[Variable.seed].flatMap(UInt64.init) ?? 1,
      output: URL(filePath: environment[Variable.output] ?? "output", directoryHint: .isDirectory))
    let verdict = Verdict(checks, conditions)
    if let path = environment[Variable.verdict], let bytes = try? JSONEncoder().encode(verdict) {
      try? bytes.write(to: URL(filePath: path), options: .atomic)
    }
    exit(verdict.isRight ? 0 : 1)
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  private static func limit(_ resource: Resource, to value: rlim_t) {
    var limits = rlimit(rlim_cur: value, rlim_max: value)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    #else
      setrlimit(resource, &limits)
    #endif
  }
}
