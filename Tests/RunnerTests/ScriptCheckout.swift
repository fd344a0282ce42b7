import Foundation

/// A small checkout with this repository's scripts, and stubs in place of the programs that they call, so that a
/// script runs in a moment and on a machine that the test invents.
struct ScriptCheckout {
  /// Holds everything else; the name has what names of folders have on people's machines.
  let folder: URL
  /// The checkout.
  var home: URL

  /// The stubs, what they are to do, and the record of their calls.
  var stubs: URL { folder.appending(path: "stubs") }

  init(name: String = "Bücher und Blätter") throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "scripts \(UUID().uuidString)", directoryHint: .isDirectory)
    home = folder.appending(path: name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    for script in ["learn", "test", "tools", ".gitattributes"] {
      try FileManager.default.copyItem(
        at: Self.repository.appending(path: script), to: home.appending(path: script))
    }
    // The machine that the test invents has its own headers.
    let setup = try String(contentsOf: home.appending(path: "tools/setup.sh"), encoding: .utf8)
    try write(
      "tools/setup.sh",
      setup.replacing("/usr/include /usr/local/include /opt/homebrew/include", with: "\"$STUBS\"/include"))
    try write("Package.swift", "// A package\n")
    for target in ["Lessons/DCGAN", "Lessons/VanillaGAN", "GANKit"] {
      try write("Sources/\(target)/Model.swift", "let model = 1\n")
    }
    try makeStubs()
  }

  func remove() {
    // A test may have taken the right to write.
    _ = try? Self.run("/bin/chmod", ["-R", "u+w", folder.path], in: folder, environment: [:])
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ path: String, _ text: String, in place: URL? = nil) throws {
    let file = (place ?? home).appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Tells a stub what to do.
  func tell(_ name: String, _ text: String = "") throws { try write(name, text, in: stubs) }

  /// What stubs were called with since the last question.
  func calls() throws -> [String] {
    let file = stubs.appending(path: "calls")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    try? FileManager.default.removeItem(at: file)
    return text.split(separator: "\n").map(String.init)
  }

  /// Runs a script of the checkout, or any other program.
  /// - Parameter unprivileged: as an account that may not write what another account closed to it.
  func run(
    _ script: String = "learn", _ arguments: [String] = [], in place: URL? = nil,
    environment: [String: String] = [:], unprivileged: Bool = false
  ) throws -> Runner.Result {
    var words = [script.hasPrefix("/") ? script : home.appending(path: script).path] + arguments
    if unprivileged, getuid() == 0 { words = ["setpriv", "--reuid=65534", "--clear-groups"] + words }
    let variables = [
      "PATH": stubs.appending(path: "bin").path + ":" + stubs.appending(path: "system").path,
      "STUBS": stubs.path, "HOME": folder.path, "TMPDIR": folder.path,
      "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    return try Self.run("/usr/bin/env", words, in: place ?? folder, environment: variables)
  }

  private static func run(
    _ program: String, _ arguments: [String], in place: URL, environment: [String: String]
  ) throws -> Runner.Result {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = place
    process.environment = environment
    let files = [UUID(), UUID()].map {
      FileManager.default.temporaryDirectory.appending(path: "script-\($0)")
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    for file in files { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    return try Runner.Running(process: process, outputFile: files[0], errorFile: files[1]).wait()
  }

  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  // MARK: - Stubs

  private func makeStubs() throws {
    for (name, text) in Self.programs { try makeProgram(name, text) }
    try tell("installed", Self.required.joined(separator: "\n") + "\nlibdnnl-dev\n")
    try tell("lists", "")
    let system = stubs.appending(path: "system")
    try FileManager.default.createDirectory(at: system, withIntermediateDirectories: true)
    for name in Self.systemPrograms {
      for place in ["/bin", "/usr/bin"] where FileManager.default.isExecutableFile(atPath: "\(place)/\(name)")
      {
        try? FileManager.default.createSymbolicLink(
          atPath: system.appending(path: name).path, withDestinationPath: "\(place)/\(name)")
      }
    }
  }

  /// Puts a program on the path.
  func makeProgram(_ name: String, _ text: String) throws {
    let file = stubs.appending(path: "bin/\(name)")
    try write(
      "bin/\(name)", "#!/usr/bin/env bash\necho \"\(name) $*\" >>\"$STUBS/calls\"\n" + text, in: stubs)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  static let required = [
    "libopenblas-dev", "libpng-dev", "libjpeg-dev", "libwebp-dev", "zlib1g-dev", "libcairo2-dev",
    "libcmark-gfm-dev", "libcmark-gfm-extensions-dev", "fonts-dejavu-core", "pkg-config",
  ]

  /// All that the scripts may call besides the stubs: neither apt nor sudo, whatever this machine has.
  private static let systemPrograms = [
    "awk", "basename", "bash", "cat", "chmod", "cp", "cut", "date", "dirname", "env", "find", "git", "grep",
    "head",
    "ln", "ls", "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "setpriv", "sleep", "sort", "stat", "stty",
    "tail",
    "touch",
    "tr", "uniq",
  ]

  private static let programs = [
    // Builds a program that says how it was called.
    "swift": #"""
    [ ! -e "$STUBS/swift-output" ] || cat "$STUBS/swift-output"
    [ ! -e "$STUBS/swift-seconds" ] || sleep "$(cat "$STUBS/swift-seconds")"
    [ ! -e "$STUBS/swift-fails" ] || exit 1
    echo "oneDNN: $GANKIT_ONEDNN" >>"$STUBS/calls"
    [ "$1" = build ] || exit 0
    mkdir -p "$3/.build/machine/release"
    ln -sfn machine/release "$3/.build/release"
    printf '"%s/Sources"\n' "$3" >"$3/.build/release.yaml"
    rm -f "$3/.build/release/lesson-runner"
    {
      echo '#!/usr/bin/env bash'
      echo '[ "${1:-}" != --version ] || exit 0'
      echo 'echo "arguments: $*"'
      echo 'echo "home: $GANLESSONS_HOME"'
      echo 'echo "broken: ${GANLESSONS_BUILD_ERROR:-}"'
      echo 'echo "not built: ${GANLESSONS_NOT_BUILT:-}"'
    } >"$3/.build/release/lesson-runner"
    chmod +x "$3/.build/release/lesson-runner"
    """#,
    "dpkg-query": #"""
    for name in "$@"; do
      if grep -q -x -e "$name" "$STUBS/installed"; then echo "$name install ok installed"; fi
    done
    """#,
    "apt-cache": #"grep -q -x -e "$2" "$STUBS/lists""#,
    "apt-get": #"""
    case "$1" in
      update) [ ! -e "$STUBS/lists-to-fetch" ] || cp "$STUBS/lists-to-fetch" "$STUBS/lists" ;;
      install)
        for name in "$@"; do
          case "$name" in lib* | zlib* | fonts* | pkg*) ;; *) continue ;; esac
          ! grep -q -x -e "$name" "$STUBS/broken-packages" 2>/dev/null || exit 100
          echo "$name" >>"$STUBS/installed"
          [ "$name" != libdnnl-dev ] || { mkdir -p "$STUBS/include" && : >"$STUBS/include/dnnl.h"; }
        done
        ;;
    esac
    """#,
    "id": #"cat "$STUBS/uid" 2>/dev/null || echo 0"#,
  ]
}
