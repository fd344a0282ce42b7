#include "COneDNN.h"

#ifdef GANKIT_ONEDNN
#include <stdio.h>
#include <stdlib.h>

#include "library.h"
#include "threads.h"

struct gk_dnn_convolution {
  gk_dnn_direction direction;
  dnnl_primitive_t primitive;
  /// Converts weights from the package's order to oneDNN's own; NULL if they are the same.
  dnnl_primitive_t reorder;
  gk_layout images, results, weights, plain_weights, bias, scratchpad;
  int has_bias;
  long weights_size, workspace_size;
};

/// The primitive descriptor of a convolution whose weights may be in any order.
static dnnl_primitive_desc_t describe(
  gk_dnn_direction direction, const gk_layout *x, const gk_layout *weights, const gk_layout *bias, const gk_layout *y,
  const gk_dnn_shape *s, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint) {
  gk_steps steps = {{s->stride_y, s->stride_x}, {s->dilation_y - 1, s->dilation_x - 1}};
  dnnl_dims_t before = {s->top, s->left}, after = {s->bottom, s->right};
  switch (direction) {
  case GK_DNN_FORWARD: return gk_forward(x, weights, bias, y, &steps, before, after, attributes);
  case GK_DNN_BACKWARD_DATA: return gk_backward_data(x, weights, y, &steps, before, after, attributes, hint);
  case GK_DNN_BACKWARD_WEIGHTS: return gk_backward_weights(x, weights, y, &steps, before, after, attributes, hint);
  }
  return NULL;
}

static dnnl_primitive_t reorder_between(const gk_layout *from, const gk_layout *to) {
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t reorder = NULL;
  if (dnnl_reorder_primitive_desc_create(
        &description, GK_LAYOUT(from), gk_engine(), GK_LAYOUT(to), gk_engine(), NULL) == dnnl_success)
    dnnl_primitive_create(&reorder, description);
  dnnl_primitive_desc_destroy(description);
  return reorder;
}

/// Rounded up to whole cache lines, so that whatever follows in a buffer begins at one.
static long floats(size_t bytes) { return (long)((bytes + 63) / 64 * 16); }

gk_dnn_convolution *gk_dnn_convolution_create(
  gk_dnn_shape s, gk_dnn_direction direction, int bias, int leaky, float slope, int threads) {
  gk_dnn_use_threads(threads);
  gk_dnn_convolution *c = calloc(1, sizeof *c);
  c->direction = direction;
  c->has_bias = bias;
  dnnl_dims_t x = {s.images, s.channels, s.height, s.width};
  dnnl_dims_t y = {s.images, s.kernels, s.out_height, s.out_width};
  dnnl_dims_t w = {s.kernels, s.channels, s.kernel_height, s.kernel_width};
  dnnl_dims_t b = {s.kernels};
  gk_layout any = gk_layout_of(4, w, dnnl_format_tag_any);
  c->images = gk_layout_of(4, x, dnnl_nhwc);
  c->results = gk_layout_of(4, y, dnnl_nhwc);
  c->plain_weights = gk_layout_of(4, w, dnnl_hwio);
  c->bias = gk_layout_of(1, b, dnnl_a);

  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_attr_create(&attributes);
  dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  if (leaky) gk_append_leaky_relu(attributes, slope);

  dnnl_primitive_desc_t hint = NULL;
  if (direction != GK_DNN_FORWARD)
    hint = describe(GK_DNN_FORWARD, &c->images, &any, NULL, &c->results, &s, NULL, NULL);
  dnnl_primitive_desc_t description =
    describe(direction, &c->images, &any, bias ? &c->bias : NULL, &c->results, &s, attributes, hint);
  if (description && dnnl_primitive_create(&c->primitive, description) == dnnl_success) {
    int gradient = direction == GK_DNN_BACKWARD_WEIGHTS;
    c->weights = gk_layout_from(description, gradient ? dnnl_query_diff_weights_md : dnnl_query_weights_md);
    c->scratchpad = gk_layout_from(description, dnnl_query_scratchpad_md);
    if (!gk_layout_equal(&c->weights, &c->plain_weights)) {
      c->reorder = gradient ? reorder_between(&c->weights, &c->plain_weights)
                            : reorder_between(&c->plain_weights, &c->weights);
      c->weights_size = floats(gk_layout_size(&c->weights));
    }
    c->workspace_size = floats(gk_layout_size(&c->scratchpad)) + (gradient ? c->weights_size : 0);
  }
  dnnl_primitive_desc_destroy(hint);
  dnnl_primitive_desc_destroy(description);
  dnnl_primitive_attr_destroy(attributes);
  gk_layout_free(&any);
  if (c->primitive) return c;
  free(c);
  return NULL;
}

long gk_dnn_workspace_size(const gk_dnn_convolution *c) { return c->workspace_size; }
long gk_dnn_weights_size(const gk_dnn_convolution *c) { return c->weights_size; }

static dnnl_exec_arg_t argument(int role, const gk_layout *layout, const float *data) {
  dnnl_memory_t memory = NULL;
  dnnl_memory_create(&memory, GK_LAYOUT(layout), gk_engine(), (void *)data);
  dnnl_exec_arg_t result = {role, memory};
  return result;
}

/// Runs a primitive and frees its arguments. On a CPU, oneDNN's stream is done when the call returns.
static int execute(dnnl_primitive_t primitive, dnnl_exec_arg_t *arguments, int count) {
  dnnl_status_t status = dnnl_primitive_execute(primitive, gk_stream(), count, arguments);
  for (int i = 0; i < count; i++) dnnl_memory_destroy(arguments[i].memory);
  return status == dnnl_success ? 0 : 1;
}

static int reorder(dnnl_primitive_t primitive, const gk_layout *from, const float *a, const gk_layout *to, float *b) {
  dnnl_exec_arg_t arguments[2] = {argument(DNNL_ARG_FROM, from, a), argument(DNNL_ARG_TO, to, b)};
  return execute(primitive, arguments, 2);
}

void gk_dnn_pack_weights(const gk_dnn_convolution *c, const float *weights, float *packed, int threads) {
  gk_dnn_use_threads(threads);
  reorder(c->reorder, &c->plain_weights, weights, &c->weights, packed);
}

int gk_dnn_convolution_run(
  const gk_dnn_convolution *c, const float *a, const float *b, const float *bias, float *out, float *workspace,
  int threads) {
  gk_dnn_use_threads(threads);
  dnnl_exec_arg_t arguments[5];
  int count = 0;
  float *scratchpad = workspace;
  float *gradient = out;
  switch (c->direction) {
  case GK_DNN_FORWARD:
    arguments[count++] = argument(DNNL_ARG_SRC, &c->images, a);
    arguments[count++] = argument(DNNL_ARG_WEIGHTS, &c->weights, b);
    arguments[count++] = argument(DNNL_ARG_DST, &c->results, out);
    if (c->has_bias) arguments[count++] = argument(DNNL_ARG_BIAS, &c->bias, bias);
    break;
  case GK_DNN_BACKWARD_DATA:
    arguments[count++] = argument(DNNL_ARG_DIFF_DST, &c->results, a);
    arguments[count++] = argument(DNNL_ARG_WEIGHTS, &c->weights, b);
    arguments[count++] = argument(DNNL_ARG_DIFF_SRC, &c->images, out);
    break;
  case GK_DNN_BACKWARD_WEIGHTS:
    if (c->reorder) {
      gradient = workspace;
      scratchpad = workspace + c->weights_size;
    }
    arguments[count++] = argument(DNNL_ARG_SRC, &c->images, a);
    arguments[count++] = argument(DNNL_ARG_DIFF_DST, &c->results, b);
    arguments[count++] = argument(DNNL_ARG_DIFF_WEIGHTS, &c->weights, gradient);
    break;
  }
  arguments[count++] = argument(DNNL_ARG_SCRATCHPAD, &c->scratchpad, scratchpad);
  int status = execute(c->primitive, arguments, count);
  if (status == 0 && gradient != out) status = reorder(c->reorder, &c->weights, gradient, &c->plain_weights, out);
  return status;
}

void gk_dnn_product(
  int transpose_a, int transpose_b, long m, long n, long k, const float *a, long a_row, const float *b, long b_row,
  float beta, float *out, long out_row) {
  gk_dnn_use_threads(1);
  dnnl_sgemm(
    transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, 1.0f, a, a_row, b, b_row, beta, out, out_row);
}

int gk_dnn_available(void) { return 1; }

const char *gk_dnn_description(void) {
  static _Thread_local char text[80];
  const dnnl_version_t *version = dnnl_version();
  snprintf(
    text, sizeof text, "oneDNN %d.%d.%d (%s)", version->major, version->minor, version->patch,
    gk_instruction_set());
  return text;
}

#else

int gk_dnn_available(void) { return 0; }
const char *gk_dnn_description(void) { return "no oneDNN"; }
gk_dnn_convolution *gk_dnn_convolution_create(
  gk_dnn_shape shape, gk_dnn_direction direction, int bias, int leaky, float slope, int threads) {
  return 0;
}
long gk_dnn_workspace_size(const gk_dnn_convolution *c) { return 0; }
long gk_dnn_weights_size(const gk_dnn_convolution *c) { return 0; }
void gk_dnn_pack_weights(const gk_dnn_convolution *c, const float *weights, float *packed, int threads) {}
int gk_dnn_convolution_run(
  const gk_dnn_convolution *c, const float *a, const float *b, const float *bias, float *out, float *workspace,
  int threads) {
  return 1;
}
void gk_dnn_product(
  int transpose_a, int transpose_b, long m, long n, long k, const float *a, long a_row, const float *b, long b_row,
  float beta, float *out, long out_row) {}

#endif
