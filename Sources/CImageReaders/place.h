#pragma once
#include "CImageReaders.h"

// Puts a decoded row where it belongs in the turned picture, so that turning needs no second copy of the picture.
static inline void gk_place_row(const uint8_t *row, uint32_t y, const gk_picture *picture, uint8_t *pixels) {
  const ptrdiff_t width = picture->width, height = picture->height, channels = picture->channels;
  const ptrdiff_t below = height - 1 - y;
  // The position of the row's first pixel, and the step from each pixel to the next; from 5 on, rows become columns.
  ptrdiff_t start, step;
  switch (picture->orientation) {
    case 2: start = y * width + width - 1, step = -1; break;
    case 3: start = below * width + width - 1, step = -1; break;
    case 4: start = below * width, step = 1; break;
    case 5: start = y, step = height; break;
    case 6: start = below, step = height; break;
    case 7: start = (width - 1) * height + below, step = -height; break;
    case 8: start = (width - 1) * height + y, step = -height; break;
    default: start = y * width, step = 1; break;
  }
  uint8_t *target = pixels + start * channels;
  for (ptrdiff_t x = 0; x < width; x++, row += channels, target += step * channels) {
    for (ptrdiff_t channel = 0; channel < channels; channel++) target[channel] = row[channel];
  }
}
