import CCairo
import CImageReaders
import CMarkGFM
import CPNG
import CWebP
import CZlib
import Foundation
import GANKit

/// The machine.
struct SystemDescription: Encodable {
  var name = ProcessInfo.processInfo.operatingSystemVersionString
  var architecture = Self.architecture
  var processor = Self.field("model name") ?? "unknown processor"
  /// Cores that this process may use.
  var cores = Machine.cores
  /// Cores that the machine has.
  var machineCores = Machine.allowance.machine
  /// The vector instructions that matter here, best first.
  var simd = Self.simd
  var memoryBytes = ProcessInfo.processInfo.physicalMemory

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another architecture"
    #endif
  }

  private static var simd: [String] {
    #if arch(arm64)
      return ["NEON"]
    #else
      let flags = Set((field("flags") ?? "").split(separator: " ").map(String.init))
      let known = [
        ("avx512f", "AVX-512"), ("avx2", "AVX2"), ("fma", "FMA"), ("avx", "AVX"), ("sse4_2", "SSE4.2"),
      ]
      return known.filter { flags.contains($0.0) }.map(\.1)
    #endif
  }

  /// A field of /proc/cpuinfo, or what macOS says of its processor.
  private static func field(_ name: String) -> String? {
    #if os(Linux)
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
      let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
      return line.flatMap { $0.split(separator: ":", maxSplits: 1).last }
        .map { $0.trimmingCharacters(in: .whitespaces) }
    #else
      guard name == "model name" else { return nil }
      var size = 0
      sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
      var text = [CChar](repeating: 0, count: max(size, 1))
      sysctlbyname("machdep.cpu.brand_string", &text, &size, nil, 0)
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #endif
  }
}

/// The libraries that this program was linked with.
enum Libraries {
  static var versions: [String: String] {
    [
      "cairo": String(cString: cairo_version_string()),
      "cmark-gfm": String(cString: cmark_version_string()),
      "libjpeg": String(cString: gk_jpeg_version()),
      "libpng": String(cString: png_get_libpng_ver(nil)),
      "libwebp": webP,
      "zlib": String(cString: zlibVersion()),
    ]
  }

  /// libwebp packs the three parts of its version into one number.
  private static var webP: String {
    let number = WebPGetDecoderVersion()
    return [16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
  }
}
