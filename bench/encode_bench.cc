// Encoding alone, as the pipeline does it: several callers share the image tower of a bundle, each call on its own
// threads. encode_bench BUNDLE CALLERS THREADS_PER_CALL BATCH SECONDS ->
// {"photos","seconds","photos_per_second","side"}

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "model/bundle.h"

namespace {

struct Run {
  std::size_t photos = 0;
  double seconds = 0;
};

/// All callers encode the same random pixels until `seconds` are over; a call that has begun is finished and counted.
shoebox::Result<Run> measure(shoebox::model::ImageEncoder& encoder, int callers, std::size_t batch, double seconds) {
  const auto side = static_cast<std::size_t>(encoder.input().side);
  std::vector<std::uint8_t> pixels(batch * side * side * 3);
  std::mt19937 random;
  for (auto& each : pixels) each = static_cast<std::uint8_t>(random());
  TRY(encoder.encode(pixels, batch));  // The first call plans memory.
  std::atomic<std::size_t> photos = 0;
  std::atomic<bool> failed = false;
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < callers; ++i) {
      threads.emplace_back([&] {
        while (!failed && elapsed() < seconds) {
          if (encoder.encode(pixels, batch))
            photos += batch;
          else
            failed = true;
        }
      });
    }
  }
  if (failed) return shoebox::fail(shoebox::ErrorCode::kInternal, "a call of the encoder failed");
  return Run{photos.load(), elapsed()};
}

shoebox::Result<void> bench(char** arguments) {
  const auto bundle = TRY(shoebox::model::open_bundle(arguments[1]));
  shoebox::model::RuntimeConfig runtime;
  runtime.threads = std::atoi(arguments[3]);
  const auto encoder = TRY(shoebox::model::load_image_encoder(bundle, runtime));
  const auto batch = static_cast<std::size_t>(std::atoi(arguments[4]));
  const Run run = TRY(measure(*encoder, std::atoi(arguments[2]), batch, std::atof(arguments[5])));
  std::puts(fmt::format(R"({{"photos":{},"seconds":{:.3f},"photos_per_second":{:.3f},"side":{}}})", run.photos,
                        run.seconds, static_cast<double>(run.photos) / run.seconds, encoder->input().side)
                .c_str());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: encode_bench BUNDLE CALLERS THREADS_PER_CALL BATCH SECONDS\n");
    return 2;
  }
  const auto done = bench(argv);
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 2;
}
