#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

#include "COneDNN.h"
#include "threads.h"

// oneDNN's threads are those of the OpenMP runtime that it was built with. After a loop they wait for the next one in
// a busy loop for some milliseconds, which would take the core from any other pool of threads; so GANKit's own loops
// run on them, too. The runtime is loaded with oneDNN; its entry points are looked up by name, because the compiler
// that builds this package need not know OpenMP.

typedef void (*set_threads)(int);
typedef int (*get_number)(void);
typedef void (*parallel)(void (*region)(void *), void *data, unsigned threads, unsigned flags);

static struct {
  set_threads set_threads;
  get_number thread, threads;
  parallel parallel;
} openmp;

__attribute__((constructor)) static void find_openmp(void) {
#ifdef GANKIT_ONEDNN
  openmp.set_threads = (set_threads)dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  openmp.thread = (get_number)dlsym(RTLD_DEFAULT, "omp_get_thread_num");
  openmp.threads = (get_number)dlsym(RTLD_DEFAULT, "omp_get_num_threads");
  openmp.parallel = (parallel)dlsym(RTLD_DEFAULT, "GOMP_parallel");
#endif
}

void gk_dnn_use_threads(int threads) {
  if (openmp.set_threads) openmp.set_threads(threads);
}

typedef struct {
  long parts;
  void (*body)(void *, long);
  void *context;
} loop;

static void region(void *data) {
  const loop *work = data;
  // Within another parallel loop there is one thread, which then does all parts.
  for (long part = openmp.thread(); part < work->parts; part += openmp.threads()) work->body(work->context, part);
}

int gk_dnn_parallel(long parts, void (*body)(void *context, long part), void *context) {
  if (!openmp.parallel || !openmp.thread || !openmp.threads) return 0;
  loop work = {parts, body, context};
  openmp.parallel(region, &work, (unsigned)parts, 0);
  return 1;
}
