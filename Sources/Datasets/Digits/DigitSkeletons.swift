extension DigitPen {
  /// Writes the skeleton of a digit in one of the ways in which people write it.
  mutating func write(digit: Int) {
    switch digit {
    case 0: writeZero()
    case 1: writeOne()
    case 2: writeTwo()
    case 3: writeThree()
    case 4: writeFour()
    case 5: writeFive()
    case 6: writeSix()
    case 7: writeSeven()
    case 8: writeEight()
    default: writeNine()
    }
  }

  private mutating func writeZero() {
    let width = dice.uniform(0.24, 0.4)
    // Most people start at the top and move to the left; the ends rarely meet exactly.
    oval(
      center: [0.35, 0.5], radii: [width, 0.5], from: dice.uniform(-0.36, -0.16),
      sweep: dice.uniform(-1.08, -0.95))
  }

  private mutating func writeOne() {
    switch dice.choice(0.68, 0.22, 0.1) {
    case 0:  // a single stroke
      down(0.32, 0)
      line(0.3, 1)
    case 1:  // with an upstroke
      down(dice.uniform(0.12, 0.22), dice.uniform(0.15, 0.26))
      line(0.36, 0)
      line(0.34, 1)
    default:  // with an upstroke and a foot
      down(0.14, 0.2)
      line(0.36, 0)
      line(0.35, 1)
      down(0.12, 1)
      line(0.6, 0.99)
    }
  }

  private mutating func writeTwo() {
    let start = dice.uniform(0.14, 0.3)
    down(0.04, start)
    if dice.choice(0.55, 0.45) == 0 {  // with a corner at the foot
      curve([0.14, 0.06], [0.34, 0], [0.56, 0.11], [0.57, 0.32], [0.36, 0.65], [0.03, 0.97])
      curve([0.3, 0.96], [0.66, 0.96])
    } else {  // with a loop
      curve(
        [0.14, 0.06], [0.34, 0], [0.56, 0.12], [0.55, 0.35], [0.36, 0.68], [0.13, 0.94], [0, 0.92],
        [0.06, 0.8], [0.26, 0.83], [0.45, 0.95], [0.7, 0.94])
    }
  }

  private mutating func writeThree() {
    if dice.choice(0.8, 0.2) == 0 {  // two bows
      down(0.05, dice.uniform(0.08, 0.18))
      curve([0.27, 0], [0.52, 0.12], [0.46, 0.36], [0.22, 0.47])
    } else {  // a flat top
      down(0.04, 0.04)
      line(0.54, 0.02)
      line(0.24, 0.42)
    }
    curve([0.5, 0.54], [0.6, 0.76], [0.4, 0.98], [0.16, 0.98], [0, dice.uniform(0.8, 0.92)])
  }

  private mutating func writeFour() {
    let bar = dice.uniform(0.48, 0.62)
    switch dice.choice(0.45, 0.3, 0.25) {
    case 0:  // open at the top
      down(0.1, dice.uniform(0, 0.1))
      line(0.03, bar)
      line(0.62, bar - 0.02)
      down(0.54, dice.uniform(0.0, 0.2))
      line(0.47, 1)
    case 1:  // open and round
      down(0.08, 0.02)
      curve([0.03, 0.28], [0.1, bar - 0.06], [0.32, bar - 0.04], [0.56, bar - 0.14])
      down(0.58, 0)
      curve([0.52, 0.5], [0.46, 1])
    default:  // closed: one diagonal
      down(0.45, 0)
      line(0, bar + 0.06)
      line(0.68, bar + 0.04)
      down(0.47, dice.uniform(0, 0.25))
      line(0.44, 1)
    }
  }

  private mutating func writeFive() {
    if dice.choice(0.65, 0.35) == 0 {  // stem and bow, then the bar
      down(0.17, 0.03)
      line(0.1, 0.42)
      curve([0.34, 0.38], [0.57, 0.55], [0.53, 0.84], [0.28, 1], [0, dice.uniform(0.85, 0.96)])
      down(0.17, 0.02)
      line(dice.uniform(0.5, 0.7), 0)
    } else {  // in one go, like an S
      down(dice.uniform(0.55, 0.68), 0.04)
      curve(
        [0.33, 0.02], [0.15, 0.1], [0.12, 0.36], [0.34, 0.44], [0.55, 0.62], [0.47, 0.9], [0.24, 1], [0, 0.9])
    }
  }

  private mutating func writeSix() {
    if dice.choice(0.6, 0.4) == 0 {  // leaning back
      down(dice.uniform(0.4, 0.58), 0)
      curve(
        [0.25, 0.2], [0.08, 0.5], [0.06, 0.8], [0.25, 0.99], [0.49, 0.9], [0.54, 0.7], [0.38, 0.56],
        [0.19, 0.63],
        [0.08, 0.8])
    } else {  // upright with a flat loop
      down(0.24, 0)
      curve(
        [0.1, 0.32], [0.05, 0.66], [0.15, 0.95], [0.4, 0.98], [0.53, 0.8], [0.38, 0.64], [0.17, 0.7],
        [0.07, 0.84])
    }
  }

  private mutating func writeSeven() {
    let style = dice.choice(0.6, 0.2, 0.2)
    if style == 2 {  // with a serif
      down(0.02, dice.uniform(0.14, 0.24))
      line(0.04, 0.03)
    } else {
      down(0, dice.uniform(0.02, 0.12))
    }
    line(0.6, 0.03)
    curve([dice.uniform(0.36, 0.48), 0.45], [dice.uniform(0.15, 0.35), 1])
    if style == 1 {  // with a bar across
      down(0.16, 0.52)
      line(0.6, 0.49)
    }
  }

  private mutating func writeEight() {
    if dice.choice(0.75, 0.25) == 0 {  // one line that crosses itself
      down(0.52, dice.uniform(0.08, 0.18))
      curve(
        [0.32, 0], [0.11, 0.11], [0.14, 0.32], [0.35, 0.48], [0.55, 0.7], [0.5, 0.92], [0.28, 1],
        [0.06, 0.91],
        [0.08, 0.7], [0.28, 0.49], [0.48, 0.32], [0.54, 0.12])
    } else {  // two rings
      oval(center: [0.3, 0.24], radii: [dice.uniform(0.17, 0.24), 0.24], from: -0.2, sweep: -1.02)
      oval(center: [0.3, 0.74], radii: [dice.uniform(0.22, 0.3), 0.26], from: -0.25, sweep: 1.02)
    }
  }

  private mutating func writeNine() {
    down(0.53, dice.uniform(0.1, 0.2))
    curve([0.32, 0], [0.08, 0.14], [0.07, 0.36], [0.27, 0.47], [0.46, 0.36], [0.54, 0.14])
    if dice.choice(0.6, 0.4) == 0 {  // a straight stem
      curve([0.51, 0.5], [dice.uniform(0.34, 0.5), 1])
    } else {  // a tail
      curve([0.55, 0.5], [0.48, 0.84], [0.26, 1], [0.05, 0.93])
    }
  }
}
