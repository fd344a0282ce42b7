import ArgumentParser
import Foundation
import LessonKit
import TerminalPictures

extension FigureChoice: ExpressibleByArgument {}

/// Whether figures are shown in the terminal.
struct FigureOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      When to show figures in the terminal; auto: where it is known to, or says that it can (kitty, iTerm2, sixel); \
      elsewhere their paths are links.
      """))
  var figures = FigureChoice.auto

  /// What shows a picture on standard output; nil if pictures are not shown there.
  func pictures(_ common: CommonOptions) -> PictureText? {
    // With --json only the object is printed.
    common.json ? nil : .standardOutput(figures)
  }
}
