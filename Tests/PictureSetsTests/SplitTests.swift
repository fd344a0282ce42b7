import Foundation
import GANKit
import TestSupport
import Testing

@testable import PictureSets

@Suite("Which pictures are for testing, and which look alike")
struct SplitTests {
  private let names = (0..<400).map { "picture \($0)" }

  @Test("About the share, the same every time, another with another seed")
  func share() {
    for share in [0.1, 0.5, 0.8] {
      let test = TestSplit(share: share).sides(of: names, alike: []).isTest
      #expect(abs(Double(test.count { $0 }) - 400 * share) < 40)
      #expect(test == TestSplit(share: share).sides(of: names, alike: []).isTest)
      #expect(test != TestSplit(share: share, seed: 2).sides(of: names, alike: []).isTest)
    }
  }

  @Test("Pictures that are added or removed move none of the others")
  func stable() {
    let all = TestSplit().sides(of: names, alike: []).isTest
    let kept = names.indices.filter { $0 % 3 != 1 }.reversed()
    let some = TestSplit().sides(of: kept.map { names[$0] }, alike: []).isTest
    #expect(some == kept.map { all[$0] })
    // The same letters in two ways of writing them are one name.
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
    for seed in 1...20 as ClosedRange<UInt64> {
      let split = TestSplit(share: 0.5, seed: seed)
      #expect(
        split.sides(of: names + [composed], alike: []).isTest
          == split.sides(of: names + [decomposed], alike: []).isTest)
    }
  }

  @Test("At least one picture on each side, whatever the share")
  func both() {
    for count in 2...12 {
      for share in [0.001, 0.999] {
        let sides = TestSplit(share: share).sides(of: Array(names.prefix(count)), alike: [])
        #expect(sides.isTest.count { $0 } == (share < 0.5 ? 1 : count - 1))
      }
    }
  }

  @Test("What looks alike stays together, in training; if all does, the split stays as it is")
  func alike() {
    let split = TestSplit(share: 0.5)
    let free = split.sides(of: names, alike: []).isTest
    let group = Array(0..<10)
    let sides = split.sides(of: names, alike: [group])
    #expect(group.allSatisfy { !sides.isTest[$0] })
    #expect(sides.moved == group.filter { free[$0] } && !sides.moved.isEmpty)
    #expect(Array(sides.isTest[10...]) == Array(free[10...]) && !sides.isMixed)

    let all = split.sides(of: names, alike: [Array(names.indices)])
    #expect(all.isMixed && all.isTest == free && all.moved.isEmpty)
    // Two halves that each lie on both sides: one of them is for testing, whole.
    let halves = split.sides(of: names, alike: [Array(0..<200), Array(200..<400)])
    #expect(Set(halves.isTest[..<200]).count == 1 && Set(halves.isTest[200...]).count == 1)
    #expect(halves.isTest[0] != halves.isTest[399] && !halves.isMixed)
  }

  @Test("Hashes within four bits are found, directly or through others, as by comparing all")
  func groups() {
    let random = Random(seed: 3)
    var looks = (0..<300).map { _ in random.bits() }
    for index in 0..<120 {
      var look = looks[random.integer(below: looks.count)]
      for _ in 0..<(index % 7) { look ^= 1 << UInt64(random.integer(below: 64)) }
      looks.append(look)
    }
    var labels = Array(looks.indices)
    var changes = true
    while changes {
      changes = false
      for a in looks.indices {
        for b in looks.indices where (looks[a] ^ looks[b]).nonzeroBitCount <= 4 && labels[b] < labels[a] {
          labels[a] = labels[b]
          changes = true
        }
      }
    }
    let wanted = Dictionary(grouping: looks.indices) { labels[$0] }.values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
    #expect(wanted.count > 30)
    #expect(NearDuplicates.groups(looks) == wanted)
    #expect(NearDuplicates.groups([]) == [] && NearDuplicates.groups([7]) == [])
  }
}
