import Foundation

/// Lets several narrators report simultaneous work through one. Each has a place in the order, and the output reads as if
/// the work had been done in that order: the first unfinished narrator prints immediately, and what later ones say is kept
/// until their turn.
public final class NarrationOrder: @unchecked Sendable {
  private let narrator: Narrator
  // Guards everything below, and the narrator.
  private let lock = NSRecursiveLock()
  private var turn = 0
  private var ended: Set<Int> = []
  private var kept: [Int: [(Narrator) -> Void]] = [:]

  /// - Parameter narrator: the one that prints; nothing else may use it while others print through it.
  public init(_ narrator: Narrator) { self.narrator = narrator }

  /// The narrator at a place, counted from 0.
  public func narrator(at place: Int) -> Narrator { Narrator(speakingAs: narrator, at: place, in: self) }

  /// The narrator at a place has said everything.
  public func end(_ place: Int) {
    lock.withLock {
      ended.insert(place)
      while ended.remove(turn) != nil {
        turn += 1
        narrator.clearProgress()
        kept.removeValue(forKey: turn)?.forEach { $0(narrator) }
      }
    }
  }

  /// The narrator at a place has said everything, and nobody wants to hear it.
  public func endUnheard(_ place: Int) {
    lock.withLock {
      kept[place] = []
      end(place)
    }
  }

  /// Says something as soon as it is this place's turn.
  func say(at place: Int, _ words: @escaping (Narrator) -> Void) {
    lock.withLock {
      if place == turn { words(narrator) } else { kept[place, default: []].append(words) }
    }
  }

  /// Says something that is useless later, such as progress; dropped if it is not this place's turn.
  func sayNow(at place: Int, _ words: (Narrator) -> Void) {
    lock.withLock {
      if place == turn { words(narrator) }
    }
  }

  func isTurn(of place: Int) -> Bool { lock.withLock { place == turn } }

  /// Says something whoever's turn it is, because the program is about to end.
  func sayLast(_ words: (Narrator) -> Void) {
    lock.withLock { words(narrator) }
  }
}
