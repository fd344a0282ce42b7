// Weights saved to files: as GANKit's own checkpoint, and as a state dict for PyTorch.
//
//     swift run -c release --package-path Examples Export [folder]

import Foundation
import GANKit

let folder =
  CommandLine.arguments.dropFirst().first.map { URL(filePath: $0, directoryHint: .isDirectory) }
  ?? FileManager.default.temporaryDirectory.appending(path: "gankit-export")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)

let makeGenerator = { (seed: UInt64) -> Sequential in
  let random = Random(seed: seed)
  return Sequential {
    Dense(16, 7 * 7 * 8, bias: false, using: random)
    BatchNorm(7 * 7 * 8, epsilon: 1e-5, activation: .relu)
    Reshape([7, 7, 8])
    ConvTranspose2D(8, 4, kernel: 4, stride: 2, padding: .explicit(1), activation: .relu, using: random)
    ConvTranspose2D(4, 1, kernel: 4, stride: 2, padding: .explicit(1), activation: .tanh, using: random)
  }
}
let generator = makeGenerator(1)
let z = Tensor.normal([4, 16], using: Random(seed: 2))
let pictures = generator(z, .inference)

// A checkpoint holds parameters and buffers under their names in GANKit.
var checkpoint = Checkpoint()
generator.save(to: &checkpoint, as: "generator")
try checkpoint.write(to: folder.appending(path: "generator.safetensors"))
let restored = makeGenerator(7)
try restored.load(
  from: Checkpoint(contentsOf: folder.appending(path: "generator.safetensors")), as: "generator")
precondition(restored(z, .inference) == pictures)

// A state dict has PyTorch's names and layouts: channels first, and the dense layer's units reordered to match.
let stateDict = folder.appending(path: "generator-pytorch.safetensors")
try PyTorchWeights(of: generator).save(to: stateDict)
for (name, shape) in try PyTorchWeights(of: generator).entries { print(name, shape) }
let returned = makeGenerator(8)
try PyTorchWeights(of: returned).load(from: stateDict)
precondition(returned(z, .inference) == pictures)
print("In Python: model.load_state_dict(safetensors.torch.load_file(\"\(stateDict.path)\"))")
