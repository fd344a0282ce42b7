import GANKit

/// A setting for what is changed at random in the pictures that a discriminator judges; see `Augmentation`.
public enum AugmentationChoice: String, SettingChoice {
  case none
  /// They are moved.
  case translation
  /// They are moved, and a part is cut out.
  case geometric
  /// Their colours are changed too.
  case all

  public var augmentation: Augmentation {
    switch self {
    case .none: []
    case .translation: .translation
    case .geometric: .geometric
    case .all: .all
    }
  }
}
