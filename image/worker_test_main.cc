// The test program is its own decode worker, as the product is.

#include <cstring>

#include <gtest/gtest.h>

#include "image/worker_fake.h"
#include "image/worker_pool.h"

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], shoebox::image::kWorkerArgument) == 0)
    return shoebox::image::run_decode_worker();
  if (argc > 2 && std::strcmp(argv[1], shoebox::image::kFakeWorkerArgument) == 0)
    return shoebox::image::run_fake_worker(argv[2]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
