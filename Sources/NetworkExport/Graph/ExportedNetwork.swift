import GANKit

/// A trained network, as it is written for other programs: as ONNX, or as PyTorch's class and weights.
///
///     let digits = try ExportedNetwork(network, name: "digits", about: "Draws digits.", input: .noise(100), version: "1.0")
///     try digits.write([.onnx, .pyTorch], to: folder)
///
/// Images have their channels before their pixels there, `[N, C, H, W]`. The network is written as it computes in inference:
/// batch normalization uses the running statistics, and dropout does nothing.
public struct ExportedNetwork {
  /// The first part of the files' names, such as "digits": letters, digits and underscores; all else in a name becomes an
  /// underscore.
  public let name: String
  /// What the network does, in a sentence.
  public let about: String
  public let input: NetworkInput
  /// The version of the program that exports.
  public let version: String
  let network: any Layer
  let block: ExportBlock
  /// What reaches the first layer.
  let content: Content

  /// - Parameters:
  ///   - network: built of the layers in the table of docs/export.md. Its weights are read when something is written.
  ///   - name: what the files are called.
  ///   - about: what the network does, in a sentence.
  ///   - input: what the network takes.
  ///   - version: the version of the program that exports.
  /// - Throws: `UnsupportedLayer`, if a layer is not known or does not fit what reaches it.
  public init(
    _ network: any Layer, name: String, about: String, input: NetworkInput, version: String
  ) throws(UnsupportedLayer) {
    (self.network, self.about, self.input, self.version) = (network, about, input, version)
    self.name = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    // Pictures of any size first. Some layers need to know one.
    let any = input.content(isAnySize: true)
    do {
      block = try GraphBuilder.block(of: network, reading: any)
      content = any
    } catch {
      let one = input.content(isAnySize: false)
      guard error.kind == .size, one != any else { throw error }
      block = try GraphBuilder.block(of: network, reading: one)
      content = one
    }
  }
}
