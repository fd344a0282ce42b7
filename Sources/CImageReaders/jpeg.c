#include "CImageReaders.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>

#include "place.h"

// libjpeg passes around a pointer to the first member; the rest is found through it.
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf escape;
  gk_picture *picture;
} error_handler;

static gk_picture_result result_of(int code) {
  switch (code) {
    case JERR_NO_SOI:
      return GK_PICTURE_OTHER_FORMAT;
    case JWRN_JPEG_EOF:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
      return GK_PICTURE_TRUNCATED;
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY:
      return GK_PICTURE_OUT_OF_MEMORY;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_IMAGE_TOO_BIG:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
      return GK_PICTURE_UNSUPPORTED;
    default:
      return GK_PICTURE_CORRUPT;
  }
}

static void stop(j_common_ptr info) {
  error_handler *handler = (error_handler *)info->err;
  info->err->format_message(info, handler->picture->message);
  longjmp(handler->escape, 1);
}

// For errors that libjpeg has no message for.
static void stop_saying(j_common_ptr info, int code, const char *message) {
  error_handler *handler = (error_handler *)info->err;
  info->err->msg_code = code;
  snprintf(handler->picture->message, sizeof handler->picture->message, "%s", message);
  longjmp(handler->escape, 1);
}

// libjpeg warns (level -1) when it continues with made-up pixels; only an unknown version number is harmless.
static void warn(j_common_ptr info, int level) {
  if (level < 0 && info->err->msg_code != JWRN_JFIF_MAJOR) stop(info);
}

// A progressive file of a few kilobytes can ask for thousands of passes over the whole picture.
static void limit_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number > 500) {
    stop_saying(info, JERR_BAD_PROGRESSION, "more than 500 scans");
  }
}

static unsigned product(unsigned a, unsigned b) { return (a * b + 127) / 255; }

// Adobe's programs store CMYK inverted, 255 for no ink, and mark their files; others store 0 for no ink.
// Without ink profiles, R = (1 - C)(1 - K) and so on.
static void rgb_from_cmyk(const uint8_t *cmyk, uint8_t *rgb, unsigned width, int inverted) {
  for (unsigned x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    unsigned black = inverted ? cmyk[3] : 255 - cmyk[3];
    for (int i = 0; i < 3; i++) rgb[i] = (uint8_t)product(inverted ? cmyk[i] : 255 - cmyk[i], black);
  }
}

static void read_size(struct jpeg_decompress_struct *info, gk_picture *picture) {
  jpeg_read_header(info, TRUE);
  switch (info->jpeg_color_space) {
    case JCS_GRAYSCALE:
      info->out_color_space = JCS_GRAYSCALE;
      break;
    case JCS_RGB:
    case JCS_YCbCr:
      info->out_color_space = JCS_RGB;
      break;
    case JCS_CMYK:
    case JCS_YCCK:
      info->out_color_space = JCS_CMYK;
      break;
    default:
      stop_saying(
        (j_common_ptr)info, JERR_CONVERSION_NOTIMPL, "channels that are neither grey, nor RGB, YCbCr, CMYK or YCCK");
  }
  picture->width = info->image_width;
  picture->height = info->image_height;
  picture->channels = info->out_color_space == JCS_GRAYSCALE ? 1 : 3;
  picture->bits = 8;
  picture->has_opacity = 0;
  picture->frames = 1;
}

static void read_pixels(struct jpeg_decompress_struct *info, const gk_picture *picture, uint8_t *pixels) {
  jpeg_start_decompress(info);
  const size_t stride = (size_t)picture->width * picture->channels;
  uint8_t *inks = NULL, *turned = NULL;
  if (info->out_color_space == JCS_CMYK) {
    inks = info->mem->alloc_large((j_common_ptr)info, JPOOL_IMAGE, (size_t)picture->width * 4);
  }
  if (picture->orientation > 1) turned = info->mem->alloc_large((j_common_ptr)info, JPOOL_IMAGE, stride);
  while (info->output_scanline < info->output_height) {
    const uint32_t y = info->output_scanline;
    uint8_t *target = turned ? turned : pixels + y * stride;
    JSAMPROW row = inks ? inks : target;
    jpeg_read_scanlines(info, &row, 1);
    if (inks) rgb_from_cmyk(inks, target, picture->width, info->saw_Adobe_marker);
    if (turned) gk_place_row(turned, picture->channels, picture->channels, y, picture, pixels);
  }
  // Reads on to the end marker, so that a file without it is noticed.
  jpeg_finish_decompress(info);
}

// A separate function, because variables that change between setjmp and longjmp must not belong to the function that
// calls setjmp.
static gk_picture_result read_guarded(
  struct jpeg_decompress_struct *info, error_handler *handler, struct jpeg_progress_mgr *progress,
  const uint8_t *bytes, size_t count, uint8_t *pixels) {
  info->err = jpeg_std_error(&handler->manager);
  handler->manager.error_exit = stop;
  handler->manager.emit_message = warn;
  if (setjmp(handler->escape)) return result_of(handler->manager.msg_code);
  jpeg_create_decompress(info);
  // Progressive files keep two bytes per sample until the last scan: 67 megapixels fit if the colours are stored at
  // half size, but not at full size.
  info->mem->max_memory_to_use = 256L << 20;
  progress->progress_monitor = limit_scans;
  info->progress = progress;
  jpeg_mem_src(info, bytes, count);
  gk_picture *picture = handler->picture;
  const gk_picture expected = *picture;
  read_size(info, picture);
  if (!pixels) return GK_PICTURE_READ;
  // The caller made room for a picture of this size.
  if (picture->width != expected.width || picture->height != expected.height ||
      picture->channels != expected.channels) {
    stop_saying((j_common_ptr)info, JERR_BAD_STATE, "the size differs from that of the first call");
  }
  read_pixels(info, picture, pixels);
  return GK_PICTURE_READ;
}

static gk_picture_result read_picture(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels) {
  struct jpeg_decompress_struct info = {0};
  struct jpeg_progress_mgr progress = {0};
  error_handler handler = {.picture = picture};
  picture->message[0] = 0;
  gk_picture_result result = read_guarded(&info, &handler, &progress, bytes, count, pixels);
  jpeg_destroy_decompress(&info);
  return result;
}

gk_picture_result gk_jpeg_read_size(const uint8_t *bytes, size_t count, gk_picture *picture) {
  return read_picture(bytes, count, picture, NULL);
}

gk_picture_result gk_jpeg_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  (void)opacity;
  return read_picture(bytes, count, picture, pixels);
}

#define TEXT_OF(value) #value
#define TEXT(value) TEXT_OF(value)

const char *gk_jpeg_version(void) {
#ifdef LIBJPEG_TURBO_VERSION
  return TEXT(LIBJPEG_TURBO_VERSION);
#else
  return TEXT(JPEG_LIB_VERSION);
#endif
}
