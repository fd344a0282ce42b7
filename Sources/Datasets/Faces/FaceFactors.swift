/// What varies in drawn faces: eight factors, each with a few categories and known probabilities, drawn independently
/// of each other.
public struct FaceFactors: Hashable, Sendable {
  public enum Skin: String, FaceCategory {
    case fair, tan, brown, dark

    public var probability: Double {
      switch self {
      case .fair, .tan: 0.3
      case .brown, .dark: 0.2
      }
    }
  }

  public enum HairColour: String, FaceCategory {
    case black, brown, blond, red

    public var probability: Double {
      switch self {
      case .black: 0.35
      case .brown: 0.3
      case .blond: 0.2
      case .red: 0.15
      }
    }
  }

  public enum HairStyle: String, FaceCategory {
    case short, bob, long, curls

    public var probability: Double {
      switch self {
      case .short: 0.35
      case .bob, .curls: 0.2
      case .long: 0.25
      }
    }
  }

  public enum Eyes: String, FaceCategory {
    case open, closed

    public var probability: Double { self == .open ? 0.75 : 0.25 }
  }

  public enum Mouth: String, FaceCategory {
    case neutral, smiling, open

    public var probability: Double {
      switch self {
      case .neutral: 0.35
      case .smiling: 0.4
      case .open: 0.25
      }
    }
  }

  public enum Glasses: String, FaceCategory {
    case none, worn

    public var probability: Double { self == .none ? 0.7 : 0.3 }
  }

  /// Which way the head is turned, as seen in the picture.
  public enum Pose: String, FaceCategory {
    case left, ahead, right

    public var probability: Double { self == .ahead ? 0.5 : 0.25 }
  }

  public enum Background: String, FaceCategory {
    case blue, green, rose, sand

    public var probability: Double {
      switch self {
      case .blue, .green: 0.3
      case .rose, .sand: 0.2
      }
    }
  }

  public var skin: Skin
  public var hairColour: HairColour
  public var hairStyle: HairStyle
  public var eyes: Eyes
  public var mouth: Mouth
  public var glasses: Glasses
  public var pose: Pose
  public var background: Background

  /// A face, by default with the most frequent category of each factor.
  public init(
    skin: Skin = .fair, hairColour: HairColour = .black, hairStyle: HairStyle = .short, eyes: Eyes = .open,
    mouth: Mouth = .smiling, glasses: Glasses = .none, pose: Pose = .ahead, background: Background = .blue
  ) {
    (self.skin, self.hairColour, self.hairStyle, self.eyes) = (skin, hairColour, hairStyle, eyes)
    (self.mouth, self.glasses, self.pose, self.background) = (mouth, glasses, pose, background)
  }
}

/// The categories of one factor of drawn faces.
public protocol FaceCategory: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The share of drawn faces in this category.
  var probability: Double { get }
}

extension FaceFactors {
  /// Draws a category of each factor.
  init(using dice: inout Dice) {
    self.init(
      skin: dice.category(), hairColour: dice.category(), hairStyle: dice.category(), eyes: dice.category(),
      mouth: dice.category(), glasses: dice.category(), pose: dice.category(), background: dice.category())
  }
}

extension Dice {
  fileprivate mutating func category<Category: FaceCategory>() -> Category {
    var left = Double(uniform())
    var chosen: Category!
    for category in Category.allCases {
      chosen = category
      left -= category.probability
      if left < 0 { break }
    }
    return chosen
  }
}
