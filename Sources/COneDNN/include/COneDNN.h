#pragma once

// The part of oneDNN that GANKit uses, with the same interface for its major versions 2 and 3.
//
// Package.swift defines GANKIT_ONEDNN if the library is installed; otherwise `gk_dnn_available` returns 0, and apart
// from `gk_dnn_description` nothing else may be called. All images are channels last, and all weights are
// [kernel_height, kernel_width, channels, kernels].

/// Whether the package was built with oneDNN: 1 or 0.
int gk_dnn_available(void);
/// Its version and the instruction set it uses, such as "oneDNN 2.6.3 (AVX-512)".
const char *gk_dnn_description(void);

typedef struct {
  long images, channels, kernels;
  long height, width;                  // of an image of `channels`
  long kernel_height, kernel_width;
  long stride_y, stride_x;
  long dilation_y, dilation_x;         // 1 for kernels without gaps
  long top, bottom, left, right;       // padding
  long out_height, out_width;          // of an image of `kernels`
} gk_dnn_shape;

typedef enum {
  GK_DNN_FORWARD,           // (x, weight) -> y
  GK_DNN_BACKWARD_DATA,     // (dy, weight) -> dx
  GK_DNN_BACKWARD_WEIGHTS   // (x, dy) -> dweight
} gk_dnn_direction;

/// One convolution, compiled for its shape, direction and number of threads. Several threads may run it at once.
typedef struct gk_dnn_convolution gk_dnn_convolution;

/// A compiled convolution, which is never freed; NULL if oneDNN has no code for it.
///
/// - bias: whether the forward direction adds one.
/// - leaky: whether the forward direction ends in x > 0 ? x : slope * x.
gk_dnn_convolution *gk_dnn_convolution_create(
  gk_dnn_shape shape, gk_dnn_direction direction, int bias, int leaky, float slope, int threads);

/// How many floats `gk_dnn_convolution_run` needs as a workspace, and how many the weights take in oneDNN's own order.
long gk_dnn_workspace_size(const gk_dnn_convolution *convolution);
long gk_dnn_weights_size(const gk_dnn_convolution *convolution);

/// Converts weights to oneDNN's own order, for a convolution in the forward or the data direction.
void gk_dnn_pack_weights(const gk_dnn_convolution *convolution, const float *weights, float *packed, int threads);

/// out = convolution of a and b, which are ordered as `gk_dnn_direction` says; weights that are an input must be
/// packed.
///
/// Buffers begin at multiples of 64 bytes if the library's do. Returns 0 for success.
int gk_dnn_convolution_run(
  const gk_dnn_convolution *convolution, const float *a, const float *b, const float *bias, float *out,
  float *workspace, int threads);

/// out = op(a) op(b) + beta * out for row-major matrices, where op transposes if asked to: [m, k] [k, n] -> [m, n], on
/// the calling thread. a_row, b_row and out_row are the numbers of floats from one row of a matrix to the next.
void gk_dnn_product(
  int transpose_a, int transpose_b, long m, long n, long k, const float *a, long a_row, const float *b, long b_row,
  float beta, float *out, long out_row);
