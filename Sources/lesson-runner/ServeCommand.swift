import ArgumentParser
import WebServer
import Foundation
import LessonKit

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the book on this machine, live: pages that run lessons.",
    discussion: """
      The pages are those of `book`, made anew when something changes. On them a chapter or a step can be run, stopped, \
      resumed and run with other settings, and a run shows its progress, losses and pictures while it goes on, also \
      one that was started in a terminal. One run at a time; others wait. Opening a page starts nothing. Ctrl-C ends the \
      server; a run that a page started saves what it has, and the same command or a page goes on with it.

      Only this machine can connect, unless --host names an address of it: then everybody who reaches that address may \
      read, and who has the printed link may run lessons.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The port (default: \(BookServer.defaultPort), or the next one that is free).", valueName: "n"),
    transform: WholeNumber.port)
  var port: UInt16?

  @Option(
    help: ArgumentHelp(
      "Let other machines read, through this address of this machine; 0.0.0.0 stands for all.",
      valueName: "address"))
  var host: String?

  @Flag(help: "Open the book in a browser.")
  var open = false

  @OptionGroup var common: CommonOptions
  @OptionGroup var data: DataOption
  @OptionGroup var place: OutputOption

  func run() throws {
    try LiveServer(port: port, host: host, opens: open ? "" : nil, common: common, data: data, place: place)
      .run()
  }
}

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open the live book in a browser: `serve --open`, or the server that runs already.")

  @Argument(
    help: ArgumentHelp("The page to open: a chapter's number or slug.", valueName: "chapter"),
    completion: Completion.chapters)
  var chapter: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var data: DataOption
  @OptionGroup var place: OutputOption

  func run() throws {
    let page = try chapter.map { try Book().library.entry(matching: $0).name + ".html" } ?? ""
    if let link = Announcement.link(toServerOf: place.url) {
      // A link with a token leads to the contents: there the browser learns who it is.
      let address = link.contains("?") ? link : link + page
      return LiveServer.open(address, common)
    }
    try LiveServer(port: nil, host: nil, opens: page, common: common, data: data, place: place).run()
  }
}

/// The live book, from its beginning to Ctrl-C.
struct LiveServer {
  /// What `--json` prints.
  private struct Place: Encodable {
    var link: String
    var readers: String
  }

  let port: UInt16?
  let host: String?
  /// The page to open in a browser; nil opens none.
  let opens: String?
  let common: CommonOptions
  let data: DataOption
  let place: OutputOption

  func run() throws {
    _ = try data.folder(common)
    // Mistakes in the text are found before anybody connects.
    let book = try Book()
    let server = try BookServer(
      try book.live(in: place, data: data, takesAnswers: host == nil), address: host, port: port)
    Interruption.listen()
    server.start()
    announce(server)
    if let opens { Self.open(host == nil ? server.link + opens : server.link, common) }
    while !Interruption.isRequested { usleep(100_000) }
    if let command = server.stop() {
      Console.errors(common).tell("The run that a page had started was stopped. Go on with:\n  \(command)")
    }
  }

  private func announce(_ server: BookServer) {
    if common.json {
      return (try? Console.print(report: Place(link: server.link, readers: server.readersLink))) ?? ()
    }
    if host == nil {
      Console.print("The book: \(server.link)")
    } else {
      Console.print(
        """
        To read:          \(server.readersLink)
        To read and run:  \(server.link)
        Whoever has the second link may run lessons on this machine.
        """)
    }
    if !common.quiet { Console.print("Ctrl-C ends the server.") }
  }

  /// Opens an address in the browser that the system opens; says so if there is none.
  static func open(_ address: String, _ common: CommonOptions) {
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, address]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus == 0 { return }
    } catch {
      // Said below.
    }
    Console.errors(common).tell("No browser could be opened here. Open it yourself:\n  \(address)")
  }
}
