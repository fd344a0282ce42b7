#include "winograd.h"

// The gradient of the weights: the transpose of Winograd's convolution. With dM = A dY A^T, each of the 16 positions
// sums (B^T d B) dM over all tiles, and G^T of the sums (gk_winograd_taps) is the gradient of the taps.
//
// A row of four positions needs only some of a tile's rows, so the four rows are computed one by one, by any thread: no
// sum is cut in two by threads.

/// One row of B^T: the value `plus`, and `sign` times the value `other`.
static const struct {
  int plus, other;
  float sign;
} gk_input_rows[4] = {{0, 2, -1}, {1, 2, 1}, {2, 1, -1}, {1, 3, -1}};

/// The rows of A.
static const float gk_result_rows[4][2] = {{1, 0}, {1, 1}, {1, -1}, {0, -1}};

/// One row of B^T d B for `count` channels of one tile, from the pixels of two rows.
GK_INLINE void gk_transform_input_pixels(
  const gk_pixel *plus, const gk_pixel *other, float sign, float *out, long position, const long channel,
  const long count) {
  gk_lanes half[4], all[4];
  GK_UNROLLED for (int j = 0; j < 4; j++) {
    gk_lanes a, b;
    gk_load_pixel(&a, plus[j], channel, count);
    gk_load_pixel(&b, other[j], channel, count);
    half[j] = a + sign * b;
  }
  gk_transform_input(half, all, 1);
  GK_UNROLLED for (long j = 0; j < 4; j++) gk_store_channels(&all[j], out + j * position + channel, GK_CHANNELS);
}

/// Row `i` of B^T d B, of the tiles from ..< to: [position in the row][tile][channel].
GK_VECTORISED static void gk_transform_input_row(
  const gk_winograd *g, const float *x, int i, long from, long to, float *out, long position) {
  const long row = gk_padded_row(g->depth);
  const int plus = gk_input_rows[i].plus, other = gk_input_rows[i].other;
  const float sign = gk_input_rows[i].sign;
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(g, tile);
    const float *image = x + place.image * g->source_height * g->source_width * g->depth;
    const long y = place.y - g->top, left = place.x - g->left;
    gk_pixel first[4], second[4];
    for (int j = 0; j < 4; j++) {
      first[j] = gk_pixel_of(image, g->source_height, g->source_width, g->depth, y + plus, left + j);
      second[j] = gk_pixel_of(image, g->source_height, g->source_width, g->depth, y + other, left + j);
    }
    GK_FOR_CHANNELS(g->depth, gk_transform_input_pixels, first, second, sign, out, position)
  }
}

/// One row of A dY A^T for `count` channels of one tile.
GK_INLINE void gk_transform_result_pixels(
  const gk_pixel *pixels, float upper, float lower, float *out, long position, const long channel, const long count) {
  gk_lanes half[2], all[4];
  GK_UNROLLED for (int j = 0; j < 2; j++) {
    gk_lanes a, b;
    gk_load_pixel(&a, pixels[j], channel, count);
    gk_load_pixel(&b, pixels[2 + j], channel, count);
    half[j] = upper * a + lower * b;
  }
  gk_transform_result_gradient(half, all, 1);
  GK_UNROLLED for (long j = 0; j < 4; j++) gk_store_channels(&all[j], out + j * position + channel, GK_CHANNELS);
}

/// Row `i` of A dY A^T, of the same tiles and `columns` channels from `column` on.
GK_VECTORISED static void gk_transform_result_row(
  const gk_winograd *g, const float *dy, int i, long column, long columns, long from, long to, float *out,
  long position) {
  const long row = gk_padded_row(columns);
  const float upper = gk_result_rows[i][0], lower = gk_result_rows[i][1];
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(g, tile);
    const float *image = dy + place.image * g->height * g->width * g->columns;
    gk_pixel pixels[4];
    for (int j = 0; j < 4; j++) {
      pixels[j] = gk_pixel_of(image, g->height, g->width, g->columns, place.y + j / 2, place.x + j % 2);
      pixels[j].first += column & pixels[j].mask;
    }
    GK_FOR_CHANNELS(columns, gk_transform_result_pixels, pixels, upper, lower, out, position)
  }
}

/// The product of one position: sums[channel][column] = or += the sum over `count` tiles.
static void gk_multiply_position(
  const gk_winograd *g, const float *x, const float *dy, long columns, long count, int accumulate, float *sums) {
  const long panel = 2 * g->tiles.lanes, row = gk_whole(g->columns);
  const long parts = (g->depth + g->tiles.rows - 1) / g->tiles.rows;
  const gk_tile_strides strides = {1, gk_padded_row(g->depth), gk_padded_row(columns), row};
  const gk_tile_end end = {.accumulate = accumulate};
  for (long column = 0; column < columns; column += panel) {
    const long vectors = gk_whole(columns - column) < panel ? 1 : 2;
    for (long part = 0; part < parts; part++) {
      const long first = g->depth * part / parts, next = g->depth * (part + 1) / parts;
      const gk_term term = {x + first, dy + column, count};
      gk_tile_sum(g->tiles.set, &term, 1, 1, next - first, vectors, strides, end, sums + first * row + column);
    }
  }
}

void gk_winograd_sums(
  gk_winograd g, const float *x, const float *dy, float *sums, float *room, long from, long to) {
  const long count = g.images * ((g.height + 1) / 2) * ((g.width + 1) / 2);
  const long most = (count + g.blocks - 1) / g.blocks, slices = (g.columns + g.slice - 1) / g.slice;
  const long x_position = most * gk_padded_row(g.depth) + GK_SPACE;
  float *gradients = room + 4 * x_position;
  // All items take their part of a block while its pixels are in the cache, and all slices of a row use the same
  // transformed input.
  for (long block = 0; block < g.blocks; block++) {
    const long first = count * block / g.blocks, next = count * (block + 1) / g.blocks;
    for (long item = from; item < to; item++) {
      const int i = (int)(item / slices);
      const long column = item % slices * g.slice;
      const long columns = g.columns - column < g.slice ? g.columns - column : g.slice;
      const long dy_position = most * gk_padded_row(columns) + GK_SPACE;
      if (item == from || column == 0) gk_transform_input_row(&g, x, i, first, next, room, x_position);
      gk_transform_result_row(&g, dy, i, column, columns, first, next, gradients, dy_position);
      for (long j = 0; j < 4; j++)
        gk_multiply_position(
          &g, room + j * x_position, gradients + j * dy_position, columns, next - first, block > 0,
          sums + (4 * i + j) * g.depth * gk_whole(g.columns) + column);
    }
  }
}
