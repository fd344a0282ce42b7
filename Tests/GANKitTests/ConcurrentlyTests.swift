import Foundation
import Synchronization
import Testing

@testable import GANKit

/// Things that are computed at the same time.
///
/// How many threads there are is a matter of the whole process: where it counts, a test is a process of its own.
@Suite("Computations side by side") struct ConcurrentlyTests {
  fileprivate struct Failure: Error, Equatable { let item: Int }

  @Test("Results come in the order of the items")
  func order() throws {
    let squares = try Concurrently.map(Array(0..<50)) { $0 * $0 }
    #expect(squares == (0..<50).map { $0 * $0 })
    #expect(try Concurrently.map([Int]()) { $0 } == [])
  }

  @Test("With two threads two items are worked on at the same time, and no more")
  func atTheSameTime() async {
    await #expect(processExitsWith: .success) {
      Machine.threads = 2
      let now = Atomic(0)
      let most = Atomic(0)
      _ = try Concurrently.map(Array(0..<6)) { _ in
        _ = most.max(now.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        usleep(50_000)
        now.subtract(1, ordering: .relaxed)
      }
      #expect(most.load(ordering: .relaxed) == 2)
    }
  }

  @Test("Where one is asked for, or there is one thread, the items come one after the other")
  func oneAtATime() async {
    await #expect(processExitsWith: .success) {
      for (threads, most) in [(1, Int.max), (3, 1)] {
        Machine.threads = threads
        let began = Mutex<[Int]>([])
        _ = try Concurrently.map(Array(0..<20), most: most) { item in began.withLock { $0.append(item) } }
        #expect(began.withLock { $0 } == Array(0..<20))
      }
    }
  }

  @Test("After an error nothing more is begun, and the first one in order is thrown")
  func errors() async {
    await #expect(processExitsWith: .success) {
      Machine.threads = 2
      let began = Mutex<Set<Int>>([])
      #expect(throws: Failure(item: 1)) {
        _ = try Concurrently.map(Array(0..<40)) { item in
          began.withLock { _ = $0.insert(item) }
          usleep(20_000)
          if item > 0 { throw Failure(item: item) }
        }
      }
      #expect(began.withLock { $0.count } < 5)
    }
  }

  @Test("An item that is left alone has all threads again, on whichever thread it is")
  func leftAlone() async {
    await #expect(processExitsWith: .success) {
      Machine.threads = 2
      for slow in 0...1 {
        let parts = Mutex<Set<ObjectIdentifier>>([])
        _ = try Concurrently.map([0, 1]) { item in
          guard item == slow else { return }
          usleep(300_000)  // until the other one has ended
          for _ in 0..<20 {
            Parallel.each(8) { _ in
              usleep(2000)
              let thread = ObjectIdentifier(Thread.current)
              parts.withLock { _ = $0.insert(thread) }
            }
          }
        }
        #expect(parts.withLock { $0.count } == 2, "item \(slow)")
      }
    }
  }

  @Test("Trainings side by side have the bits that they have one after the other")
  func sameBits() async {
    await #expect(processExitsWith: .success) {
      func trained(_ seed: Int) -> [Tensor] {
        let random = Random(seed: UInt64(seed))
        let network = Sequential {
          Conv2D(3, 8, kernel: 3, using: random)
          BatchNorm(8, activation: .relu)
          Flatten()
          Dense(8 * 16 * 16, 1, using: random)
        }
        let optimizer = Adam(for: network, learningRate: 1e-3)
        let x = Tensor.normal([8, 16, 16, 3], using: random)
        for _ in 0..<10 {
          let (_, gradients) = gradients(of: network) { network(x, .training(random)).mean() }
          optimizer.update(with: gradients)
        }
        return network.parameters.map(\.parameter.value)
      }
      let alone = (0..<5).map(trained)
      for threads in 2...4 {
        Machine.threads = threads
        let beside = try Concurrently.map(Array(0..<5), trained)
        #expect(beside == alone, "\(threads) threads")
      }
    }
  }

  @Test("A requirement that fails is told to the handler of the work that failed it, on whichever thread")
  func handlers() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      Machine.threads = 4
      _ = try Concurrently.map(["first", "second"]) { name in
        try RequirementFailure.handled(by: {
          FileHandle.standardError.write(Data("\(name): \($0.message)\n".utf8))
        }) {
          // The second one's handler is registered last, and the first one fails.
          _ = try Concurrently.map([1, 2]) { part in
            usleep(name == "first" ? 200_000 : 400_000)
            require(name == "second" || part == 1, "too small")
          }
        }
      }
    }
    #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "first: too small\n")
  }
}
