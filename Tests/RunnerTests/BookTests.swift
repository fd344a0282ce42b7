import Foundation
import Testing

/// `book` as a process: the pages of the book, with and without a run.
@Suite(.serialized) struct BookTests {
  @Test("The book is written in a moment, before anything was run")
  func withoutRuns() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run("book")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("open output/book/index.html in a browser"))
    let pages = try runner.files(in: "output/book")
    let index = try #require(pages["index.html"].map { String(decoding: $0, as: UTF8.self) })
    #expect(index.contains("run 1</code>"))
    let first = try #require(pages["01-gan-theory.html"].map { String(decoding: $0, as: UTF8.self) })
    #expect(first.contains("Not run on this machine."))
    #expect(!first.contains("Your run"))
  }

  @Test("A chapter's page shows this machine's run: its numbers, checks and figures")
  func withARun() throws {
    let runner = try Runner()
    defer { runner.remove() }
    #expect(try runner.run("run", "1", "--budget", "smoke", "--seed", "4", "--quiet").exitCode == 0)
    let result = try runner.run("book", "--json")
    #expect(result.exitCode == 0, "\(result.errors)")
    let written = try result.json()
    #expect(written["contents"] as? String == "output/book/index.html")
    let pages = try runner.files(in: "output/book")
    let page = try #require(pages["01-gan-theory.html"].map { String(decoding: $0, as: UTF8.self) })
    #expect(page.contains("your run at smoke budget, seed 4"))
    #expect(page.contains("<section class=\"results\""))
    #expect(page.contains("src=\"runs/01-gan-theory/train-plane.svg\""))
    #expect(pages["runs/01-gan-theory/train-plane.svg"] != nil)
    #expect(page.contains("The book's run"))
    let index = try #require(pages["index.html"].map { String(decoding: $0, as: UTF8.self) })
    #expect(index.contains("done (smoke, seed 4)"))
  }

  @Test("A folder that cannot be written: exit code 4, and the folder is named")
  func unwritable() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run("book", "--output", "/proc/nowhere")
    #expect(result.exitCode == 4, "\(result.errors)")
    #expect(result.errors.contains("/proc/nowhere"))
  }
}
