import LessonKit

/// The labs of the book, in the order of the chapters.
public var labLessons: [any Lesson.Type] {
  [
    GANTheoryLabs.self, IdealDiscriminatorLabs.self, VanillaGANLabs.self, DCGANLabs.self,
    ConditionalGANLabs.self, Pix2PixLabs.self, CycleGANLabs.self, SRGANLabs.self,
    GenerativeModelsLabs.self,
  ]
}
