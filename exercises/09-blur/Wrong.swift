// Answers that look right, for the test of the checks.

/// The bottleneck makes the blur, so a wider one must take it away.
enum LackOfRoom: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isUsed
  static let bound = Change.rises
  static let sharpness = Change.rises
}

/// Not all of the new numbers say something, so they are taken to be idle.
enum NotAllAreActive: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isLeftEmpty
  static let bound = Change.rises
  static let sharpness = Change.falls
}

/// A larger model has a better likelihood.
enum LargerIsLikelier: BlurAndRoom {
  static let usual = Solution.usual
  static let roomy = Solution.roomy
  static let room = Room.isUsed
  static let bound = Change.falls
  static let sharpness = Change.falls
}

/// The estimate of -ln p(x) for the bound.
enum EstimateForBound: BlurAndRoom {
  static let usual = Reading(bound: 140.2, activeLatents: 19, sharpness: 0.517)
  static let roomy = Reading(bound: 154.7, activeLatents: 62, sharpness: 0.464)
  static let room = Room.isUsed
  static let bound = Change.rises
  static let sharpness = Change.falls
}

/// The bound of the network that has two latent numbers.
enum OtherNetwork: BlurAndRoom {
  static let usual = Reading(bound: 174.6, activeLatents: 19, sharpness: 0.517)
  static let roomy = Reading(bound: 175.7, activeLatents: 62, sharpness: 0.464)
  static let room = Room.isUsed
  static let bound = Change.rises
  static let sharpness = Change.falls
}

/// The sharpness of drawn pixels, which are speckled.
enum DrawnPixels: BlurAndRoom {
  static let usual = Reading(bound: 147.4, activeLatents: 19, sharpness: 1.754)
  static let roomy = Reading(bound: 166.3, activeLatents: 62, sharpness: 1.990)
  static let room = Room.isUsed
  static let bound = Change.rises
  static let sharpness = Change.falls
}

/// The numbers of the two runs in each other's place.
enum RunsSwapped: BlurAndRoom {
  static let usual = Solution.roomy
  static let roomy = Solution.usual
  static let room = Room.isUsed
  static let bound = Change.rises
  static let sharpness = Change.falls
}
