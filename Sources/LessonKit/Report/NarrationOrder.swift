import Foundation

/// Lets several narrators print through one while what they tell of happens at the same time: each has its place, and is
/// heard as if they had come one after the other. What the first one that has not ended says is printed at once, and what
/// those after it say is kept until it is their turn.
public final class NarrationOrder: @unchecked Sendable {
  private let narrator: Narrator
  // Guards everything below, and the narrator.
  private let lock = NSRecursiveLock()
  private var turn = 0
  private var ended: Set<Int> = []
  private var kept: [Int: [(Narrator) -> Void]] = [:]

  /// - Parameter narrator: prints; as long as others print through it, nobody else uses it.
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

  /// Says what is worth nothing later; nothing is said if it is not this place's turn.
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
