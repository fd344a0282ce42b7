import Foundation
import Testing

@testable import GANKit

@Suite struct CoreAllowanceTests {
  @Test(
    arguments: [
      (8, nil, nil, 8), (8, 3, nil, 3), (8, nil, 1.5, 2), (8, nil, 0.25, 1), (8, 3, 2, 2), (8, 2, 5, 2),
      (8, nil, 100, 8), (1, 1, 1, 1), (0, 0, nil, 1), (8, nil, 2.01, 3),
    ] as [(Int, Int?, Double?, Int)])
  func coresAreTheSmallestOfAll(machine: Int, affinity: Int?, quota: Double?, cores: Int) {
    #expect(CoreAllowance(machine: machine, affinity: affinity, quota: quota).cores == cores)
  }

  @Test func itSaysWhy() {
    #expect("\(CoreAllowance(machine: 1))" == "1 core")
    #expect("\(CoreAllowance(machine: 4, affinity: 4, quota: 4))" == "4 cores")
    #expect(
      "\(CoreAllowance(machine: 2, affinity: 1))" == "2 cores, of which this process may use 1 (affinity)")
    #expect(
      "\(CoreAllowance(machine: 4, quota: 1.5))"
        == "4 cores, of which this process may use 2 (a quota of 1.5)")
  }

  private static let unifiedMount =
    "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"

  private func quota(_ membership: String, _ mounts: String, _ files: [String: String]) -> Double? {
    ControlGroups(membership: membership, mounts: mounts).quota { files[$0] }
  }

  @Test func theSmallestQuotaOfAllGroupsHolds() {
    let files = [
      "/sys/fs/cgroup/cpu.max": "max 100000\n", "/sys/fs/cgroup/a/cpu.max": "150000 100000\n",
      "/sys/fs/cgroup/a/b/cpu.max": "400000 100000\n", "/sys/fs/cgroup/c/cpu.max": "1000 100000\n",
    ]
    #expect(quota("0::/a/b\n", Self.unifiedMount, files) == 1.5)
    #expect(quota("0::/a\n", Self.unifiedMount, files) == 1.5)
    #expect(quota("0::/\n", Self.unifiedMount, files) == nil)
    #expect(quota("0::/nowhere\n", Self.unifiedMount, files) == nil)
  }

  @Test func theFirstVersionHasFilesOfItsOwn() {
    let mounts = """
      29 25 0:26 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      30 25 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
      """
    let membership = "4:memory:/job\n1:cpuacct,cpu:/job/step\n0::/job\n"
    let job = "/sys/fs/cgroup/cpu,cpuacct/job"
    var files = [
      job + "/step/cpu.cfs_quota_us": "-1\n", job + "/step/cpu.cfs_period_us": "100000\n",
      job + "/cpu.cfs_quota_us": "50000\n", job + "/cpu.cfs_period_us": "100000\n",
    ]
    #expect(quota(membership, mounts, files) == 0.5)
    files[job + "/cpu.cfs_quota_us"] = "-1\n"
    #expect(quota(membership, mounts, files) == nil)
  }

  @Test func containersSeeOnlyTheirOwnGroup() {
    let file = ["/sys/fs/cgroup/cpu.max": "200000 100000\n"]
    // The group's path as the host has it, and the group itself mounted.
    let mounted = "31 23 0:28 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n"
    #expect(quota("0::/docker/abc\n", mounted, file) == 2)
    #expect(quota("0::/../other\n", Self.unifiedMount, file) == 2)
    let inner = ["/sys/fs/cgroup/x/cpu.max": "100000 100000\n"]
    #expect(quota("0::/docker/abc/x\n", mounted, inner) == 1)
    #expect(quota("0::/docker/abcd/x\n", mounted, inner) == nil)
  }

  @Test func whatCannotBeReadIsNoLimit() {
    #expect(quota("", "", [:]) == nil)
    #expect(quota("nonsense\n0::\n1:cpu", "- cgroup2\n31 23\n", [:]) == nil)
    for text in ["", "max", "100000", "0 100000", "100000 0", "-1 100000", "nan inf", "a b c"] {
      #expect(quota("0::/\n", Self.unifiedMount, ["/sys/fs/cgroup/cpu.max": text]) == nil, "\(text)")
    }
    let spaced = "31 23 0:28 / /my\\040groups rw - cgroup2 cgroup2 rw\n"
    #expect(quota("0::/\n", spaced, ["/my groups/cpu.max": "100000 100000"]) == 1)
  }

  @Test(
    arguments: [
      ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tffffffff,00000003", 34),
      ("Cpus_allowed:\t00000000,00000000,00000001", 1), ("Cpus_allowed:\t0", nil),
      ("Cpus_allowed_list:\t0-1", nil),
      ("", nil),
    ] as [(String, Int?)])
  func affinityIsAMaskOfBits(status: String, count: Int?) {
    #expect(CoreAllowance.affinity(status: status) == count)
  }

  @Test func threadsBeyondItAreSaid() {
    #expect(Machine.cores >= 1 && Machine.cores <= Machine.allowance.machine)
    #expect(Machine.note(onThreads: Machine.cores) == nil)
    #expect(Machine.note(onThreads: Machine.cores + 1)?.contains("--threads \(Machine.cores)") == true)
  }
}
