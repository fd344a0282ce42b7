#include "check.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// MARK: Families

static char family[100];
static uint64_t state;
static char subject[200];
static double limit, worst;
static long compared, mismatches;
static uint64_t hash;
static int failed;

static void end_family(void) {
  if (!family[0]) return;
  printf("%-28s %10ld  %9.3g  %9.3g  %016llx%s\n", family, compared, worst, limit, (unsigned long long)hash,
         mismatches ? "  WRONG" : "");
  if (mismatches) failed = 1;
}

/// A kernel that reads or writes where it must not ends the program here.
static void fault(int signal_number) {
  (void)signal_number;
  fflush(stdout);
  fprintf(stderr, "%s, %s: reads or writes beyond its arrays\n", family, subject);
  _exit(1);
}

void begin(const char *name, double most) {
  if (!family[0]) {
    signal(SIGSEGV, fault);
    signal(SIGBUS, fault);
    printf("%-28s %10s  %9s  %9s  %s\n", "family", "numbers", "worst", "allowed", "hash of all bits");
  }
  end_family();
  fflush(stdout);
  snprintf(family, sizeof family, "%s", name);
  limit = most;
  worst = 0;
  compared = mismatches = 0;
  hash = 0xcbf29ce484222325ull;
  state = 1;
  about("at its start");
}

void for_each_set(const char *name, double most, void (*test)(gk_tile_shape tiles)) {
  static const struct {
    gk_tile_set set;
    const char *name;
  } sets[] = {{GK_TILES_AVX512, "AVX-512"}, {GK_TILES_AVX2, "AVX2"}, {GK_TILES_NEON, "NEON"}};
  for (int i = 0; i < COUNT(sets); i++) {
    const gk_tile_shape tiles = gk_tiles(sets[i].set);
    if (tiles.rows == 0) continue;
    char title[100];
    snprintf(title, sizeof title, "%s, %s", name, sets[i].name);
    begin(title, most);
    test(tiles);
  }
}

int finish(void) {
  end_family();
  return failed;
}

void about(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(subject, sizeof subject, format, arguments);
  va_end(arguments);
}

// MARK: Comparisons

static void record_error(double error, double found, double wanted) {
  if (error > worst || error != error) worst = error;
  if (error <= limit) return;
  if (++mismatches <= 5)
    fprintf(stderr, "%s, %s: expected %.9g, found %.9g, error %.3g\n", family, subject, wanted, found, error);
}

static void record_bits(uint64_t bits) {
  compared++;
  hash = (hash ^ bits) * 0x100000001b3ull;
}

static uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return x != x ? 0x7fc00000u : bits;
}

/// The error of numbers that are not finite, or -1 if both are.
static double special_error(double found, double wanted) {
  if (isfinite(found) && isfinite(wanted)) return -1;
  return found == wanted || (found != found && wanted != wanted) ? 0 : INFINITY;
}

static void expect_near(double found, double wanted, double unit) {
  double error = special_error(found, wanted);
  if (error < 0) error = found == wanted ? 0 : fabs(found - wanted) / unit;
  record_error(error, found, wanted);
}

void expect_close(float found, double wanted, double magnitude) {
  record_bits(bits_of(found));
  // What overflows in single precision is infinite there.
  expect_near(found, isfinite(wanted) ? wanted : (double)(float)wanted, magnitude * 1e-6);
}

void expect_close_doubles(double found, double wanted, double magnitude) {
  uint64_t bits;
  memcpy(&bits, &found, sizeof bits);
  record_bits(bits);
  expect_near(found, wanted, magnitude * 1e-6);
}

void expect_units(float found, double wanted) {
  record_bits(bits_of(found));
  const float rounded = (float)wanted;
  if (!isfinite(rounded)) {
    expect_near(found, rounded, 1);
    return;
  }
  int exponent;
  frexp(fabs(wanted) < 0x1p-126 ? 0x1p-126 : wanted, &exponent);
  expect_near(found, wanted, ldexp(1, exponent - 24));
}

void expect_same(float found, float wanted) {
  record_bits(bits_of(found));
  record_error(bits_of(found) == bits_of(wanted) ? 0 : INFINITY, found, wanted);
}

void expect_same_numbers(uint64_t found, uint64_t wanted) {
  record_bits(found);
  record_error(found == wanted ? 0 : INFINITY, (double)found, (double)wanted);
}

// MARK: Rooms

typedef struct {
  void *start;
  size_t size;
} gk_room;

static gk_room rooms[64];
static int room_count;

void *bytes(size_t count) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (count + page - 1) / page * page + page;
  char *start = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (start == MAP_FAILED || room_count == COUNT(rooms)) {
    fprintf(stderr, "%s, %s: no room for %zu bytes\n", family, subject, count);
    exit(1);
  }
  mprotect(start + size - page, page, PROT_NONE);
  memset(start, 0x7f, size - page);
  rooms[room_count++] = (gk_room){start, size};
  return start + size - page - count;
}

float *room(long count) { return bytes((size_t)count * sizeof(float)); }

void leave(void) {
  while (room_count > 0) {
    room_count--;
    munmap(rooms[room_count].start, rooms[room_count].size);
  }
}

// MARK: Numbers

static uint32_t next(void) {
  state = state * 6364136223846793005ull + 1442695040888963407ull;
  return (uint32_t)(state >> 40);
}

long number_between(long low, long high) { return low + (long)(next() % (uint32_t)(high - low + 1)); }

float *numbers_between(long count, float low, float high) {
  float *result = room(count);
  // Rounded once, so that all machines draw the same numbers.
  for (long i = 0; i < count; i++)
    result[i] = (float)((double)low + ((double)high - (double)low) * ((double)next() * 0x1p-24));
  return result;
}

float *numbers(long count) { return numbers_between(count, -1, 1); }

float *copy(const float *from, long count) {
  float *result = room(count);
  memcpy(result, from, (size_t)count * sizeof(float));
  return result;
}

// MARK: Activations

const char *const activation_names[5] = {"identity", "relu", "leaky relu", "tanh", "sigmoid"};

double activated(gk_activation f, double slope, double x) {
  switch (f) {
  case GK_RELU: return x < 0 ? 0 : x;
  case GK_LEAKY_RELU: return x < 0 ? slope * x : x;
  case GK_TANH: return tanh(x);
  case GK_SIGMOID: return 1 / (1 + exp(-x));
  default: return x;
  }
}

double slope_at(gk_activation f, double slope, double y) {
  switch (f) {
  case GK_RELU: return y > 0;
  case GK_LEAKY_RELU: return y < 0 ? slope : 1;
  case GK_TANH: return 1 - y * y;
  case GK_SIGMOID: return y * (1 - y);
  default: return 1;
  }
}
