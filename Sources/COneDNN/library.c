#ifdef GANKIT_ONEDNN
#include "library.h"

#include <pthread.h>

static dnnl_engine_t engine;
static pthread_key_t stream_of_thread;

static void destroy_stream(void *stream) { dnnl_stream_destroy(stream); }

__attribute__((constructor)) static void start(void) {
  dnnl_engine_create(&engine, dnnl_cpu, 0);
  pthread_key_create(&stream_of_thread, destroy_stream);
}

dnnl_engine_t gk_engine(void) { return engine; }

dnnl_stream_t gk_stream(void) {
  // A stream may be used by one thread at a time.
  dnnl_stream_t stream = pthread_getspecific(stream_of_thread);
  if (!stream) {
    dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
    pthread_setspecific(stream_of_thread, stream);
  }
  return stream;
}

const char *gk_instruction_set(void) {
  dnnl_cpu_isa_t set = dnnl_get_effective_cpu_isa();
  if ((set & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core) return "AVX-512";
  if ((set & dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2) return "AVX2";
  return "portable code";
}

void gk_append_leaky_relu(dnnl_primitive_attr_t attributes, float slope) {
  dnnl_post_ops_t operations = NULL;
  dnnl_post_ops_create(&operations);
#if DNNL_VERSION_MAJOR >= 3
  dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, slope, 0.0f);
#else
  dnnl_post_ops_append_eltwise(operations, 1.0f, dnnl_eltwise_relu, slope, 0.0f);
#endif
  dnnl_primitive_attr_set_post_ops(attributes, operations);
  dnnl_post_ops_destroy(operations);
}

size_t gk_layout_size(const gk_layout *layout) { return dnnl_memory_desc_get_size(GK_LAYOUT(layout)); }

int gk_layout_equal(const gk_layout *a, const gk_layout *b) {
  return dnnl_memory_desc_equal(GK_LAYOUT(a), GK_LAYOUT(b));
}

#if DNNL_VERSION_MAJOR >= 3

gk_layout gk_layout_of(int rank, const dnnl_dims_t dimensions, dnnl_format_tag_t tag) {
  gk_layout layout = {NULL};
  dnnl_memory_desc_create_with_tag(&layout.descriptor, rank, dimensions, dnnl_f32, tag);
  return layout;
}

gk_layout gk_layout_from(dnnl_primitive_desc_t description, dnnl_query_t what) {
  gk_layout layout = {NULL};
  dnnl_memory_desc_clone(&layout.descriptor, dnnl_primitive_desc_query_md(description, what, 0));
  return layout;
}

void gk_layout_free(gk_layout *layout) { dnnl_memory_desc_destroy(layout->descriptor); }

dnnl_primitive_desc_t gk_forward(
  const gk_layout *x, const gk_layout *weights, const gk_layout *bias, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes) {
  dnnl_primitive_desc_t result = NULL;
  dnnl_convolution_forward_primitive_desc_create(
    &result, engine, dnnl_forward_training, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights),
    GK_OPTIONAL_LAYOUT(bias), GK_LAYOUT(y), steps->strides, steps->dilations, before, after, attributes);
  return result;
}

dnnl_primitive_desc_t gk_backward_data(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint) {
  dnnl_primitive_desc_t result = NULL;
  dnnl_convolution_backward_data_primitive_desc_create(
    &result, engine, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights), GK_LAYOUT(y), steps->strides,
    steps->dilations, before, after, hint, attributes);
  return result;
}

dnnl_primitive_desc_t gk_backward_weights(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint) {
  dnnl_primitive_desc_t result = NULL;
  dnnl_convolution_backward_weights_primitive_desc_create(
    &result, engine, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights), NULL, GK_LAYOUT(y), steps->strides,
    steps->dilations, before, after, hint, attributes);
  return result;
}

#else

gk_layout gk_layout_of(int rank, const dnnl_dims_t dimensions, dnnl_format_tag_t tag) {
  gk_layout layout;
  dnnl_memory_desc_init_by_tag(&layout.descriptor, rank, dimensions, dnnl_f32, tag);
  return layout;
}

gk_layout gk_layout_from(dnnl_primitive_desc_t description, dnnl_query_t what) {
  gk_layout layout = {*dnnl_primitive_desc_query_md(description, what, 0)};
  return layout;
}

void gk_layout_free(gk_layout *layout) {}

static dnnl_primitive_desc_t finish(
  dnnl_status_t status, const dnnl_convolution_desc_t *convolution, dnnl_primitive_attr_t attributes,
  dnnl_primitive_desc_t hint) {
  dnnl_primitive_desc_t result = NULL;
  if (status == dnnl_success) dnnl_primitive_desc_create(&result, convolution, attributes, engine, hint);
  return result;
}

dnnl_primitive_desc_t gk_forward(
  const gk_layout *x, const gk_layout *weights, const gk_layout *bias, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes) {
  dnnl_convolution_desc_t convolution;
  dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
    &convolution, dnnl_forward_training, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights),
    GK_OPTIONAL_LAYOUT(bias), GK_LAYOUT(y), steps->strides, steps->dilations, before, after);
  return finish(status, &convolution, attributes, NULL);
}

dnnl_primitive_desc_t gk_backward_data(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint) {
  dnnl_convolution_desc_t convolution;
  dnnl_status_t status = dnnl_dilated_convolution_backward_data_desc_init(
    &convolution, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights), GK_LAYOUT(y), steps->strides,
    steps->dilations, before, after);
  return finish(status, &convolution, attributes, hint);
}

dnnl_primitive_desc_t gk_backward_weights(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint) {
  dnnl_convolution_desc_t convolution;
  dnnl_status_t status = dnnl_dilated_convolution_backward_weights_desc_init(
    &convolution, dnnl_convolution_direct, GK_LAYOUT(x), GK_LAYOUT(weights), NULL, GK_LAYOUT(y), steps->strides,
    steps->dilations, before, after);
  return finish(status, &convolution, attributes, hint);
}

#endif
#endif
