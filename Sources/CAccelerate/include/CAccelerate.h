#pragma once

// Apple's matrix library, Accelerate, behind the few functions that are used here. Its present interface is chosen by a
// macro, which only C sees. On other systems there is nothing here. Matrices are row-major.

#ifdef __APPLE__

/// out = op(a) op(b), added to out if asked for; op transposes, and the rows are so many numbers apart.
void gk_accelerate_product(
  int transpose_a, int transpose_b, int m, int n, int k, const float *a, int row_a, const float *b, int row_b,
  int accumulate, float *out, int row_out);
/// out = scale op(a) op(b)
void gk_accelerate_double_product(
  int transpose_a, int transpose_b, int m, int n, int k, double scale, const double *a, int row_a, const double *b,
  int row_b, double *out, int row_out);
/// Replaces a symmetric matrix by its eigenvectors, as rows, and gives their eigenvalues, smallest first. `work` has
/// room for `work_size` numbers. The result is LAPACK's: 0 if all went well.
int gk_accelerate_eigenvectors(int size, double *matrix, double *values, double *work, int work_size);

#endif
