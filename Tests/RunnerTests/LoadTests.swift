import Foundation
import Synchronization
import TestSupport
import Testing

/// Many readers beside a training. It measures, and a busy machine would change what it finds, so it runs only when asked
/// for; docs/live-book.md has the numbers and says how.
@Suite("The live book under load") struct LoadTests {
  @Test(
    "Forty readers and two hundred idle connections while a run trains",
    .enabled(
      if: ProcessInfo.processInfo.environment["GANLESSONS_LOAD"] != nil,
      "it measures times: set GANLESSONS_LOAD=1 on an idle machine"))
  func load() throws {
    let runner = try Runner()
    defer { runner.remove() }
    #expect(try runner.run("run", "2", "--budget", "smoke", "--quiet").exitCode == 0)
    let server = try LiveServerProcess(runner)
    let order: [String: Any] = [
      "chapter": "01-gan-theory", "budget": "smoke", "settings": ["iterations": "10000000"],
    ]
    #expect(try server.post("/live/run", order).status == 202)
    func iteration() -> Int {
      let file = runner.folder.appending(path: "output/01-gan-theory/progress.json")
      let bytes = (try? Data(contentsOf: file)) ?? Data()
      return ((try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any])?["iteration"] as? Int ?? 0
    }
    try Runner.wait { iteration() > 100 }
    /// Iterations a second.
    func rate() -> Double {
      let (start, began) = (iteration(), Date())
      sleep(12)
      return Double(iteration() - start) / Date().timeIntervalSince(began)
    }

    let port = server.port
    // Now and then alone, so that the machine's own ups and downs show.
    var alone: [Double] = []
    var beside: [Double] = []
    let times = Mutex<[String: [Double]]>([:])
    let failures = Mutex<[String]>([])
    for _ in 0..<3 {
      alone.append(rate())
      let idle = try (0..<200).map { number in
        let client = try RawClient(port: port)
        if number % 2 == 0 { client.send("GET /live/events HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n") }
        return client
      }
      let ended = Atomic<Bool>(false)
      let group = DispatchGroup()
      for reader in 0..<40 {
        group.enter()
        Thread.detachNewThread {
          defer { group.leave() }
          var generator = SystemRandomNumberGenerator()
          while !ended.load(ordering: .relaxed) {
            do {
              let client = try RawClient(port: port)
              let page = reader % 2 == 0 ? "02-ideal-discriminator.html" : "03-vanilla-gan.html"
              var tags: [String] = ["/\(page)", "/assets/book.css", "/assets/live.js"]
              for (index, address) in tags.enumerated() {
                let began = Date()
                client.send("GET \(address) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
                let answer = try client.answer()
                let time = Date().timeIntervalSince(began)
                times.withLock { $0[index == 0 ? "page" : "file", default: []].append(time) }
                if answer.status != 200 { failures.withLock { $0.append("\(answer.status) \(address)") } }
                if index == 0 {
                  tags = answer.body.matches(of: /src="((?:runs|figures)\/[^"]+)"/).prefix(4).map {
                    String($0.output.1)
                  }
                }
              }
              for address in tags {
                let began = Date()
                client.send("GET /\(address) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
                let answer = try client.answer()
                let time = Date().timeIntervalSince(began)
                times.withLock { $0["figure", default: []].append(time) }
                if answer.status != 200 { failures.withLock { $0.append("\(answer.status) \(address)") } }
              }
            } catch {
              failures.withLock { $0.append("\(error)") }
            }
            // A reader looks at a page for a while before turning it.
            usleep(UInt32.random(in: 1_000_000...3_000_000, using: &generator))
          }
        }
      }
      beside.append(rate())
      ended.store(true, ordering: .relaxed)
      group.wait()
      withExtendedLifetime(idle) {}
    }
    for (kind, list) in times.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let sorted = list.sorted()
      func share(_ part: Double) -> String {
        String(format: "%.0f ms", 1000 * sorted[Int(part * Double(sorted.count - 1))])
      }
      print(
        "\(kind): \(sorted.count) requests, median \(share(0.5)), 99th percentile \(share(0.99)), longest \(share(1))"
      )
    }
    print("iterations a second alone \(alone.map { Int($0) }), beside readers \(beside.map { Int($0) })")
    let slower = 1 - beside.reduce(0, +) / alone.reduce(0, +)
    print(String(format: "training slower by %.1f %%", 100 * slower))
    #expect(failures.withLock { $0 }.isEmpty)
    #expect(try server.stop().exitCode == 0)
  }
}
