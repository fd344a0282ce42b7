import Foundation
import TerminalText
import TestSupport

@testable import LessonKit

/// A small chapter for tests; its body begins on line 15.
enum SampleChapter {
  static let frontMatter = """
    ---
    number: 3
    slug: vanilla-gan
    title: A GAN on digits
    question: Can two networks learn to draw?
    objectives:
      - Train both players
      - "Read the losses: D at 2 ln 2"
    prerequisites: gan-theory
    minutes: {reading: 25, quick: 0.2, standard: 4.5, full: 60}
    memory: 400 MB
    data: []
    references: ["Goodfellow et al., 2014"]
    ---

    """

  static let body = """
    # A GAN on digits

    Why? See [the paper][paper].

    <!-- step: untrained -->
    ## Before training

    Predict.

    <!-- run -->

    Look.

    <!-- step: train-both -->
    No heading here.

    ```
    <!-- step: code-only -->
    ```
    <!-- after steps -->

    ## Exercises

    [paper]: https://example.org/paper
    """

  static func text(body: String) -> String { frontMatter + body }

  /// Without the line of one key.
  static func text(dropping key: String) -> String {
    frontMatter.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("\(key):") }.joined(separator: "\n")
  }

  static func text(replacing old: String, with new: String) -> String {
    precondition(frontMatter.contains(old), "the sample has no \"\(old)\"")
    return frontMatter.replacing(old, with: new)
  }
}

extension Terminal {
  /// A terminal that does not look at the environment of the test.
  static func test(width: Int, colour: ColourChoice = .never) -> Terminal {
    Terminal(isTerminal: false, width: width, colour: colour, environment: [:])
  }
}
