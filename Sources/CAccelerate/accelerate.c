#include "CAccelerate.h"

// Package.swift defines ACCELERATE_NEW_LAPACK: without it, the header has the interface that was replaced in macOS 13.3.
#ifdef __APPLE__
#include <Accelerate/Accelerate.h>

void gk_accelerate_product(
  int transpose_a, int transpose_b, int m, int n, int k, const float *a, int row_a, const float *b, int row_b,
  int accumulate, float *out, int row_out) {
  cblas_sgemm(
    CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans, m, n, k, 1.0f, a,
    row_a, b, row_b, accumulate ? 1.0f : 0.0f, out, row_out);
}

void gk_accelerate_double_product(
  int transpose_a, int transpose_b, int m, int n, int k, double scale, const double *a, int row_a, const double *b,
  int row_b, double *out, int row_out) {
  cblas_dgemm(
    CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans, m, n, k, scale, a,
    row_a, b, row_b, 0.0, out, row_out);
}

int gk_accelerate_eigenvectors(int size, double *matrix, double *values, double *work, int work_size) {
  // LAPACK's matrices are column-major: its columns are rows here, and a symmetric matrix is its own transpose.
  __LAPACK_int n = size, room = work_size, status = 0;
  dsyev_("V", "U", &n, matrix, &n, values, work, &room, &status);
  return (int)status;
}

#endif
