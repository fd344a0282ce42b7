import Foundation
import Testing

/// The live book in a browser, used as a person uses it.
@Suite("The live book in a browser") struct BrowserTests {
  @Test(
    "Open, run with a changed setting, see progress and figures change, stop, resume, run a step again",
    .enabled(
      if: Browser.program != nil, "no Chromium was found (apt-get install chromium, or name one in $CHROMIUM)"
    ))
  func session() throws {
    let runner = try Runner()
    defer { runner.remove() }
    // So that the page begins with the budget of tests.
    let small = ["iterations=60", "pairs=5", "exhibitIterations=2"].flatMap { ["--set", $0] }
    #expect(try runner.run(["run", "1", "--budget", "smoke", "--quiet"] + small).exitCode == 0)
    let server = try LiveServerProcess(runner)
    defer { server.end() }
    let browser = try Browser(program: try #require(Browser.program), in: runner.folder)
    defer { browser.quit() }
    try browser.open("http://127.0.0.1:\(server.port)/01-gan-theory.html")
    let state = "document.querySelector('.live-state')?.textContent ?? ''"
    try browser.wait("(\(state)).includes('done (smoke')")
    // Looking starts nothing.
    #expect(
      try browser.evaluate("document.querySelectorAll('progress:not([hidden])').length") as? Double == 0)
    #expect(try browser.text("document.querySelector('#live-train .badge').textContent") == "done")

    // A setting is changed: what that means stands there before anything runs.
    try browser.click(".live-settings summary")
    try browser.type("500", into: "#setting-iterations")
    try browser.wait(
      "document.querySelector('.live-plan')?.textContent.includes('iterations is 500 (was 60)')")
    try browser.wait("document.querySelector('.live-plan').textContent.includes('The present run is kept')")
    let figure = "document.querySelector('main img[src^=\"runs/01-gan-theory/train-plane\"]')"
    let before = try browser.text("\(figure).getAttribute('src')")
    try browser.click("#live-train button", text: "Run this step")
    try browser.wait(
      "document.querySelector('#live-train .live-confirm').textContent.includes('iterations is 500')")
    try browser.wait(
      "document.querySelector('#live-train .live-confirm').textContent.includes('Replaces the results of')")
    try browser.click("#live-train button", text: "Start")

    // Held where it is, so that it cannot end before a page has stopped it.
    var process: Int32?
    var iterations: Set<Int> = []
    try Runner.wait {
      let file = runner.folder.appending(path: "output/01-gan-theory/progress.json")
      let now = (try? JSONSerialization.jsonObject(with: Data(contentsOf: file))) as? [String: Any]
      guard let iteration = now?["iteration"] as? Int, iteration > 0 else { return false }
      iterations.insert(iteration)
      process = (now?["process"] as? Int).map(Int32.init)
      // A curve has two points; the page looks three times a second.
      return iterations.count == 2
    }
    let run = try #require(process)
    try browser.wait("document.querySelector('#live-train .live-chart:not([hidden]) path.line')")
    kill(run, SIGSTOP)
    defer { if kill(run, 0) == 0 { kill(run, SIGKILL) } }

    // It runs: state, bar, curves, and the line in the bar of the page.
    try browser.wait("(\(state)).includes('running')")
    try browser.wait("document.querySelector('#live-train progress').value > 0")
    try browser.wait("document.querySelector('#live-train .live-say').textContent.includes('of 500')")
    try browser.wait("document.querySelector('.live-now').textContent.includes('chapter 1, train')")
    try shoot(browser, "running")

    try browser.click("#live-train button", text: "Stop")
    try browser.wait("(\(state)).includes('Stopping')")
    kill(run, SIGCONT)
    try browser.wait("(\(state)).includes('interrupted')")
    #expect(try browser.text("document.querySelector('#live-train .badge').textContent") == "interrupted")
    try browser.wait(
      "document.querySelector('section[data-step=train] .results')?.textContent.includes('interrupted')")
    // What runs now may be done before the next look, on a machine with much else to do: only its end is waited for.
    try browser.click(".live-panel button", text: "Resume")
    try browser.wait("document.querySelector('#live-train .badge').textContent === 'done'")
    try browser.wait("\(figure).getAttribute('src') !== \(Browser.quoted(before))")
    try browser.wait("\(figure).complete && \(figure).naturalWidth > 0")
    try shoot(browser, "done")

    // A step again, with the settings of the budget.
    try browser.click(".live-field button", text: "Back to 1500")
    try browser.click("#live-divergence button", text: "Run this step")
    try browser.click("#live-divergence button", text: "Start")
    try browser.wait("document.querySelector('#live-divergence .badge').textContent === 'done'")

    // A run with another seed keeps the one before, and the two are laid side by side.
    try browser.type("2", into: ".live-form input[type=number]")
    try browser.wait("document.querySelector('.live-plan').textContent.includes('seed is 2 (was 1)')")
    try browser.click(".live-panel button", text: "Run the chapter")
    try browser.wait("(\(state)).includes('done (smoke, seed 2')")
    try browser.click(".live-panel summary", text: "Your runs")
    try browser.wait("document.querySelectorAll('.live-runs li').length >= 3")
    try browser.click(".live-compare button")
    try browser.wait("location.pathname.endsWith('compare.html') && document.readyState === 'complete'")
    try browser.wait(
      "[...document.querySelectorAll('main td')].some((cell) => cell.textContent === 'seed')")
    try browser.evaluate(
      "document.querySelectorAll('main img').forEach((image) => { image.loading = 'eager'; })")
    try browser.wait("[...document.querySelectorAll('main img')].every((image) => image.naturalWidth > 0)")
    #expect(try browser.evaluate("document.querySelectorAll('main .pair').length >= 4") as? Bool == true)
    try shoot(browser, "compare")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    #expect(try server.stop().exitCode == 0)
  }

  /// A picture for whoever names a folder for it.
  private func shoot(_ browser: Browser, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["GANLESSONS_SCREENSHOTS"] else { return }
    try browser.screenshot(URL(filePath: folder).appending(path: "\(name).png"))
  }
}
