import GANKit
import LessonKit

/// One lab of a chapter: a training that goes wrong, and the mistake that is behind it.
struct Lab<Owner: LabLesson>: Sendable {
  /// The id of its first step; `-cause` and `-cure` follow.
  let name: String
  /// What is set to mend the mistake.
  let setting: Setting<String>
  let mended: String
  /// What the library should name first.
  let kind: HealthFinding.Kind
  /// Makes the training, with the mistake or without.
  let make: @Sendable (Owner, _ isMended: Bool) -> any LabTraining

  /// - Parameters:
  ///   - setting: its name.
  ///   - broken: its value in the lab, which is the mistake.
  ///   - mended: its value without the mistake.
  ///   - help: what it sets.
  init(
    _ name: String, setting: String, broken: String, mended: String, _ help: String,
    named kind: HealthFinding.Kind, make: @escaping @Sendable (Owner, _ isMended: Bool) -> any LabTraining
  ) {
    (self.name, self.mended, self.kind, self.make) = (name, mended, kind, make)
    self.setting = Setting(setting, broken, oneOf: [broken, mended], help)
  }
}
