#include "check.h"

// Compares every kernel of CKernels with a plain loop in double precision, on whatever processor this is compiled for:
// tools/arm64 runs it on this one and on an emulated arm64. Exit code 1 means that a kernel is wrong.

int main(void) {
  test_tiles();
  test_direct_images();
  test_direct_weights();
  test_winograd();
  test_depthwise();
  test_columns();
  test_pointwise();
  test_functions();
  test_activations();
  test_reductions();
  test_normalization();
  test_pooling();
  test_optimizers();
  test_random();
  test_threads();
  return finish();
}
