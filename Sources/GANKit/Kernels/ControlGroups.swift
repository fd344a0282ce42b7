/// The control groups, of either version, that limit a process's share of the processors (cgroups(7)).
///
/// Groups are nested, and each of them may have a quota: the smallest one applies.
struct ControlGroups {
  /// The content of `/proc/self/cgroup`: one line for each hierarchy, `number:controllers:path`.
  let membership: String
  /// The content of `/proc/self/mountinfo`: where the hierarchies are mounted.
  let mounts: String

  /// The smallest quota in cores; nil if there is none.
  ///
  /// - Parameter content: the text of the file at a path; nil if there is no such file.
  func quota(_ content: (String) -> String?) -> Double? {
    var quotas: [Double] = []
    for line in membership.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      // The second version has one hierarchy, without a list of controllers.
      let isUnified = fields[0] == "0" && controllers.isEmpty
      guard isUnified || controllers.contains("cpu") else { continue }
      for mount in mountPoints where isUnified ? mount.type == "cgroup2" : mount.hasCPU {
        quotas += folders(of: fields[2], in: mount).compactMap { folder in
          isUnified
            ? Self.quota(unified: content(folder + "/cpu.max"))
            : Self.quota(
              content(folder + "/cpu.cfs_quota_us"), period: content(folder + "/cpu.cfs_period_us"))
        }
      }
    }
    return quotas.min()
  }

  private struct MountPoint {
    /// The group that is mounted: not the outermost one if a container sees only its own.
    let root: String
    let path: String
    let type: String
    let hasCPU: Bool
  }

  /// Lines such as `36 35 98:0 /root /path options - type source options`; more fields may follow the first options.
  private var mountPoints: [MountPoint] {
    mounts.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ").map(String.init)
      guard let dash = fields.firstIndex(of: "-"), dash >= 5, fields.count > dash + 3,
        ["cgroup", "cgroup2"].contains(fields[dash + 1])
      else { return nil }
      return MountPoint(
        root: Self.unescaped(fields[3]), path: Self.unescaped(fields[4]), type: fields[dash + 1],
        hasCPU: fields[dash + 1] == "cgroup" && fields[dash + 3].split(separator: ",").contains("cpu"))
    }
  }

  /// The folders of a group and of all groups that contain it, as far as they are mounted.
  private func folders(of group: String, in mount: MountPoint) -> [String] {
    let root = mount.root == "/" ? "" : mount.root
    // A group outside the mounted one is seen from inside a container: only the mounted group is known.
    let isInside = (group == root || group.hasPrefix(root + "/")) && !group.contains("/..")
    let names = isInside ? group.dropFirst(root.count).split(separator: "/") : []
    return (0...names.count).map { count in
      ([mount.path] + names.prefix(count).map(String.init)).joined(separator: "/")
    }
  }

  /// The kernel writes spaces and the like as a backslash and three octal digits.
  private static func unescaped(_ text: String) -> String {
    var result = text
    for (code, character) in [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")] {
      result = result.replacing(code, with: character)
    }
    return result
  }

  /// `max 100000`, or microseconds of processor time and the length of the period in microseconds.
  private static func quota(unified text: String?) -> Double? {
    let words = (text ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    return words.count == 2 ? quota(words[0], period: words[1]) : nil
  }

  /// -1, like anything else that is not a time, means that there is no limit.
  private static func quota(_ time: String?, period: String?) -> Double? {
    func number(_ text: String?) -> Double? {
      Double((text ?? "").filter { !$0.isWhitespace }).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
    guard let time = number(time), let period = number(period) else { return nil }
    return time / period
  }
}
