#include "winograd.h"

// How large the parts of Winograd's convolution are.

gk_winograd_size gk_winograd_size_of(gk_winograd_algorithm algorithm) {
  GK_FOR_ALGORITHM(algorithm, { return F->size; })
  return (gk_winograd_size){0};
}

GK_LONG gk_winograd_tiles(gk_winograd g) {
  return g.images * gk_tiles_along(&g, g.height) * gk_tiles_along(&g, g.width);
}

/// What gk_pixels_of may have to copy.
GK_INLINE long gk_patch_room(long channels) { return GK_MOST_INPUTS * GK_MOST_INPUTS * gk_whole(channels); }

GK_LONG gk_winograd_panel_count(gk_winograd g) {
  return gk_result_phases(&g) * gk_parts(g.columns, 2 * g.tiles.lanes);
}

GK_LONG gk_winograd_kernel_count(gk_winograd g) {
  return gk_winograd_panel_count(g) * gk_positions(&g) * (gk_full_depth(&g) * 2 * g.tiles.lanes + GK_SPACE);
}

GK_LONG gk_winograd_block_room(gk_winograd g) {
  const long most = gk_parts(gk_winograd_tiles(g), g.blocks);
  return gk_positions(&g) * (most * (gk_padded_row(gk_full_depth(&g)) + 2 * g.tiles.lanes) + 2 * GK_SPACE) +
         gk_patch_room(g.depth);
}

GK_LONG gk_winograd_tile_count(gk_winograd g) {
  return gk_result_phases(&g) * gk_positions(&g) *
         (gk_winograd_tiles(g) * gk_padded_row(gk_full_depth(&g)) + GK_SPACE);
}

GK_LONG gk_winograd_panel_room(gk_winograd g) {
  const long most = gk_parts(gk_winograd_tiles(g), g.blocks);
  return gk_positions(&g) * ((g.part + most) * 2 * g.tiles.lanes + 2 * GK_SPACE);
}

GK_LONG gk_winograd_sum_count(gk_winograd g) { return gk_positions(&g) * gk_full_depth(&g) * gk_whole(g.columns); }

GK_LONG gk_winograd_sum_room(gk_winograd g) {
  const long most = gk_parts(gk_winograd_tiles(g), g.blocks);
  return g.size.points * (most * (gk_padded_row(g.depth) + gk_padded_row(g.slice)) + 2 * GK_SPACE) +
         gk_patch_room(g.depth > g.slice ? g.depth : g.slice);
}

GK_LONG gk_winograd_gradient_count(gk_winograd g) {
  return gk_positions(&g) * (gk_winograd_tiles(g) * gk_padded_row(g.columns) + GK_SPACE);
}

GK_LONG gk_winograd_tap_room(gk_winograd g) { return gk_positions(&g) * (g.part * 2 * g.tiles.lanes + GK_SPACE); }

GK_LONG gk_winograd_patch_room(gk_winograd g) { return gk_patch_room(g.depth > g.columns ? g.depth : g.columns); }
