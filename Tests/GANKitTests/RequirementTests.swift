import Foundation
import Testing

@testable import GANKit

@Suite("Checks of shapes and arguments")
struct RequirementTests {
  @Test("In every build a shape that does not fit ends the process with its message and exit code 4")
  func message() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = matmul(Tensor.ones([2, 3]), Tensor.ones([4, 5]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.hasPrefix("error: matmul: "), "\(text)")
    #expect(
      text.contains("[2, 3]") && text.contains("[4, 5]") && text.contains("GANKit/MatrixProduct.swift:"))
    #expect(text.split(separator: "\n").count == 1)
  }

  @Test("A layer that gets an input of another width names both")
  func layer() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = Dense(100, 256, using: Random(seed: 1))(Tensor.ones([64, 2]), .inference)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("[64, 2]") && text.contains("[100, 256]"), "\(text)")
  }

  @Test("The innermost handler is told, once; one that fails itself leaves the plain message")
  func handlers() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      RequirementFailure.handled(by: { _ in FileHandle.standardError.write(Data("outer\n".utf8)) }) {
        RequirementFailure.handled(by: { FileHandle.standardError.write(Data("inner: \($0.message)\n".utf8)) }
        ) {
          require(1 > 2, "too small")
        }
      }
    }
    #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "inner: too small\n")
    await #expect(processExitsWith: .exitCode(4)) {
      RequirementFailure.handled(by: { _ in requirementFailed("again") }) { require(1 > 2, "first") }
    }
  }

  @Test("Nothing in the sources is checked by what is silent in release builds")
  func noSilentChecks() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = repository.appending(path: "Sources")
    var checked = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    // What another program has written is not changed by hand.
    where path.hasSuffix(".swift") && !path.contains("/Generated/") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        for silent in ["precondition(", "preconditionFailure(", "assert(", "assertionFailure("] {
          #expect(!code.contains(silent), "\(path):\(number + 1)")
        }
      }
      checked += 1
    }
    #expect(checked > 100)
  }
}
