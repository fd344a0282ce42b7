import Foundation

/// The terminal's window, in cells and in pixels.
public struct Window: Equatable, Sendable {
  public var columns, rows: Int
  /// Of one cell, in pixels.
  public var cellWidth, cellHeight: Int

  /// - Parameter cellWidth: where it is not known, narrow: a picture is then too small rather than too wide.
  public init(columns: Int, rows: Int, cellWidth: Int = 8, cellHeight: Int = 16) {
    (self.columns, self.rows, self.cellWidth, self.cellHeight) = (columns, rows, cellWidth, cellHeight)
  }

  /// The window behind standard output; nil if there is none.
  public static var now: Window? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    let (columns, rows) = (Int(size.ws_col), Int(size.ws_row))
    guard size.ws_xpixel > 0, size.ws_ypixel > 0 else { return Window(columns: columns, rows: rows) }
    return Window(
      columns: columns, rows: rows, cellWidth: max(1, Int(size.ws_xpixel) / columns),
      cellHeight: max(1, Int(size.ws_ypixel) / rows))
  }

  /// How many columns a picture of this many pixels gets: at most as many as a figure is wide on a page, the window's less a
  /// margin, and so few that all of it is seen at once.
  func columns(forWidth width: Int, height: Int) -> Int {
    // Figures have two pixels for each point; a column is about 8 points wide.
    let natural = (width + 15) / 16
    let fitting = max(rows - 3, 4) * cellHeight * width / (max(height, 1) * cellWidth)
    return max(1, min(natural, columns - 4, fitting))
  }
}
