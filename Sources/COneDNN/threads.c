#define _GNU_SOURCE
#include <dlfcn.h>

#include "threads.h"

// oneDNN's threads are those of the OpenMP runtime that it was built with, which is loaded with it. Its entry point is
// looked up by name, because the compiler that builds this package need not know OpenMP.

static void (*set_threads)(int);

__attribute__((constructor)) static void find_openmp(void) {
  set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
}

void gk_dnn_use_threads(int threads) {
  if (set_threads) set_threads(threads);
}
