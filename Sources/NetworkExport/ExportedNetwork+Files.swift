import Files
import Foundation

extension ExportedNetwork {
  /// A way to write a network.
  public enum Format: String, CaseIterable, Sendable {
    /// `name.onnx`.
    case onnx
    /// `name.py`, a class, and `name.safetensors`, its weights.
    case pyTorch
  }

  /// The names of the files that ``write(_:to:)`` writes.
  public func fileNames(_ formats: [Format]) -> [String] {
    (formats.contains(.onnx) ? ["\(name).onnx"] : [])
      + (formats.contains(.pyTorch) ? ["\(name).py", "\(name).safetensors"] : []) + ["README.md"]
  }

  /// Writes the files of some formats, and a README.md about them, into a folder that exists.
  ///
  /// - Throws: `UnsupportedLayer` or `PyTorchWeightsError`, before anything is written, if the network has no counterpart
  ///   in PyTorch; `FileError`.
  public func write(_ formats: [Format], to folder: URL) throws {
    func file(_ name: String) -> URL { folder.appending(path: name, directoryHint: .notDirectory) }
    let module = formats.contains(.pyTorch) ? try PyTorchModule(self) : nil
    if formats.contains(.onnx) {
      try AtomicFile.write(try ONNXModel(self).bytes(), to: file("\(name).onnx"))
    }
    if let module {
      try module.saveWeights(to: file("\(name).safetensors"))
      try AtomicFile.write(Data(module.source.utf8), to: file("\(name).py"))
    }
    try AtomicFile.write(Data(readme(formats).utf8), to: file("README.md"))
  }
}
