import GANKit
