/// v^T J, where J is the Jacobian of `function` at x: the gradient of the sum of the outputs, each
/// weighted by an element of v.
///
/// - Parameters:
///   - x: where the Jacobian is taken.
///   - v: of the shape of the function's value.
///   - function: any function with a derivative.
/// - Returns: a tensor of x's shape.
public func vectorJacobianProduct(at x: Tensor, with v: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  gradient(at: x) { x in
    let y = function(x)
    require(
      y.shape == v.shape, "vectorJacobianProduct: needs a vector of shape \(y.shape), found \(v.shape)")
    return (y * v).sum()
  }
}

/// J v, where J is the Jacobian of `function` at x: how fast the outputs change when x moves along v.
///
/// This is the gradient of (u^T J) v with respect to u, which takes two backward passes.
///
/// - Parameters:
///   - x: where the Jacobian is taken.
///   - v: of x's shape.
///   - function: must be the same function in each of the two calls.
/// - Returns: a tensor of the shape of the function's value.
public func jacobianVectorProduct(at x: Tensor, along v: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  require(
    v.shape == x.shape, "jacobianVectorProduct: needs a direction of shape \(x.shape), found \(v.shape)")
  return gradient(at: Tensor.zeros(function(x).shape)) { u in
    (vectorJacobianProduct(at: x, with: u, of: function) * v).sum()
  }
}

/// H v, where H is the Hessian of a scalar function at x: how fast the gradient changes when x moves along v
/// (Pearlmutter 1994). H itself, which has the square of x's number of elements, is never formed.
///
/// - Parameters:
///   - x: where the Hessian is taken.
///   - v: of x's shape.
///   - function: a scalar function with two derivatives.
/// - Returns: a tensor of x's shape.
public func hessianVectorProduct(at x: Tensor, along v: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  require(v.shape == x.shape, "hessianVectorProduct: needs a direction of shape \(x.shape), found \(v.shape)")
  return gradient(at: x) { x in (gradient(at: x, of: function) * v).sum() }
}
