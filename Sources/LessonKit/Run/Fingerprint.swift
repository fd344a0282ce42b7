import Foundation
import GANKit

/// A 64-bit hash (Fowler, Noll and Vo, 1a) that tells versions apart. It is no protection against forgery.
struct Fingerprint {
  private(set) var value: UInt64 = 14_695_981_039_346_656_037

  mutating func add(_ word: UInt64) { value = (value ^ word) &* 1_099_511_628_211 }

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(0x100)  // so that "ab" + "c" differs from "a" + "bc"
  }

  var text: String { String(repeating: "0", count: max(0, 16 - hex.count)) + hex }

  private var hex: String { String(value, radix: 16) }

  /// Of the running program, by the size and time of its file: a build has one of its own.
  static func program() -> String {
    var print = Fingerprint()
    var status = stat()
    if stat(Bundle.main.executablePath ?? CommandLine.arguments[0], &status) == 0 {
      print.add(UInt64(status.st_size))
      #if canImport(Glibc)
        print.add(UInt64(bitPattern: Int64(status.st_mtim.tv_sec)))
        print.add(UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)))
      #else
        print.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_sec)))
        print.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_nsec)))
      #endif
    }
    return print.text
  }
}

extension Chapter {
  /// Changes when the text, a default of the settings, or the code of the lesson does.
  /// - Parameter sources: the folder of the lesson's code; left out if it is not there.
  public func fingerprint(settings: [any AnySetting], sources: URL?) -> String {
    var print = Fingerprint()
    print.add(title)
    print.add(text.markdown)
    for setting in settings {
      print.add(setting.name)
      for budget in Budget.allCases { print.add(setting.defaultScalar(for: budget).description) }
    }
    if let sources {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
      for name in names.sorted() where name.hasSuffix(".swift") {
        print.add(name)
        print.add((try? String(contentsOf: sources.appending(path: name), encoding: .utf8)) ?? "")
      }
    }
    return print.text
  }
}

extension Checkpoint {
  /// Equal for equal content, and only by a freak of chance for different content.
  var fingerprint: UInt64 {
    var print = Fingerprint()
    for name in names {
      print.add(name)
      if let tensor = self[tensor: name] {
        tensor.withScalars { for scalar in $0 { print.add(UInt64(scalar.bitPattern)) } }
      }
      self[integers: name]?.forEach { print.add($0) }
    }
    return print.value
  }
}
