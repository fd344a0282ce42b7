#include "winograd.h"

// Images by Winograd's convolution. A block of tiles is transformed, multiplied and transformed back while it stays in
// the second-level cache; whole images are never stored in transformed form.

/// B^T d B for `count` channels of one tile.
GK_INLINE void gk_transform_tile(
  const gk_pixel *pixels, float *out, long position, const long channel, const long count) {
  gk_lanes d[16], half[16], all[16];
  GK_UNROLLED for (int i = 0; i < 16; i++) gk_load_pixel(&d[i], pixels[i], channel, count);
  GK_UNROLLED for (int x = 0; x < 4; x++) gk_transform_input(d + x, half + x, 4);
  GK_UNROLLED for (int y = 0; y < 4; y++) gk_transform_input(half + 4 * y, all + 4 * y, 1);
  GK_UNROLLED for (long p = 0; p < 16; p++) gk_store_channels(&all[p], out + p * position + channel, GK_CHANNELS);
}

/// The same for the tiles from ..< to: [position][tile][channel].
GK_VECTORISED static void gk_transform_tiles(
  const gk_winograd *g, const float *source, long from, long to, float *out, long position) {
  const long row = gk_padded_row(g->depth);
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(g, tile);
    const float *image = source + place.image * g->source_height * g->source_width * g->depth;
    gk_pixel pixels[16];
    for (int i = 0; i < 16; i++)
      pixels[i] = gk_pixel_of(
        image, g->source_height, g->source_width, g->depth, place.y - g->top + i / 4, place.x - g->left + i % 4);
    GK_FOR_CHANNELS(g->depth, gk_transform_tile, pixels, out, position)
  }
}

/// Where the results of a tile go: 2x2 pixels, or fewer at the image's ends.
typedef struct {
  float *corner;
  long down, across;
  long row, pixel;
} gk_results;

/// f(A^T m A + bias) for `count` columns of one tile.
GK_INLINE void gk_finish_tile(
  const float *products, long position, gk_winograd_end end, gk_results to, const long column, const long count) {
  gk_lanes all[16], half[8], y[4];
  GK_UNROLLED for (long p = 0; p < 16; p++) gk_load_channels(&all[p], products + p * position + column, GK_CHANNELS);
  GK_UNROLLED for (int x = 0; x < 4; x++) gk_transform_result(all + x, half + x, 4);
  GK_UNROLLED for (int i = 0; i < 2; i++) gk_transform_result(half + 4 * i, y + 2 * i, 1);
  if (end.bias) {
    gk_lanes bias;
    gk_load_channels(&bias, end.bias + column, count);
    GK_UNROLLED for (int i = 0; i < 4; i++) y[i] += bias;
  }
  float lanes[4 * GK_CHANNELS];
  memcpy(lanes, y, sizeof lanes);
  GK_FOR_ACTIVATION(end.activation, {
    for (int lane = 0; lane < 4 * GK_CHANNELS; lane++) lanes[lane] = gk_activate(F, end.slope, lanes[lane]);
  })
  for (long i = 0; i < to.down; i++)
    for (long j = 0; j < to.across; j++) {
      float *pixel = to.corner + i * to.row + j * to.pixel;
      memcpy(pixel + column, lanes + (2 * i + j) * GK_CHANNELS, (size_t)count * sizeof(float));
    }
}

/// The same for one panel of the tiles from ..< to, given m as [position][tile][column of the panel].
GK_VECTORISED static void gk_finish_panel(
  const gk_winograd *g, const float *products, long position, long column, gk_winograd_end end, float *out, long from,
  long to) {
  const long panel = 2 * g->tiles.lanes;
  const long columns = g->columns - column < panel ? g->columns - column : panel;
  if (end.bias) end.bias += column;
  for (long tile = from; tile < to; tile++, products += panel) {
    const gk_place place = gk_place_of(g, tile);
    const gk_results results = {
      .corner = out + ((place.image * g->height + place.y) * g->width + place.x) * g->columns + column,
      .down = place.y + 1 < g->height ? 2 : 1, .across = place.x + 1 < g->width ? 2 : 1,
      .row = g->width * g->columns, .pixel = g->columns};
    GK_FOR_CHANNELS(columns, gk_finish_tile, products, position, end, results)
  }
}

/// The 16 products of one panel: transformed tiles times transformed kernels.
static void gk_multiply_panel(
  const gk_winograd *g, const float *tiles, long tile_position, const float *kernels, float *products,
  long product_position, long count, long vectors) {
  const long panel = 2 * g->tiles.lanes, row = gk_padded_row(g->depth);
  const long parts = (count + g->tiles.rows - 1) / g->tiles.rows;
  const gk_tile_strides strides = {row, 1, panel, panel};
  for (long p = 0; p < 16; p++)
    for (long part = 0; part < parts; part++) {
      const long first = count * part / parts, next = count * (part + 1) / parts;
      const gk_term term = {
        tiles + p * tile_position + first * row, kernels + p * (g->depth * panel + GK_SPACE), g->depth};
      gk_tile_sum(
        g->tiles.set, &term, 1, 0, next - first, vectors, strides, (gk_tile_end){0},
        products + p * product_position + first * panel);
    }
}

void gk_winograd_images(
  gk_winograd g, const float *source, const float *kernels, gk_winograd_end end, float *out, float *room, long from,
  long to) {
  const long count = g.images * ((g.height + 1) / 2) * ((g.width + 1) / 2), panel = 2 * g.tiles.lanes;
  const long most = (count + g.blocks - 1) / g.blocks;
  const long tile_position = most * gk_padded_row(g.depth) + GK_SPACE, product_position = most * panel + GK_SPACE;
  float *products = room + 16 * tile_position;
  for (long block = from; block < to; block++) {
    const long first = count * block / g.blocks, next = count * (block + 1) / g.blocks;
    gk_transform_tiles(&g, source, first, next, room, tile_position);
    const float *weights = kernels;
    for (long column = 0; column < g.columns; column += panel) {
      const long vectors = gk_whole(g.columns - column) < panel ? 1 : 2;
      gk_multiply_panel(&g, room, tile_position, weights, products, product_position, next - first, vectors);
      gk_finish_panel(&g, products, product_position, column, end, out, first, next);
      weights += 16 * (g.depth * panel + GK_SPACE);
    }
  }
}
