// Decoding alone, as the pipeline asks for it: worker processes, metadata, pixel hash, the model's input, the
// thumbnail. decode_bench WORKERS SIDE squash|crop FILE... -> {"files","failed","seconds","files_per_second"}

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "image/worker_pool.h"
#include "ingest/thumbnails.h"

namespace {

constexpr int kThumbnailSide = 512;

shoebox::image::DecodeRequest request_of(const char* path, int side, bool squash) {
  using shoebox::image::Fit;
  shoebox::image::DecodeRequest request;
  request.path = path;
  request.renders = {{.width = side, .height = side, .fit = squash ? Fit::kSquash : Fit::kShortestCrop},
                     shoebox::ingest::ThumbnailFolder::spec(kThumbnailSide)};
  return request;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == shoebox::image::kWorkerArgument) {
    return shoebox::image::run_decode_worker();
  }
  if (argc < 5) {
    std::fprintf(stderr, "usage: decode_bench WORKERS SIDE squash|crop FILE...\n");
    return 2;
  }
  const int workers = std::atoi(argv[1]);
  const int side = std::atoi(argv[2]);
  const bool squash = std::string_view(argv[3]) == "squash";
  const std::vector<const char*> files(argv + 4, argv + argc);
  shoebox::image::WorkerPoolConfig config;
  config.workers = workers;
  const auto pool = shoebox::image::WorkerPool::create(config);
  if (!pool) {
    std::fprintf(stderr, "%s\n", pool.error().message.c_str());
    return 2;
  }
  std::atomic<std::size_t> next = 0;
  std::atomic<int> failed = 0;
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < workers; ++i) {
      threads.emplace_back([&] {
        for (std::size_t each = next++; each < files.size(); each = next++) {
          if (!(*pool)->decode(request_of(files[each], side, squash))) ++failed;
        }
      });
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::puts(fmt::format(R"({{"files":{},"failed":{},"seconds":{:.3f},"files_per_second":{:.3f}}})", files.size(),
                        failed.load(), took.count(), static_cast<double>(files.size()) / took.count())
                .c_str());
}
