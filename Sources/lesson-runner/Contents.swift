// Written by `author sync` from the list in Package.swift.
import ConditionalGAN
import CycleGAN
import DCGAN
import GANTheory
import GenerativeModels
import IdealDiscriminator
import LessonKit
import Pix2Pix
import SRGAN
import VanillaGAN

/// The lessons of the book, in the order of the chapters.
var lessons: [any Lesson.Type] {
  [
    GANTheoryLesson.self,
    IdealDiscriminatorLesson.self,
    VanillaGANLesson.self,
    DCGANLesson.self,
    ConditionalGANLesson.self,
    Pix2PixLesson.self,
    CycleGANLesson.self,
    SRGANLesson.self,
    GenerativeModelsLesson.self,
  ]
}
