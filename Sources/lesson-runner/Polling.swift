import Foundation
import LessonKit

/// Looks at something twice a second, which works where file events do not: on network drives and under WSL.
enum Polling {
  /// Acts on each new state, the first one included, until somebody asks the program to stop.
  /// What changes while it acts, it acts on once more: no save is missed.
  static func run<State: Equatable>(_ state: () -> State, onChange act: () throws -> Void) rethrows {
    var last: State?
    while !Interruption.isRequested {
      let now = state()
      if now != last {
        last = now
        try act()
      }
      usleep(500_000)
    }
  }
}
