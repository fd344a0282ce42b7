import Foundation

/// How many of a machine's cores a process may use: those that it is bound to (`taskset`, cpusets), for as much of
/// their time as the quotas of its control groups allow (containers, services).
public struct CoreAllowance: Hashable, Sendable, CustomStringConvertible {
  /// The machine's cores.
  public let machine: Int
  /// The number of cores that the process is bound to; nil if unknown.
  public let affinity: Int?
  /// How much processor time the process may take, in cores, such as 1.5; nil if there is no limit.
  public let quota: Double?

  public init(machine: Int, affinity: Int? = nil, quota: Double? = nil) {
    (self.machine, self.affinity, self.quota) = (max(machine, 1), affinity, quota)
  }

  /// The number of cores that threads can keep busy, at least 1; a quota is rounded up.
  public var cores: Int {
    let bound = min(machine, affinity ?? machine)
    // A quota can be any number; it matters only if it is below the number of cores.
    guard let quota, quota < Double(bound) else { return max(bound, 1) }
    return max(Int(quota.rounded(.up)), 1)
  }

  /// Such as "2 cores" or "2 cores, of which this process may use 1 (affinity)".
  public var description: String {
    let all = "\(machine) \(machine == 1 ? "core" : "cores")"
    var reasons: [String] = []
    if let affinity, affinity < machine { reasons.append("affinity") }
    if let quota, quota < Double(min(machine, affinity ?? machine)) {
      reasons.append("a quota of \((quota * 100).rounded() / 100)")
    }
    guard !reasons.isEmpty else { return all }
    return "\(all), of which this process may use \(cores) (\(reasons.joined(separator: ", ")))"
  }
}

extension CoreAllowance {
  /// What the system reports now.
  static func ofThisProcess() -> CoreAllowance {
    #if os(Linux)
      let machine = sysconf(Int32(_SC_NPROCESSORS_ONLN))
      func content(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
      return CoreAllowance(
        machine: machine, affinity: affinity(status: content("/proc/self/status") ?? ""),
        quota: ControlGroups(
          membership: content("/proc/self/cgroup") ?? "", mounts: content("/proc/self/mountinfo") ?? ""
        ).quota(content))
    #else
      return CoreAllowance(machine: ProcessInfo.processInfo.activeProcessorCount)
    #endif
  }

  /// The number of cores that a process is bound to, from the content of its `/proc/.../status`; nil if it does not
  /// say.
  ///
  /// The line has one bit for each core, in hexadecimal digits with commas between: `Cpus_allowed:\tffffffff,00000003`.
  static func affinity(status: String) -> Int? {
    let name = "Cpus_allowed:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    let count = line.dropFirst(name.count).compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
    return count > 0 ? count : nil
  }
}
