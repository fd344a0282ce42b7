/// A number or a list in an array literal: `let x: Tensor = [[1, 2], [3, 4]]` has shape `[2, 2]`.
///
/// Only literals can stand in it. For numbers that are computed, see `Tensor(_:shape:)`.
public struct TensorLiteral: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
  fileprivate let scalars: [Float]
  fileprivate let shape: Shape

  public init(floatLiteral value: Float) { (scalars, shape) = ([value], []) }
  public init(integerLiteral value: Int) { self.init(floatLiteral: Float(value)) }

  public init(arrayLiteral elements: TensorLiteral...) { self.init(elements) }

  fileprivate init(_ elements: [TensorLiteral]) {
    for element in elements {
      require(
        element.shape == elements[0].shape,
        "Tensor: the elements of a literal must have one shape, found \(elements[0].shape) and \(element.shape)"
      )
    }
    scalars = elements.flatMap(\.scalars)
    shape = Shape([elements.count] + (elements.first?.shape.dimensions ?? []))
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// The tensor that a nested literal shows; all lists at one depth have the same length.
  public init(arrayLiteral elements: TensorLiteral...) {
    let literal = TensorLiteral(elements)
    self.init(literal.scalars, shape: literal.shape)
  }
}
