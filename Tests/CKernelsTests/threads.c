#include "check.h"

#include <stdatomic.h>

// The threads that share a loop: each part is done once, also by calls within calls.

enum { PARTS = 1000 };
static atomic_int counts[PARTS];

static void count_part(void *context, long part) { atomic_fetch_add((atomic_int *)context + part, 1); }

static void count_within(void *context, long part) {
  (void)part;
  gk_parallel(4, PARTS / 10, count_part, context);
}

static atomic_int begun, ended, released;

static void work_until_told(void *context) {
  atomic_fetch_add(&begun, 1);
  gk_parallel(2, PARTS, count_part, context);
  while (!atomic_load(&released)) {
  }
}

static void count_end(void *listener) { atomic_fetch_add((atomic_int *)listener, 1); }

static int start_lane(int threads) {
  return gk_start_lane(threads, work_until_told, counts, count_end, &ended);
}

/// Threads with work of their own: no more than there are threads beside the calling one.
static void test_lanes(void) {
  begin("lanes", 0);
  expect_same_numbers((uint64_t)start_lane(1), 0);
  for (int lanes = 1; lanes <= 3; lanes++) {
    about("%d lanes", lanes);
    memset(counts, 0, sizeof counts);
    atomic_store(&released, 0);
    atomic_store(&begun, 0);
    atomic_store(&ended, 0);
    for (int lane = 0; lane < lanes; lane++)
      expect_same_numbers((uint64_t)start_lane(lanes + 1), 1);
    while (atomic_load(&begun) < lanes) {
    }
    expect_same_numbers((uint64_t)start_lane(lanes + 1), 0);
    gk_parallel(lanes + 1, PARTS, count_part, counts);
    atomic_store(&released, 1);
    while (atomic_load(&ended) < lanes) {
    }
    for (int part = 0; part < PARTS; part += 37)
      expect_same_numbers((uint64_t)atomic_load(&counts[part]), (uint64_t)lanes + 1);
  }
}

void test_threads(void) {
  test_lanes();
  begin("threads", 0);
  for (int again = 0; again < 300; again++)
    for (int threads = 1; threads <= 4; threads++) {
      about("%d threads", threads);
      memset(counts, 0, sizeof counts);
      gk_parallel(threads, PARTS, count_part, counts);
      gk_parallel(threads, 3, count_within, counts);
      for (int part = 0; part < PARTS; part += 37)
        expect_same_numbers((uint64_t)atomic_load(&counts[part]), part < PARTS / 10 ? 4 : 1);
    }
}
