#include <cblas.h>

// From LAPACK, which OpenBLAS contains: the eigenvalues and eigenvectors of a symmetric matrix.
extern void dsyev_(
  const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
  const int *lwork, int *info);
