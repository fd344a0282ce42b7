#pragma once

// The part of oneDNN that GANKit uses, in the same words for its major versions 2 and 3.
//
// Package.swift defines GANKIT_ONEDNN where the library is installed; elsewhere `gk_dnn_available` says no and nothing
// else may be called. All images are channels last, all weights [kernel_height, kernel_width, channels, kernels].

/// Whether oneDNN is there.
int gk_dnn_available(void);
/// Its version and the instruction set it uses, such as "oneDNN 2.6.3 (AVX-512)".
const char *gk_dnn_description(void);

typedef struct {
  long images, channels, kernels;
  long height, width;                  // of an image of `channels`
  long kernel_height, kernel_width, stride;
  long top, bottom, left, right;       // padding
  long out_height, out_width;          // of an image of `kernels`
} gk_dnn_shape;

typedef enum {
  GK_DNN_FORWARD,           // (x, weight) -> y
  GK_DNN_BACKWARD_DATA,     // (dy, weight) -> dx
  GK_DNN_BACKWARD_WEIGHTS   // (x, dy) -> dweight
} gk_dnn_direction;

/// One convolution, compiled for its shape, direction and number of threads. May be run by several threads at once.
typedef struct gk_dnn_convolution gk_dnn_convolution;

/// A compiled convolution, kept for ever by the caller; NULL where oneDNN has no code for it.
///
/// - bias: whether the forward direction adds one.
/// - leaky: whether the forward direction ends in x > 0 ? x : slope * x.
gk_dnn_convolution *gk_dnn_convolution_create(
  gk_dnn_shape shape, gk_dnn_direction direction, int bias, int leaky, float slope, int threads);

/// The floats that `gk_dnn_convolution_run` needs to work in, and to keep the weights in oneDNN's own order.
long gk_dnn_workspace_size(const gk_dnn_convolution *convolution);
long gk_dnn_weights_size(const gk_dnn_convolution *convolution);

/// Brings weights into oneDNN's own order for a convolution in the forward or the data direction.
void gk_dnn_pack_weights(const gk_dnn_convolution *convolution, const float *weights, float *packed, int threads);

/// out = convolution of a and b, in the order of `gk_dnn_direction`; weights as packed where they are an input.
///
/// Buffers begin at multiples of 64 bytes where the library's do. Returns 0 for success.
int gk_dnn_convolution_run(
  const gk_dnn_convolution *convolution, const float *a, const float *b, const float *bias, float *out,
  float *workspace, int threads);

/// out = op(a) op(b) + beta * out for row-major matrices, op transposing if asked: [m, k] [k, n] -> [m, n], on the
/// calling thread. a_row, b_row and out_row are the floats from one row of a matrix to the next.
void gk_dnn_product(
  int transpose_a, int transpose_b, long m, long n, long k, const float *a, long a_row, const float *b, long b_row,
  float beta, float *out, long out_row);
