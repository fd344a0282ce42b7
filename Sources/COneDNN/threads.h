#pragma once

/// Sets the number of threads of the following calls of oneDNN by this thread.
void gk_dnn_use_threads(int threads);
