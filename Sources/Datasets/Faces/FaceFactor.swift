/// The factors of drawn faces by name, with their categories in a fixed order: for tables, and for judges that refer to
/// categories by number.
public enum FaceFactor: String, CaseIterable, Hashable, Sendable {
  case skin
  case hairColour = "hair colour"
  case hairStyle = "hair style"
  case eyes, mouth, glasses, pose, background

  /// The names of the categories.
  public var categories: [String] {
    switch self {
    case .skin: names(FaceFactors.Skin.self)
    case .hairColour: names(FaceFactors.HairColour.self)
    case .hairStyle: names(FaceFactors.HairStyle.self)
    case .eyes: names(FaceFactors.Eyes.self)
    case .mouth: names(FaceFactors.Mouth.self)
    case .glasses: names(FaceFactors.Glasses.self)
    case .pose: names(FaceFactors.Pose.self)
    case .background: names(FaceFactors.Background.self)
    }
  }

  /// The share of drawn faces in each category; the shares sum to 1.
  public var probabilities: [Double] {
    switch self {
    case .skin: shares(FaceFactors.Skin.self)
    case .hairColour: shares(FaceFactors.HairColour.self)
    case .hairStyle: shares(FaceFactors.HairStyle.self)
    case .eyes: shares(FaceFactors.Eyes.self)
    case .mouth: shares(FaceFactors.Mouth.self)
    case .glasses: shares(FaceFactors.Glasses.self)
    case .pose: shares(FaceFactors.Pose.self)
    case .background: shares(FaceFactors.Background.self)
    }
  }

  private func names<Category: FaceCategory>(_: Category.Type) -> [String] {
    Category.allCases.map(\.rawValue)
  }

  private func shares<Category: FaceCategory>(_: Category.Type) -> [Double] {
    Category.allCases.map(\.probability)
  }
}

extension FaceFactors {
  /// The number of a factor's category, counted from 0 in the order of `FaceFactor.categories`.
  public subscript(factor: FaceFactor) -> Int {
    switch factor {
    case .skin: position(of: skin)
    case .hairColour: position(of: hairColour)
    case .hairStyle: position(of: hairStyle)
    case .eyes: position(of: eyes)
    case .mouth: position(of: mouth)
    case .glasses: position(of: glasses)
    case .pose: position(of: pose)
    case .background: position(of: background)
    }
  }

  /// The factors whose categories have the numbers that `position` returns.
  public init(_ position: (FaceFactor) -> Int) {
    self.init(
      skin: category(position(.skin)), hairColour: category(position(.hairColour)),
      hairStyle: category(position(.hairStyle)), eyes: category(position(.eyes)),
      mouth: category(position(.mouth)), glasses: category(position(.glasses)),
      pose: category(position(.pose)), background: category(position(.background)))
  }
}

private func position<Category: FaceCategory>(of category: Category) -> Int {
  Array(Category.allCases).firstIndex(of: category)!
}

private func category<Category: FaceCategory>(_ position: Int) -> Category {
  Array(Category.allCases)[position]
}
