#include "check.h"

// Direct convolutions: strides, padding, kernels wider than the image, groups of images, bands of rows and parts of the
// channels, with each instruction set that the processor has.

typedef struct {
  long images, height, width, channels, kernels, kernel_height, kernel_width, stride, top, left, bottom, right;
} gk_example;

static const gk_example examples[] = {
  {1, 5, 6, 3, 16, 3, 3, 1, 1, 1, 1, 1},    {3, 7, 7, 4, 32, 5, 5, 1, 2, 2, 2, 2},
  {9, 4, 4, 16, 16, 4, 4, 2, 1, 1, 1, 1},   {2, 9, 8, 5, 48, 4, 4, 2, 1, 1, 1, 1},
  {2, 3, 40, 8, 16, 1, 3, 1, 0, 1, 0, 1},   {1, 2, 2, 7, 32, 5, 3, 1, 2, 1, 2, 1},
  {2, 11, 10, 2, 16, 3, 3, 3, 0, 1, 2, 1},  {17, 2, 3, 16, 48, 2, 2, 1, 0, 0, 1, 1},
};

static gk_direct plan_of(const gk_example *e, gk_tile_shape tiles) {
  return (gk_direct){
    .tiles = tiles, .images = e->images, .source_height = e->height, .source_width = e->width, .depth = e->channels,
    .height = (e->height + e->top + e->bottom - e->kernel_height) / e->stride + 1,
    .width = (e->width + e->left + e->right - e->kernel_width) / e->stride + 1, .columns = e->kernels,
    .kernel_height = e->kernel_height, .kernel_width = e->kernel_width, .stride = e->stride, .top = e->top,
    .left = e->left};
}

static long tap(const gk_direct *g, long ky, long kx) { return (ky * g->kernel_width + kx) * g->depth * g->columns; }

/// Which pixel of the source tap k reads for a pixel of the result; -1 if none.
static long source_of(const gk_direct *g, long position, long k, long pad, long extent) {
  const long shifted = g->transposed ? position + pad - k : position * g->stride + k - pad;
  if (g->transposed && (shifted < 0 || shifted % g->stride != 0)) return -1;
  const long source = g->transposed ? shifted / g->stride : shifted;
  return source < 0 || source >= extent ? -1 : source;
}

static double pixel_sum(
  const gk_direct *g, const float *source, const float *weight, long n, long y, long x, long k, double *magnitude) {
  double sum = 0;
  for (long ky = 0; ky < g->kernel_height; ky++)
    for (long kx = 0; kx < g->kernel_width; kx++) {
      const long sy = source_of(g, y, ky, g->top, g->source_height), sx = source_of(g, x, kx, g->left, g->source_width);
      if (sy < 0 || sx < 0) continue;
      const float *pixel = source + ((n * g->source_height + sy) * g->source_width + sx) * g->depth;
      for (long c = 0; c < g->depth; c++) {
        const double product = (double)pixel[c] * (double)weight[tap(g, ky, kx) + c * g->columns + k];
        sum += product;
        *magnitude += fabs(product);
      }
    }
  return sum;
}

static void test_images(gk_direct g, int ends) {
  const long outputs = g.images * g.height * g.width * g.columns;
  const float *source = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *weight = numbers(g.kernel_height * g.kernel_width * g.depth * g.columns);
  const gk_tile_end end = {
    .bias = ends & 1 ? numbers(g.columns) : 0, .leaky = ends & 2 ? 1 : 0, .slope = 0.2f};
  float *out = room(outputs);
  const long panels = (g.columns + 2 * g.tiles.lanes - 1) / (2 * g.tiles.lanes);
  const long items = (g.images + g.group - 1) / g.group * ((g.height + g.band - 1) / g.band) * panels;
  about("set %d, transposed %d, %ld images to %ldx%ldx%ld, group %ld, band %ld, part %ld", (int)g.tiles.set,
        g.transposed, g.images, g.height, g.width, g.columns, g.group, g.band, g.part);
  const long half = number_between(0, items);
  gk_direct_images(g, source, weight, end, out, half, items);
  gk_direct_images(g, source, weight, end, out, 0, half);
  for (long i = 0; i < outputs; i++) {
    const long k = i % g.columns, x = i / g.columns % g.width, y = i / g.columns / g.width % g.height;
    double magnitude = 0, sum = pixel_sum(&g, source, weight, i / g.columns / g.width / g.height, y, x, k, &magnitude);
    if (end.bias) sum += (double)end.bias[k], magnitude += fabs((double)end.bias[k]);
    if (end.leaky && sum < 0) sum *= (double)end.slope;
    expect_close(out[i], sum, magnitude);
  }
  leave();
}

/// The plan that leads from the result of a convolution back to its source.
static gk_direct reversed(gk_direct g) {
  gk_direct result = g;
  result.transposed = 1;
  result.source_height = g.height, result.source_width = g.width, result.depth = g.columns;
  result.height = g.source_height, result.width = g.source_width, result.columns = g.depth;
  return result;
}

static void test_plans(gk_direct g, int ends) {
  const long stride = g.transposed ? g.stride : 1;
  const gk_direct whole = {.group = 1, .band = g.height, .part = g.depth};
  const gk_direct cut = {.group = 3, .band = 2 * stride, .part = 3};
  for (int i = 0; i < 4; i++) {
    g.group = i & 1 ? MIN(cut.group, g.images) : whole.group;
    g.band = i & 2 ? cut.band : whole.band;
    g.part = i == 0 || i == 3 ? whole.part : cut.part;
    test_images(g, ends);
  }
}

static void test_images_of(gk_tile_shape tiles) {
  for (int i = 0; i < COUNT(examples); i++) {
    const gk_direct g = plan_of(&examples[i], tiles);
    for (int ends = 0; ends < 4; ends++) test_plans(g, ends);
    // The way back writes the source's channels, which have to fill vectors.
    if (g.depth % tiles.lanes == 0) test_plans(reversed(g), 0);
  }
}

void test_direct_images(void) { for_each_set("direct images", 0.3, test_images_of); }

static double weight_sum(
  const gk_direct *g, const float *x, const float *dy, long ky, long kx, long c, long k, double *magnitude) {
  double sum = 0;
  for (long n = 0; n < g->images; n++)
    for (long y = 0; y < g->height; y++)
      for (long column = 0; column < g->width; column++) {
        const long sy = y * g->stride + ky - g->top, sx = column * g->stride + kx - g->left;
        if (sy < 0 || sy >= g->source_height || sx < 0 || sx >= g->source_width) continue;
        const double product = (double)x[((n * g->source_height + sy) * g->source_width + sx) * g->depth + c] *
                               (double)dy[((n * g->height + y) * g->width + column) * g->columns + k];
        sum += product;
        *magnitude += fabs(product);
      }
  return sum;
}

static void test_weights(gk_direct g) {
  const long taps = g.kernel_height * g.kernel_width, vectors = g.transposed ? g.depth : g.columns;
  const float *x = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *dy = numbers(g.images * g.height * g.width * g.columns);
  float *out = room(taps * g.depth * g.columns);
  gk_term *terms = bytes((size_t)MAX(g.group * g.band, g.band * g.width) * sizeof(gk_term));
  const long panels = (vectors + 2 * g.tiles.lanes - 1) / (2 * g.tiles.lanes);
  const long items = (!g.transposed && g.depth < 8 ? g.kernel_height : taps) * panels;
  about("set %d, transposed %d, %ld to %ld channels, group %ld, band %ld", (int)g.tiles.set, g.transposed, g.depth,
        g.columns, g.group, g.band);
  const long half = number_between(0, items);
  gk_direct_weights(g, x, dy, out, terms, 0, half);
  gk_direct_weights(g, x, dy, out, terms, half, items);
  for (long i = 0; i < taps * g.depth * g.columns; i++) {
    const long t = i / (g.depth * g.columns);
    const long c = g.transposed ? i % g.depth : i / g.columns % g.depth;
    const long k = g.transposed ? i / g.depth % g.columns : i % g.columns;
    double magnitude = 0;
    const double sum = weight_sum(&g, x, dy, t / g.kernel_width, t % g.kernel_width, c, k, &magnitude);
    expect_close(out[i], sum, magnitude);
  }
  leave();
}

static void test_weights_of(gk_tile_shape tiles) {
  for (int i = 0; i < COUNT(examples); i++)
    for (int cut = 0; cut < 4; cut++) {
      gk_direct g = plan_of(&examples[i], tiles);
      g.part = g.depth;
      g.group = cut & 1 ? MIN(8, g.images) : 1;
      g.band = cut & 2 ? 2 : g.height;
      test_weights(g);
      g.transposed = 1;
      if (g.depth % tiles.lanes == 0) test_weights(g);
    }
}

void test_direct_weights(void) { for_each_set("direct weights", 0.4, test_weights_of); }
