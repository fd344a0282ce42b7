#pragma once
#include "kernels.h"
#include "winograd_algorithms.h"

// What the parts of Winograd's convolution share: products with an algorithm's matrices, and tiles and their pixels.

/// How many channels a transform handles at a time.
#define GK_CHANNELS 16

/// Before a loop: values stay in registers only if their indices are constants.
#define GK_UNROLLED _Pragma("clang loop unroll(full)")

/// So many channels of one value of a tile.
typedef float gk_lanes __attribute__((vector_size(4 * GK_CHANNELS), aligned(4), may_alias));

/// out = the matrix times in: values `in_step` and `out_step` apart. With its two steps exchanged it is transposed.
GK_INLINE void gk_multiply(
  const float *matrix, const long rows, const long columns, const long row_step, const long column_step,
  const gk_lanes *in, const long in_step, gk_lanes *out, const long out_step) {
  GK_UNROLLED for (long i = 0; i < rows; i++) {
    gk_lanes sum = {0};
    int terms = 0;
    GK_UNROLLED for (long j = 0; j < columns; j++) {
      const float factor = matrix[i * row_step + j * column_step];
      if (factor != 0) sum = terms++ ? sum + factor * in[j * in_step] : factor * in[j * in_step];
    }
    out[i * out_step] = sum;
  }
}

// MARK: Rows of channels, and positions one after the other

/// The floats between two rows, and between two positions. Without them, numbers that are used together would often lie
/// a power of two apart, and there is room for few of those in a cache.
#define GK_SPACE 16

GK_INLINE long gk_parts(long count, long size) { return (count + size - 1) / size; }
GK_INLINE long gk_whole(long channels) { return gk_parts(channels, GK_CHANNELS) * GK_CHANNELS; }
/// The floats from one row of so many channels to the next.
GK_INLINE long gk_padded_row(long channels) { return gk_whole(channels) + GK_SPACE; }

// MARK: Phases, tiles and their pixels

/// The phases that a result is a sum of, and those that it consists of.
GK_INLINE long gk_source_phases(const gk_winograd *g) { return g->backward ? 1 : g->stride * g->stride; }
GK_INLINE long gk_result_phases(const gk_winograd *g) { return g->backward ? g->stride * g->stride : 1; }

/// The channels of all phases that a result is a sum of.
GK_INLINE long gk_full_depth(const gk_winograd *g) { return gk_source_phases(g) * g->depth; }

/// The tiles along one axis: as many for each phase of the result.
GK_INLINE long gk_tiles_along(const gk_winograd *g, long pixels) {
  return gk_parts(gk_parts(pixels, g->backward ? g->stride : 1), g->size.results);
}

GK_INLINE long gk_positions(const gk_winograd *g) { return g->size.points * g->size.points; }

/// Tiles are numbered through all images, row by row: its image, its row and its column.
typedef struct {
  long image, row, column;
} gk_place;

GK_INLINE gk_place gk_place_of(long down, long across, long tile) {
  return (gk_place){tile / (across * down), tile / across % down, tile % across};
}

/// The first pixel along one axis that a tile reads of a phase.
GK_INLINE long gk_first_source(const gk_winograd *g, long tile, long phase, long padding) {
  const gk_winograd_size size = g->size;
  return g->backward ? tile * size.results + (phase + padding) / g->stride - (size.taps - 1)
                     : tile * size.results * g->stride + phase - padding;
}

/// The tap of the kernel, along one axis, that is number `tap` of a phase. Backward, they are read in the opposite order.
GK_INLINE long gk_tap_of(const gk_winograd *g, long tap, long phase, long padding) {
  return g->backward ? (phase + padding) % g->stride + g->stride * (g->size.taps - 1 - tap)
                     : phase + g->stride * tap;
}

/// A square of pixels: where the first lies, and the floats from one row and from one pixel to the next.
typedef struct {
  const float *first;
  long row, pixel;
} gk_pixels;

/// An image of one of a batch, and the channels from `channel` on that are read of it.
typedef struct {
  const float *first;
  long height, width, channels, channel, count;
} gk_source;

/// `size` x `size` pixels of an image, `step` apart. If they do not all lie within the image, or do not fill whole
/// vectors, they are copied to `patch`, with zeros for what is missing.
GK_INLINE gk_pixels gk_pixels_of(gk_source image, long y, long x, const long size, long step, float *patch) {
  const float *first = image.first + image.channel;
  const long span = (size - 1) * step;
  if (y >= 0 && x >= 0 && y + span < image.height && x + span < image.width && image.count % GK_CHANNELS == 0)
    return (gk_pixels){
      first + (y * image.width + x) * image.channels, step * image.width * image.channels, step * image.channels};
  const long pixel = gk_whole(image.count);
  for (long i = 0; i < size; i++)
    for (long j = 0; j < size; j++) {
      const long row = y + i * step, column = x + j * step;
      const int inside = row >= 0 && row < image.height && column >= 0 && column < image.width;
      const long count = inside ? image.count : 0;
      float *to = patch + (i * size + j) * pixel;
      memcpy(to, first + (row * image.width + column) * image.channels * inside, (size_t)count * sizeof(float));
      memset(to + count, 0, (size_t)(pixel - count) * sizeof(float));
    }
  return (gk_pixels){patch, size * pixel, pixel};
}

// A call of memcpy would take longer than the 16 floats that are nearly always copied; of fewer, each is copied by itself.

GK_INLINE void gk_load_channels(gk_lanes *lanes, const float *from, long count) {
  if (count >= GK_CHANNELS) {
    memcpy(lanes, from, sizeof *lanes);
  } else {
    *lanes = (gk_lanes){0};
    for (long i = 0; i < count; i++) (*lanes)[i] = from[i];
  }
}

GK_INLINE void gk_store_channels(const gk_lanes *lanes, float *to, long count) {
  if (count >= GK_CHANNELS) {
    memcpy(to, lanes, sizeof *lanes);
  } else {
    for (long i = 0; i < count; i++) to[i] = (*lanes)[i];
  }
}

/// The second half of a transform: M d M^T, given M d as [points][size], with so many floats between two positions.
GK_INLINE void gk_store_transformed(
  const float *matrix, const long points, const long size, const gk_lanes *half, float *out, long position) {
  GK_UNROLLED for (long i = 0; i < points; i++) {
    gk_lanes row[GK_MOST_POINTS];
    gk_multiply(matrix, points, size, size, 1, half + i * size, 1, row, 1);
    GK_UNROLLED for (long j = 0; j < points; j++)
      gk_store_channels(&row[j], out + (i * points + j) * position, GK_CHANNELS);
  }
}

// MARK: The transforms, of several tiles or channels at a time

/// V = B^T d B for the tiles from ..< to of one phase of the result: [position][tile][phase of the source][channel].
void gk_transform_tiles(
  const gk_winograd *g, const float *source, long phase, long from, long to, float *out, long position, float *patch);

/// U = G g G^T for one panel of columns, and for the rows from ..< to of [phase of the source][channel]:
/// [position][row][column of the panel].
void gk_transform_kernels(
  const gk_winograd *g, const float *weight, long phase, long first_column, long from, long to, float *out,
  long position);

/// The gradient of the taps G^T s G, from the sums [position][row][column] for some columns and the rows from ..< to.
void gk_transform_gradient(
  const gk_winograd *g, const float *sums, long position, long sum_row, long first_column, long columns, long from,
  long to, float *weight);
