#include <string_view>

#include "cli/app.h"
#include "image/worker_pool.h"

int main(int argc, char** argv) {
  // The same program is its own decode worker: see image/worker_pool.h.
  if (argc > 1 && std::string_view(argv[1]) == shoebox::image::kWorkerArgument)
    return shoebox::image::run_decode_worker();
  return shoebox::cli::run(argc, argv);
}
