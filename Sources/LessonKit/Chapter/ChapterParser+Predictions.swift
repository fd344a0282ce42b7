import Markup

// Questions and answers stand in the text as blocks: a comment, a paragraph, and a list of choices or reasons.

extension ChapterParser {
  /// A block of the text that a comment opens, with the step in which it stands.
  fileprivate struct Block {
    let comment: PredictionComment
    let step: String
    let isAfterRun: Bool
    let line: Int
    let endLine: Int
    let paragraph: MarkdownNode
    /// The paragraphs of the list.
    let items: [MarkdownNode]
  }

  /// - Parameter place: the step in which a line stands, and whether it stands behind `<!-- run -->`; nil outside of steps.
  /// - Throws: ``ChapterError`` for a comment that looks like one of these and is none, for a block without its list, and
  ///   for a question without an answer or the reverse.
  func predictions(place: (_ line: Int) -> (step: String, isAfterRun: Bool)?) throws -> [Prediction] {
    let blocks = try blocks(place: place)
    var answers: [String: Block] = [:]
    for block in blocks where block.isAnswer {
      if let first = answers.updateValue(block, forKey: block.comment.id) {
        throw failure(
          .predictionMalformed, block.line,
          "\"\(block.comment.id)\" is already answered on line \(first.line)")
      }
    }
    var asked: [String: Int] = [:]
    let predictions = try blocks.filter { !$0.isAnswer }.map { question in
      let id = question.comment.id
      if let line = asked.updateValue(question.line, forKey: id) {
        throw failure(.predictionMalformed, question.line, "\"\(id)\" is already asked on line \(line)")
      }
      guard let answer = answers[id], answer.step == question.step else {
        throw failure(
          .predictionMalformed, question.line,
          "this question has no answer: write <!-- answer: \(id) ... --> behind <!-- run --> of the same step"
        )
      }
      return try prediction(question, answer)
    }
    if let answer = answers.values.filter({ asked[$0.comment.id] == nil }).min(by: { $0.line < $1.line }) {
      throw failure(
        .predictionMalformed, answer.line,
        "nothing asks for this answer: write <!-- predict: \(answer.comment.id) --> before the step runs")
    }
    return predictions
  }

  fileprivate func prediction(_ question: Block, _ answer: Block) throws -> Prediction {
    guard case .predict(let id, let unit) = question.comment else { fatalError("not a question") }
    let kind: Prediction.Kind
    switch (answer.comment, unit) {
    case (.choice(_, let right, let evidence), nil):
      guard question.items.count == answer.items.count else {
        throw failure(
          .predictionMalformed, answer.line,
          "each choice needs its reason: \(question.items.count) choices (line \(question.line)), "
            + "\(answer.items.count) reasons")
      }
      guard answer.items.indices.contains(right - 1) else {
        throw failure(
          .predictionMalformed, answer.line, "there is no choice \(right); there are \(answer.items.count)")
      }
      guard answer.paragraph.plainText.hasPrefix("Answer: \(right).") else {
        throw failure(
          .predictionMalformed, answer.line,
          "the paragraph behind this comment has to begin with **Answer: \(right).**")
      }
      kind = .choice(right: right, evidence: evidence)
    case (.number(_, let metric), let unit?): kind = .number(unit: unit, metric: metric)
    case (.choice, .some):
      throw failure(
        .predictionMalformed, answer.line,
        "the question (line \(question.line)) asks for a number: write <!-- answer: \(id) STEP.METRIC -->")
    default:
      throw failure(
        .predictionMalformed, answer.line,
        "the question (line \(question.line)) has choices: write <!-- answer: \(id) NUMBER when ... -->")
    }
    return Prediction(
      id: id, step: question.step, kind: kind, lines: question.line...question.endLine,
      answerLines: answer.line...answer.endLine, question: question.paragraph, choices: question.items,
      reasons: answer.items)
  }

  fileprivate func blocks(place: (Int) -> (step: String, isAfterRun: Bool)?) throws -> [Block] {
    let nodes = document.children
    var blocks: [Block] = []
    for (index, node) in nodes.enumerated() {
      guard let comment = node.comment, PredictionComment.isMeant(by: comment) else { continue }
      let read: PredictionComment
      do throws(PredictionComment.Problem) {
        read = try PredictionComment(comment)
      } catch {
        throw failure(.predictionMalformed, node.line, error.message)
      }
      guard let place = place(node.line), place.isAfterRun == read.isAnswer else {
        throw failure(
          .predictionMalformed, node.line,
          read.isAnswer
            ? "an answer stands in a step, behind <!-- run -->"
            : "a question stands in a step, before <!-- run -->")
      }
      guard index + 1 < nodes.count, nodes[index + 1].kind == .paragraph else {
        throw failure(
          .predictionMalformed, node.line,
          "a paragraph has to follow this comment, behind a blank line: \(read.isAnswer ? "**Answer: ...**" : "**Predict.** ...")"
        )
      }
      let paragraph = nodes[index + 1]
      guard read.isAnswer || paragraph.plainText.hasPrefix(Prediction.opening) else {
        throw failure(
          .predictionMalformed, paragraph.line, "a question begins with **\(Prediction.opening)**")
      }
      var (items, end): ([MarkdownNode], Int) = ([], paragraph.endLine)
      if read.hasList {
        guard index + 2 < nodes.count, case .list(1, _) = nodes[index + 2].kind,
          case let list = nodes[index + 2].children, list.count > 1,
          list.allSatisfy({ $0.children.count == 1 && $0.children[0].kind == .paragraph })
        else {
          throw failure(
            .predictionMalformed, node.line,
            "a numbered list has to follow: \(read.isAnswer ? "a reason for each choice" : "the choices"), a paragraph each"
          )
        }
        items = list.map { $0.children[0] }
        end = nodes[index + 2].endLine
      }
      blocks.append(
        Block(
          comment: read, step: place.step, isAfterRun: place.isAfterRun, line: node.line, endLine: end,
          paragraph: paragraph, items: items))
    }
    return blocks
  }
}

extension ChapterParser.Block {
  fileprivate var isAnswer: Bool { comment.isAnswer }
}

extension PredictionComment {
  fileprivate var isAnswer: Bool { if case .predict = self { false } else { true } }

  fileprivate var hasList: Bool {
    switch self {
    case .predict(_, let unit): unit == nil
    case .choice: true
    case .number: false
    }
  }
}
