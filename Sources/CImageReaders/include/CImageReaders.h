#pragma once
#include <stddef.h>
#include <stdint.h>

// Decoding of JPEG and PNG files through libjpeg-turbo and libpng.
//
// Both libraries report errors by calling a function that must not return; the only ways out are the end of the
// process and longjmp, which must not cross Swift frames. So the jump happens here, and Swift sees a result code.
//
// Reading takes two calls: the first tells the size, for the caller to make room, or not; the second decodes.
// Every call works on its own state and may run on several threads at once.

typedef enum {
  GK_PICTURE_READ,
  /// The bytes do not begin as the format does.
  GK_PICTURE_OTHER_FORMAT,
  /// The bytes end before the picture does.
  GK_PICTURE_TRUNCATED,
  /// The bytes contradict the format.
  GK_PICTURE_CORRUPT,
  /// A kind of the format that is not read.
  GK_PICTURE_UNSUPPORTED,
  GK_PICTURE_OUT_OF_MEMORY,
} gk_picture_result;

typedef struct {
  uint32_t width, height;
  /// Of the decoded picture: 1 for grey, 2 for grey and opacity, 3 for red, green, blue, 4 for these and opacity.
  uint32_t channels;
  /// What the library said where the result is not GK_PICTURE_READ.
  char message[256];
} gk_picture;

/// Reads what comes before the pixels. A size of zero is an error.
gk_picture_result gk_jpeg_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);

/// Decodes the picture into `pixels`, row by row, which has room for width * height * channels bytes.
///
/// The same bytes must have given `picture` its size before. Truncated and corrupt files are errors, although
/// libjpeg itself would fill in grey and only warn. There are 1 or 3 channels; inks become RGB.
gk_picture_result gk_jpeg_read_pixels(const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels);

/// The version of the JPEG library, such as "2.1.5".
const char *gk_jpeg_version(void);

/// The same for PNG: every colour type and depth as 8 bits; a transparent colour becomes opacity.
gk_picture_result gk_png_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);
gk_picture_result gk_png_read_pixels(const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels);
