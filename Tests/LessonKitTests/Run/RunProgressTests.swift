import Foundation
import Testing

@testable import LessonKit

@Suite("The progress of a run, for whoever watches its folder") struct RunProgressTests {
  @Test("While a run goes on, its folder says which step and how far; afterwards it says nothing")
  func whileItRuns() throws {
    let toy = ToyRun()
    var seen: [RunProgress] = []
    var steps: [String?] = []
    let folder = toy.runFolder
    toy.at(0) { steps.append(RunProgress.read(inRunFolder: folder)?.step) }
    ToyHooks.set(folder.path + "/second") { iteration in
      guard iteration < 2 else { return }
      seen += [RunProgress.read(inRunFolder: folder)].compactMap { $0 }
      // Longer than the shortest time between two notes.
      if iteration == 0 { usleep(600_000) }
    }
    defer { ToyHooks.set(folder.path + "/second", nil) }
    #expect(toy.execute().error == nil)
    #expect(steps == ["walk"])
    #expect(seen.count == 2 && seen[0].step == "walk-back")
    let progress = try #require(seen.last)
    #expect(progress.process == getpid())
    #expect(progress.step == "walk-back" && progress.loop == "second")
    #expect(progress.iteration == 1 && progress.count == 50)
    #expect(progress.values["x"] != nil)
    #expect(progress.secondsLeft.map { $0 > 0 } == true)
    #expect(RunProgress.read(inRunFolder: toy.runFolder) == nil)
    #expect(try toy.folder.files().keys.allSatisfy { !$0.hasSuffix("progress.json") })
  }

  @Test("What a killed run left is no progress, because nobody holds the folder")
  func killed() throws {
    let folder = ScratchFolder()
    try JSONEncoder().encode(RunProgress(step: "walk")).write(to: folder.url.appending(path: "progress.json"))
    #expect(RunProgress.read(inRunFolder: folder.url) == nil)
    let lock = try FolderLock(folder: folder.url)
    #expect(RunProgress.read(inRunFolder: folder.url)?.step == "walk")
    #expect(FolderLock.owner(of: folder.url) == getpid())
    // Looking takes nothing away: the lock is still held.
    #expect(throws: UsageError.self) { try FolderLock(folder: folder.url) }
    withExtendedLifetime(lock) {}
  }

  @Test("A folder in which somebody looks again and again can still be taken")
  func looking() throws {
    let folder = ScratchFolder()
    _ = try FolderLock(folder: folder.url)
    let url = folder.url
    let flag = Flag()
    Thread.detachNewThread {
      while !flag.isRaised {
        _ = FolderLock.owner(of: url)
        usleep(200)
      }
    }
    for _ in 0..<300 { _ = try FolderLock(folder: url) }
    flag.isRaised = true
  }
}
