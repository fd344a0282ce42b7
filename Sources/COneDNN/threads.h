#pragma once

/// Sets the number of threads for the calls to oneDNN that this thread makes from now on.
void gk_dnn_use_threads(int threads);
