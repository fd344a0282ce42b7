import Foundation

/// Writes folders so that each is either complete or not there at all.
public enum AtomicFolder {
  /// Replaces the folder at `url`, if there is one, by a folder that `fill` makes: all or nothing of it. The folder around
  /// it must exist.
  /// - Parameter fill: writes into the empty folder that it gets, beside the destination.
  /// - Throws: what `fill` throws, and `FileError`. Everything is then as it was.
  public static func replace(_ url: URL, fill: (URL) throws -> Void) throws {
    try replace([url]) { try fill($0[0]) }
  }

  /// The same for folders that belong together: all are replaced, or none.
  /// - Parameter fill: writes into the empty folders that it gets, in the order of `folders`.
  public static func replace(_ folders: [URL], fill: ([URL]) throws -> Void) throws {
    let places = folders.map(Place.init)
    for place in places { try place.tidy() }
    do {
      for place in places {
        guard mkdir(place.new.path, 0o777) == 0 else { throw FileError(.write, place.new, code: errno) }
      }
      try fill(places.map(\.new))
      try exchange(places[...])
    } catch {
      for place in places { try? FileManager.default.removeItem(at: place.new) }
      throw error
    }
    for place in places { try? FileManager.default.removeItem(at: place.old) }
  }

  /// Puts the new folders where the old ones are; after an error the old ones are back.
  private static func exchange(_ places: ArraySlice<Place>) throws {
    guard let place = places.first else { return }
    let replaces = exists(place.url)
    if replaces { try rename(place.url, to: place.old) }
    do {
      try rename(place.new, to: place.url)
      do { try exchange(places.dropFirst()) } catch {
        try rename(place.url, to: place.new)
        throw error
      }
    } catch {
      if replaces { try rename(place.old, to: place.url) }
      throw error
    }
  }

  /// A folder's final place and those of its successor and its predecessor, beside it.
  private struct Place {
    let url, new, old: URL

    init(_ url: URL) {
      let (parent, name) = (url.deletingLastPathComponent(), url.lastPathComponent)
      self.url = url
      new = parent.appending(path: ".writing-\(name)", directoryHint: .isDirectory)
      old = parent.appending(path: ".replaced-\(name)", directoryHint: .isDirectory)
    }

    /// Removes what a program left that was killed, and undoes half an exchange.
    func tidy() throws {
      if exists(old), !exists(url) { try rename(old, to: url) }
      for rest in [new, old] where exists(rest) { try FileManager.default.removeItem(at: rest) }
    }
  }

  private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  private static func rename(_ url: URL, to new: URL) throws {
    guard Foundation.rename(url.path, new.path) == 0 else { throw FileError(.write, new, code: errno) }
  }
}
