import GANKit
import Judges
import Pictures

/// A sharp picture and the small one that is made from it, a quarter as wide and as high.
struct PicturePair {
  let name: String
  let sharp: Image
  let small: Image

  // snippet.small
  /// - Parameter sharp: its sides are multiples of 4.
  init(name: String, sharp: Image) {
    (self.name, self.sharp) = (name, sharp)
    // Antialiased and rounded to 8 bits: what a file would hold.
    small = sharp.resized(width: sharp.width / 4, height: sharp.height / 4, .bicubic)
  }
  // snippet.end

  /// The small picture as a batch of one, in [-1, 1].
  var smallTensor: Tensor { Tensor([small]) }
}

extension PicturePair {
  /// The small picture, enlarged bicubically, in 8 bits.
  var bicubicPicture: Image { small.resized(width: sharp.width, height: sharp.height, .bicubic) }

  /// The small picture, enlarged by a generator, in 8 bits.
  func enlarged(by generator: Generator) -> Image {
    Image.batch(generator(smallTensor, .inference))[0]
  }

  func fidelity(of picture: Image) -> PictureFidelity { PictureFidelity(of: picture, to: sharp, border: 4) }
}

extension [PicturePair] {
  /// The mean PSNR of the pictures that a generator enlarges, in decibels.
  func psnr(of generator: Generator) -> Double {
    PictureFidelity.mean(map { $0.fidelity(of: $0.enlarged(by: generator)) }).psnr
  }
}
