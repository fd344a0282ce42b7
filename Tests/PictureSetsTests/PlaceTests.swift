import Datasets
import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import PictureSets

@Suite("Sets are written whole or not at all")
struct PlaceTests {
  private let photos: PhotoFolder
  private struct Stop: Error {}

  init() throws {
    photos = try PhotoFolder()
    try photos.fill("photos", 20)
  }

  private func set(_ options: PictureSet.Options = .init(), from: String = "photos", to: URL? = nil) throws
    -> PictureSet
  {
    try .pairs(.inpaint, from: photos.place(from), size: 16, to: to ?? photos.home, options)
  }

  private var again: PictureSet.Options { PhotoFolder.options { $0.replaces = true } }

  @Test("Two runs give the same bytes, reports included")
  func sameBytes() throws {
    _ = try set().make()
    let first = try photos.files("data")
    _ = try set(again).make()
    #expect(try photos.files("data") == first)
    #expect(first.count == 22)
  }

  @Test("What is stopped half-way leaves nothing, not even the folders around it")
  func stopped() throws {
    let home = photos.place("new/deep/data")
    for count in [0, 16, 20] {
      #expect(throws: Stop.self) {
        try set(to: home).make(progress: { done, _ in if done == count { throw Stop() } })
      }
      #expect(throws: Stop.self) { try set(to: home).make(advice: { _ in throw Stop() }) }
      #expect(try photos.folder.names == ["photos"])
    }
  }

  @Test("A failure leaves the set that was there as it was")
  func failure() throws {
    _ = try set().make()
    let before = try photos.files("data")
    #expect(throws: Stop.self) {
      try set(again).make(progress: { done, _ in if done == 16 { throw Stop() } })
    }
    #expect(try photos.files("data") == before)
    try photos.folder.file("bad/1.png", [])
    let error = #expect(throws: DataError.self) { try set(again, from: "bad").make() }
    #expect(error?.description.contains("1.png") == true)
    #expect(try photos.files("data") == before)
  }

  @Test("A set that is there is replaced only if asked, and only if it was made here")
  func force() throws {
    _ = try set().make()
    let error = #expect(throws: PlaceTaken.self) { try set().make() }
    #expect(error?.description.contains("--force") == true)
    _ = try set(again).make()

    try photos.folder.write("precious", to: "other/facades/notes.txt")
    #expect(throws: PlaceTaken.self) { try set(again, to: photos.place("other")).make() }
    #expect(try photos.files("other").keys.sorted() == ["facades/notes.txt"])
    try photos.folder.write("a file", to: "third/facades")
    #expect(throws: PlaceTaken.self) { try set(again, to: photos.place("third")).make() }
    try FileManager.default.createDirectory(
      at: photos.place("empty/facades"), withIntermediateDirectories: true)
    _ = try set(to: photos.place("empty")).make()
  }

  @Test("A set does not go where its pictures come from, by whatever path")
  func overlap() throws {
    #expect(throws: PlaceTaken.self) { try set(to: photos.place("photos")).make() }
    try FileManager.default.createSymbolicLink(
      at: photos.place("link"), withDestinationURL: photos.place("photos"))
    #expect(throws: PlaceTaken.self) { try set(to: photos.place("link/within")).make() }
    #expect(throws: PlaceTaken.self) {
      try PictureSet.resized(from: photos.place("photos"), size: 8, to: photos.folder.url, again).make()
    }
    #expect(try photos.files("photos").count == 20)
  }

  @Test("Two programs do not write into one data folder")
  func together() throws {
    _ = try set().make()
    let descriptor = open(photos.home.path, O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let error = #expect(throws: PlaceTaken.self) { try set(again).make() }
    #expect(error?.description.contains("Another program") == true)
  }

  @Test("Folders that are missing, empty or files; a single picture")
  func sources() throws {
    #expect(kind(naming: "nowhere") { _ = try set(from: "nowhere") } == .missingSet)
    try photos.folder.write("text", to: "notes/notes.txt")
    #expect(kind(naming: "notes") { _ = try set(from: "notes") } == .missingSet)
    #expect(kind(naming: "notes.txt") { _ = try set(from: "notes/notes.txt") } == .missingSet)
    try photos.fill("one", 1)
    #expect(kind(naming: "one") { _ = try set(from: "one").make() } == .incompleteSet)
    #expect(!photos.hasData)
  }
}
