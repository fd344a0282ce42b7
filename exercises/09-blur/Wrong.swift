// Answers that look right, for the test of the checks.

/// The bottleneck makes the blur, so a wider one must take it away.
enum LackOfRoom: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isLeftEmpty
  static let bound = Change.isUnchanged
  static let sharpness = Change.rises
}

/// The active ones have become more, so the room is used.
enum MoreAreActive: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isUsed
  static let bound = Change.isUnchanged
  static let sharpness = Change.isUnchanged
}

/// A larger model has a better likelihood.
enum LargerIsLikelier: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isLeftEmpty
  static let bound = Change.falls
  static let sharpness = Change.isUnchanged
}

/// The estimate of -ln p(x) for the bound.
enum EstimateForBound: BlurAndRoom {
  static let usual = Reading(bound: 118.6, activeLatents: 18, sharpness: 0.706)
  static let roomy = Reading(bound: 119.5, activeLatents: 24, sharpness: 0.725)
  static let room = Room.isLeftEmpty
  static let bound = Change.isUnchanged
  static let sharpness = Change.isUnchanged
}

/// The bound of the network that has two latent numbers.
enum OtherNetwork: BlurAndRoom {
  static let usual = Reading(bound: 161.7, activeLatents: 18, sharpness: 0.706)
  static let roomy = Reading(bound: 162.4, activeLatents: 24, sharpness: 0.725)
  static let room = Room.isLeftEmpty
  static let bound = Change.isUnchanged
  static let sharpness = Change.isUnchanged
}

/// The sharpness of drawn pixels, which are speckled.
enum DrawnPixels: BlurAndRoom {
  static let usual = Reading(bound: 124.3, activeLatents: 18, sharpness: 1.214)
  static let roomy = Reading(bound: 125.6, activeLatents: 24, sharpness: 1.203)
  static let room = Room.isLeftEmpty
  static let bound = Change.isUnchanged
  static let sharpness = Change.isUnchanged
}

/// The numbers of the two runs in each other's place.
enum RunsSwapped: BlurAndRoom {
  static let usual = Solution.roomy
  static let roomy = Solution.usual
  static let room = Room.isLeftEmpty
  static let bound = Change.isUnchanged
  static let sharpness = Change.isUnchanged
}
