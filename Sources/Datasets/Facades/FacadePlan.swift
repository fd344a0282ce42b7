/// The front of one building as a list of rectangles; later ones stand in front of earlier ones.
///
/// Coordinates are shares of the picture's side, measured from its top left corner.
struct FacadePlan {
  struct Element {
    let part: FacadePart
    var left, top, right, bottom: Float

    init(_ part: FacadePart, x: Float, y: Float, width: Float, height: Float) {
      self.part = part
      (left, top, right, bottom) = (x, y, x + width, y + height)
    }
  }

  private(set) var elements: [Element] = []
  /// The properties that the label map shows and that determine the photo's colours.
  let floors: Int
  let hasPillars, hasBlinds: Bool

  private let left, right, ground: Float
  private let columns: Int

  init(using dice: inout Dice) {
    floors = 2 + dice.choice(1, 1, 1, 1)
    columns = 3 + dice.choice(1, 1, 1)
    hasPillars = dice.uniform() < 0.3
    hasBlinds = dice.uniform() < 0.35
    left = dice.uniform(0.02, 0.12)
    right = dice.uniform(0.88, 0.98)
    ground = dice.uniform(0.91, 0.95)
    build(using: &dice)
  }

  private mutating func add(_ part: FacadePart, x: Float, y: Float, width: Float, height: Float) {
    elements.append(Element(part, x: x, y: y, width: width, height: height))
  }

  private mutating func build(using dice: inout Dice) {
    let eaves = dice.uniform(0.1, 0.2)
    let roof = dice.uniform(0.05, 0.1)
    add(.background, x: 0, y: 0, width: 1, height: 1)
    add(.roof, x: left, y: eaves - roof, width: right - left, height: roof)
    add(.wall, x: left, y: eaves, width: right - left, height: ground - eaves)
    add(.cornice, x: left - 0.01, y: eaves - 0.016, width: right - left + 0.02, height: 0.034)

    let storey = (ground - eaves - 0.02) / (Float(floors) + 0.25)
    let bay = (right - left) / Float(columns)
    if hasPillars {
      for column in 0...columns {
        let x = left + Float(column) * bay - 0.018
        add(
          .pillar, x: max(x, left), y: eaves + 0.02, width: 0.036,
          height: storey * Float(floors - 1) - 0.01)
      }
    }
    let form = WindowForm(using: &dice, hasBlinds: hasBlinds)
    let floorWithBalconies = dice.uniform() < 0.6 ? dice.choice(1, 1, 1) % max(floors - 1, 1) : -1
    for floor in 0..<floors - 1 {
      let top = eaves + 0.03 + Float(floor) * storey
      for column in 0..<columns {
        let middle = left + (Float(column) + 0.5) * bay
        addWindow(form, middle: middle, top: top, bay: bay, storey: storey, floor == floorWithBalconies)
      }
      if dice.uniform() < 0.25 {
        add(.cornice, x: left, y: top + storey - 0.035, width: right - left, height: 0.022)
      }
    }
    addGroundFloor(top: ground - storey * 1.12, storey: storey, bay: bay, using: &dice)
  }

  private mutating func addWindow(
    _ form: WindowForm, middle: Float, top: Float, bay: Float, storey: Float, _ hasBalcony: Bool
  ) {
    let (width, height) = (bay * form.width, storey * form.height)
    let x = middle - width / 2
    let y = top + storey * 0.12
    if form.isDecorated { add(.decoration, x: x - 0.012, y: y - 0.03, width: width + 0.024, height: 0.026) }
    if form.hasBlinds {
      add(.blind, x: x - width * 0.42, y: y, width: width * 0.4, height: height)
      add(.blind, x: x + width * 1.02, y: y, width: width * 0.4, height: height)
    }
    add(.window, x: x, y: y, width: width, height: height)
    if hasBalcony {
      add(.balcony, x: x - width * 0.25, y: y + height * 0.6, width: width * 1.5, height: height * 0.48)
    } else if form.hasSill {
      add(.sill, x: x - 0.014, y: y + height, width: width + 0.028, height: 0.022)
    }
  }

  private mutating func addGroundFloor(top: Float, storey: Float, bay: Float, using dice: inout Dice) {
    let entrance = Int(dice.uniform() * Float(columns))
    let hasShops = dice.uniform() < 0.5
    add(.cornice, x: left, y: top, width: right - left, height: 0.024)
    for column in 0..<columns {
      let middle = left + (Float(column) + 0.5) * bay
      if column == entrance {
        let width = bay * 0.44
        add(.door, x: middle - width / 2, y: ground - storey * 0.78, width: width, height: storey * 0.78)
      } else if hasShops {
        let width = bay * 0.84
        add(.shop, x: middle - width / 2, y: ground - storey * 0.82, width: width, height: storey * 0.82)
      } else {
        let width = bay * 0.5
        add(.window, x: middle - width / 2, y: ground - storey * 0.8, width: width, height: storey * 0.5)
      }
    }
  }
}

/// The appearance that all windows of one building share.
private struct WindowForm {
  let width, height: Float
  let hasSill, hasBlinds, isDecorated: Bool

  init(using dice: inout Dice, hasBlinds: Bool) {
    self.hasBlinds = hasBlinds
    width = hasBlinds ? dice.uniform(0.36, 0.46) : dice.uniform(0.42, 0.66)
    height = dice.uniform(0.5, 0.66)
    hasSill = dice.uniform() < 0.7
    isDecorated = dice.uniform() < 0.35
  }
}
