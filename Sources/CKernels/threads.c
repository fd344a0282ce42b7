#include "CKernels.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

// A training step has hundreds of short loops. Between two of them the threads watch for the next one for some
// microseconds, which is quicker than sleeping and being woken; only then do they sleep, so that they do not keep the
// processor from other programs for long.

#define GK_MOST_THREADS 64
#define GK_LOOKS 4000
#define GK_LANE_STACK (8 << 20)

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t called = PTHREAD_COND_INITIALIZER, left = PTHREAD_COND_INITIALIZER;
static pthread_mutex_t callers = PTHREAD_MUTEX_INITIALIZER;
static int workers, sleeping;
static _Thread_local bool inside;

/// The loop that is running now. Threads join it and the caller closes it under the mutex; parts are taken without it.
static struct {
  void (*work)(void *, long);
  void *context;
  long parts;
  int places;
  bool open;
} loop;
static atomic_long next_part;
static atomic_int active;
static atomic_ulong calls;
/// How many threads besides the first have work of their own; the remaining cores are shared out for loops. Negative while
/// all of them wait.
static atomic_int lanes;

static inline void gk_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void take_parts(void) {
  for (long part; (part = atomic_fetch_add(&next_part, 1)) < loop.parts;) loop.work(loop.context, part);
}

/// Starts a thread with all signals blocked except those for faults, so that others go to the thread that started the work.
static bool start_thread(const pthread_attr_t *attributes, void *(*body)(void *), void *context) {
  sigset_t all, former;
  sigfillset(&all);
  // These report a fault in the thread itself.
  const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  for (int i = 0; i < (int)(sizeof faults / sizeof *faults); i++) sigdelset(&all, faults[i]);
  pthread_sigmask(SIG_BLOCK, &all, &former);
  pthread_t thread;
  const bool started = pthread_create(&thread, attributes, body, context) == 0;
  pthread_sigmask(SIG_SETMASK, &former, 0);
  if (started) pthread_detach(thread);
  return started;
}

static void *worker(void *unused) {
  inside = true;
  unsigned long seen = 0;
  for (;;) {
    for (int i = 0; i < GK_LOOKS && atomic_load(&calls) == seen; i++) gk_pause();
    pthread_mutex_lock(&mutex);
    while (atomic_load(&calls) == seen) {
      sleeping++;
      pthread_cond_wait(&called, &mutex);
      sleeping--;
    }
    seen = atomic_load(&calls);
    const bool joins = loop.open && loop.places > 0;
    if (joins) {
      loop.places--;
      atomic_fetch_add(&active, 1);
    }
    pthread_mutex_unlock(&mutex);
    if (!joins) continue;
    take_parts();
    if (atomic_fetch_sub(&active, 1) == 1) {
      pthread_mutex_lock(&mutex);
      pthread_cond_signal(&left);
      pthread_mutex_unlock(&mutex);
    }
  }
  return unused;
}

static void start_workers(int wanted) {
  for (; workers < wanted && workers < GK_MOST_THREADS; workers++) {
    if (!start_thread(0, worker, 0)) return;
  }
}

void gk_parallel(int threads, long parts, void (*work)(void *context, long part), void *context) {
  const int others = atomic_load_explicit(&lanes, memory_order_relaxed);
  if (others > 0) threads -= others;
  if (threads <= 1 || parts <= 1 || inside || pthread_mutex_trylock(&callers) != 0) {
    for (long part = 0; part < parts; part++) work(context, part);
    return;
  }
  inside = true;
  pthread_mutex_lock(&mutex);
  start_workers(threads - 1);
  loop.work = work;
  loop.context = context;
  loop.parts = parts;
  loop.places = threads - 1;
  loop.open = true;
  atomic_store(&next_part, 0);
  atomic_fetch_add(&calls, 1);
  if (sleeping > 0) pthread_cond_broadcast(&called);
  pthread_mutex_unlock(&mutex);

  take_parts();

  for (int i = 0; i < GK_LOOKS && atomic_load(&active) > 0; i++) gk_pause();
  pthread_mutex_lock(&mutex);
  loop.open = false;
  while (atomic_load(&active) > 0) pthread_cond_wait(&left, &mutex);
  pthread_mutex_unlock(&mutex);
  inside = false;
  pthread_mutex_unlock(&callers);
}

struct lane {
  void (*work)(void *context);
  void *context;
  void (*told)(void *listener);
  void *listener;
};

static void *run_lane(void *pointer) {
  const struct lane lane = *(struct lane *)pointer;
  free(pointer);
  lane.work(lane.context);
  atomic_fetch_sub(&lanes, 1);
  lane.told(lane.listener);
  return 0;
}

int gk_start_lane(
  int threads, void (*work)(void *context), void *context, void (*told)(void *listener), void *listener) {
  int taken = atomic_load(&lanes);
  do {
    if (taken + 1 >= threads) return 0;
  } while (!atomic_compare_exchange_weak(&lanes, &taken, taken + 1));
  struct lane *const lane = malloc(sizeof *lane);
  pthread_attr_t attributes;
  if (lane && pthread_attr_init(&attributes) == 0) {
    *lane = (struct lane){work, context, told, listener};
    pthread_attr_setstacksize(&attributes, GK_LANE_STACK);
    const bool started = start_thread(&attributes, run_lane, lane);
    pthread_attr_destroy(&attributes);
    if (started) return 1;
  }
  free(lane);
  atomic_fetch_sub(&lanes, 1);
  return 0;
}

void gk_leave_lane(void) { atomic_fetch_sub(&lanes, 1); }

void gk_enter_lane(void) { atomic_fetch_add(&lanes, 1); }
