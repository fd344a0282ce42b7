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

void test_threads(void) {
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
