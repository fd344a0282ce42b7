import Foundation
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

/// A chapter that uses three terms and introduces two of them, a glossary, and one fault at a time in either.
@Suite("author check holds the glossary against the chapters, and follows the links of all pages")
struct GlossaryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let chapter = """
    # A GAN on digits

    The **generator** draws. It is drawn **to nobody**. **This is a sentence, not a term.**

    - **Adam** begins an item.

    ## The losses, and more

    **KL** measures. **The generator wins against all critics** in five words or more.

    A *logit* is a number. The generators have a G-loss.
    """

  private static let glossary = """
    # Glossary

    <!-- not terms: to nobody; something else -->

    ## G

    ### G loss

    A loss of G. [Chapter 3](03-vanilla-gan.md#the-losses-and-more).

    ### generator, artist

    Draws; the [losses](03-vanilla-gan.md#the-losses-and-more) follow. [Paper](https://example.org/a).

    ## K

    ### Kullback-Leibler divergence, KL

    A distance. [Chapter 3](03-vanilla-gan.md#the-losses-and-more).

    ## L

    ### logit

    A number. [Chapter 3](03-vanilla-gan.md#the-losses-and-more), as the [loss](#g-loss) has none.
    """

  private func findings(
    chapter: (String, String) = ("", ""), glossary: (String, String) = ("", ""), page: String? = nil
  ) throws -> [Author.Finding] {
    func changed(_ text: String, _ change: (String, String)) throws -> String {
      if change.0.isEmpty { return text }
      try #require(text.contains(change.0), "nothing to change")
      return text.replacing(change.0, with: change.1)
    }
    try folder.write(
      SampleChapter.text(body: changed(Self.chapter, chapter)), to: "chapters/03-vanilla-gan.md")
    try folder.write(changed(Self.glossary, glossary), to: "chapters/glossary.md")
    if let page { try folder.write(page, to: "docs/page.md") }
    return Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters"))).check().findings
  }

  @Test("A glossary and a chapter that agree")
  func agreement() throws { #expect(try findings() == []) }

  @Test("Without a glossary there is nothing to hold against it")
  func none() throws {
    try folder.write(SampleChapter.text(body: Self.chapter), to: "chapters/03-vanilla-gan.md")
    #expect(Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters"))).check().findings == [])
  }

  @Test("Each fault of the glossary is found where it stands")
  func glossaryFaults() throws {
    func only(_ old: String, _ new: String) throws -> (Author.Finding.Kind, Int, String)? {
      let found = try findings(glossary: (old, new))
      #expect(found.count == 1, "\(found)")
      #expect(found.first?.file == "chapters/glossary.md")
      return found.first.map { ($0.kind, $0.line, $0.message) }
    }
    let order = try only("generator, artist", "G artist, generator")
    #expect(order?.0 == .termUnsorted)
    #expect(order?.1 == 11)
    let letter = try only("## K\n", "## J\n")
    #expect(letter?.0 == .termUnsorted)
    #expect(letter?.2.contains("letter J") == true)
    let twice = try only("generator, artist", "generator, kl")
    #expect(twice?.0 == .termDuplicate)
    #expect(twice?.1 == 17)
    let place = try only("A number. [Chapter 3](03-vanilla-gan.md#the-losses-and-more)", "A number")
    #expect(place?.0 == .termWithoutPlace)
    #expect(place?.2.contains("does not say") == true)
    let unused = try only("### logit", "### long word")
    #expect(unused?.0 == .termWithoutPlace)
    #expect(unused?.2.contains("does not use \"long word\"") == true)
    let heading = try only(
      "A distance. [Chapter 3](03-vanilla-gan.md#the-losses-and-more)",
      "[3](03-vanilla-gan.md#the-loses-and-more)")
    #expect(heading?.0 == .linkBroken)
    #expect(heading?.1 == 19)
    #expect(heading?.2.contains("Did you mean \"the-losses-and-more\"?") == true)
    #expect(try only("(#g-loss)", "(#gloss)")?.0 == .linkBroken)
  }

  @Test("A term that a chapter introduces and the glossary does not have")
  func missingTerm() throws {
    let found = try findings(chapter: ("A *logit*", "A **softplus**, like **generators**, a *logit*"))
    #expect(found.map(\.kind) == [.termMissing])
    #expect(found.first?.file == "chapters/03-vanilla-gan.md")
    #expect(found.first?.line == 25)
    #expect(found.first?.message.hasPrefix("\"softplus\"") == true)
  }

  @Test("Links of pages: to a file, to a heading, within the page, to one of two headings of the same name")
  func links() throws {
    let page = """
      # Page
      ## Twice: *A* & b
      ## Twice: A & b
      [right](../chapters/03-vanilla-gan.md#the-losses-and-more) [right](../chapters) [right](#twice-a--b-1)

      [gone](../chapters/04-dcgan.md) [far](https://example.org)

      [gone](../chapters/glossary.md#m) [gone](#twice-a--b-2)
      """
    let found = try findings(page: page)
    #expect(found.map(\.kind) == [.linkBroken, .linkBroken, .linkBroken])
    #expect(found.map(\.line) == [6, 8, 8])
    #expect(found.allSatisfy { $0.file == "docs/page.md" })
  }
}
