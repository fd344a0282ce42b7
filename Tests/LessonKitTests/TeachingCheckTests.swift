import Foundation
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

@Suite("author check reads teachers' pages and exercises") struct TeachingCheckTests {
  private static let page = """
    # Teaching

    ## Goals

    - Say it.

    ## 50 minutes

    | minutes | what | you |
    |---:|---|---|
    | 20 | run | wait |
    | 30 | talk | listen |

    ## 90 minutes

    | minutes | what | you |
    |---:|---|---|
    | 90 | run | wait |

    ## Misconceptions

    | what learners think | the question that reveals it | what helps |
    |---|---|---|
    | "One." | `loss`, choice 1 | Count. |

    ## Discussion

    1. Why?

    ## When a run goes wrong

    - Run it again.
    """

  private func findings(_ page: String?) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(SampleChapter.text(body: PredictionTests.body), to: "chapters/03-vanilla-gan.md")
    if let page { try folder.write(page, to: "chapters/teaching/03-vanilla-gan.md") }
    let library = try ChapterLibrary(folder: folder.url.appending(path: "chapters"))
    return Author(library).teachingFindings(try library.chapter(matching: "3")).map { "\($0)" }
  }

  @Test func rightPage() throws { #expect(try findings(Self.page) == []) }

  @Test(arguments: [
    ("## Goals", "## Aims", "chapters/teaching/03-vanilla-gan.md:1: the part \"## Goals\" is missing"),
    (
      "| 30 | talk", "| 25 | talk",
      "chapters/teaching/03-vanilla-gan.md:7: the minutes of this plan add up to 45, not to 50"
    ),
    (
      "`loss`, choice 1", "`losses`, choice 1",
      "the chapter asks no question \"losses\"."
    ),
    ("`loss`, choice 1", "`loss`, choice 2", "choice 2 of loss is the right one, not a misconception"),
    ("`loss`, choice 1", "`loss`, choice 4", "the question loss has no choice 4"),
  ])
  func mistakes(right: String, wrong: String, message: String) throws {
    let found = try findings(Self.page.replacing(right, with: wrong))
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test func missingPage() throws {
    #expect(try findings(nil).count == 1)
  }

  @Test(
    arguments: [
      (
        "exercise.md", "---\ntitle: T\nkind: guess\nminutes: 5\n---\nTask\n",
        "kind: investigate, modify or make"
      ),
      (
        "exercise.md", "---\ntitle: T\nkind: make\nminutes: 5\n---\nTask\n<!-- hint -->\nOne\n",
        "found 1 hints"
      ),
      ("Exercise.swift", "enum Exercise: P {}\n", "its first line has to be"),
      ("Solution.swift", "// exercise: 03-sum\nenum Answer: P {}\n", "enum Solution: ..."),
      ("Trial.swift", nil, "this file is missing"),
      ("Package.swift", "let exercises = []\n", "Package.swift does not list"),
    ] as [(String, String?, String)])
  func exercises(file: String, text: String?, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(SampleChapter.text(body: "# A GAN\n"), to: "chapters/03-vanilla-gan.md")
    var files = [
      "exercise.md": "---\ntitle: T\nkind: make\nminutes: 5\n---\nTask\n"
        + "<!-- hint -->\nOne\n<!-- hint -->\nTwo\n<!-- hint -->\nThree\n",
      "Exercise.swift": "// exercise: 03-sum\nenum Exercise: P {}\n",
      "Solution.swift": "// exercise: 03-sum\nenum Solution: P {}\n", "Wrong.swift": "", "Checks.swift": "",
      "Trial.swift": "",
    ].reduce(into: [:]) { $0["exercises/03-sum/\($1.key)"] = $1.value }
    files["Package.swift"] = "let exercises = [\n  \"03-sum\"\n]\n"
    func findings() throws -> [String] {
      for (path, text) in files { try folder.write(text, to: path) }
      let library = try ChapterLibrary(folder: folder.url.appending(path: "chapters"))
      return Author(library).exerciseFindings().map { "\($0)" }
    }
    #expect(try findings() == [])
    let path = file == "Package.swift" ? file : "exercises/03-sum/\(file)"
    files[path] = text
    if text == nil { try FileManager.default.removeItem(at: folder.url.appending(path: path)) }
    let found = try findings()
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }
}
