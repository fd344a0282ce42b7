/// One frame's page: a grid of pictures, and below it the frame's caption and a bar that shows how much time has
/// passed.
///
/// All frames of an animation have pages of the same size, with everything but the caption in the same place.
struct AnimationLayout {
  let size: Size
  let grid: ImageGridLayout
  let texts: [PlacedText]
  /// The whole bar, and the part of it that stands for the time that has passed.
  let track, passed: Rect

  private static let captionStyle = TextStyle.panelTitle
  private static let barHeight = 4.0

  init(_ animation: Animation, frame index: Int, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let frame = animation.frames[index]
    grid = ImageGridLayout(
      ImageGrid(
        images: frame.images, columns: animation.columns, scale: animation.scale, title: animation.title,
        caption: animation.caption), typesetter)
    let room = grid.size.width - 2 * margin
    let captions = animation.frames.map { typesetter.block($0.caption, Self.captionStyle, maxWidth: room) }
    // Room for the tallest caption, so that no frame is larger than another.
    let captionHeight = captions.map(\.height).max() ?? 0
    let top = grid.size.height - margin + 10
    texts = typesetter.place(
      captions[index], at: Point(x: margin, y: top), .left, .top, role: .subtitle)
    let part = animation.frames.count == 1 ? 1 : Double(index) / Double(animation.frames.count - 1)
    let barTop = (top + captionHeight + 6).rounded(.up)
    track = Rect(x: margin, y: barTop, width: room, height: Self.barHeight)
    passed = Rect(x: margin, y: barTop, width: room * part, height: Self.barHeight)
    size = Size(width: grid.size.width, height: (track.maxY + margin).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    grid.draw(on: canvas)
    for text in texts { canvas.draw(text) }
    canvas.fill(track, Palette.grid)
    canvas.fill(passed, Palette.generated)
  }
}
