import CKernels

/// The loops behind the operations: they take and return tensors without records. The calling operation has already
/// checked the shapes.
enum Kernels {}

/// A pointer that several threads may use at once, each for its own range.
package struct Shared<Pointee>: @unchecked Sendable {
  package let pointer: UnsafeMutablePointer<Pointee>
  package init(_ pointer: UnsafeMutablePointer<Pointee>) { self.pointer = pointer }
}

package struct SharedConstant: @unchecked Sendable {
  package let pointer: UnsafePointer<Float>
  package init(_ tensor: Tensor) { pointer = tensor.pointer }
  package init(_ pointer: UnsafePointer<Float>) { self.pointer = pointer }
}

extension Kernels {
  /// A new tensor whose elements `body` writes range by range, on several threads if that pays.
  static func fill(
    _ shape: Shape, reading inputs: Tensor..., grain: Int = Parallel.elementGrain,
    writing body:
      @Sendable (_ inputs: [UnsafePointer<Float>], _ out: UnsafeMutablePointer<Float>, _ range: Range<Int>) ->
      Void
  ) -> Tensor {
    let result = Storage(count: shape.elementCount)
    let out = Shared(result.pointer)
    let sources = inputs.map(SharedConstant.init)
    Parallel.ranges(shape.elementCount, grain: grain) { range in
      body(sources.map(\.pointer), out.pointer, range)
    }
    withExtendedLifetime(inputs) {}
    return Tensor(storage: result, shape: shape)
  }

  /// The same, but by rows of a `[rows, columns]` view.
  static func fillRows(
    _ shape: Shape, columns: Int, reading inputs: Tensor...,
    writing body:
      @Sendable (_ inputs: [UnsafePointer<Float>], _ out: UnsafeMutablePointer<Float>, _ rows: Range<Int>) ->
      Void
  ) -> Tensor {
    let result = Storage(count: shape.elementCount)
    let out = Shared(result.pointer)
    let sources = inputs.map(SharedConstant.init)
    Parallel.ranges(
      columns == 0 ? 0 : shape.elementCount / columns, grain: Parallel.elementGrain / max(columns, 1) + 1
    ) { rows in body(sources.map(\.pointer), out.pointer, rows) }
    withExtendedLifetime(inputs) {}
    return Tensor(storage: result, shape: shape)
  }
}
