import Figures
import LessonKit

extension Report {
  /// Saves an animation as `figures/<step>-<name>.png`, an animated PNG, and its frames on one page, for print, as
  /// `figures/<step>-<name>-sheet.png`.
  /// - Parameter caption: printed beside the files' names.
  /// - Throws: `FileError`; `Interrupted` if someone asked the program to stop.
  public func animation(_ name: String, _ animation: Animation, caption: String = "") throws {
    let text = caption.isEmpty ? "" : caption + " "
    try figure(name, animation, caption: text + "(moves in a browser)")
    try figure("\(name)-sheet", animation.contactSheet(), caption: text + "(the same on one page)")
  }
}
