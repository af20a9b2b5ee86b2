// Encoding alone: the image tower of a bundle on random pixels.
// encode_bench BUNDLE THREADS BATCH SECONDS -> {"photos","seconds","photos_per_second","side"}

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "model/bundle.h"

namespace {

struct Run {
  std::size_t photos = 0;
  double seconds = 0;
};

shoebox::Result<Run> measure(shoebox::model::ImageEncoder& encoder, std::size_t batch, double seconds) {
  const auto side = static_cast<std::size_t>(encoder.input().side);
  std::vector<std::uint8_t> pixels(batch * side * side * 3);
  std::mt19937 random;
  for (auto& each : pixels) each = static_cast<std::uint8_t>(random());
  TRY(encoder.encode(pixels, batch));  // The first call plans memory.
  Run run;
  const auto start = std::chrono::steady_clock::now();
  while (run.seconds < seconds) {
    TRY(encoder.encode(pixels, batch));
    run.photos += batch;
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  return run;
}

shoebox::Result<void> bench(char** arguments) {
  const auto bundle = TRY(shoebox::model::open_bundle(arguments[1]));
  shoebox::model::RuntimeConfig runtime;
  runtime.threads = std::atoi(arguments[2]);
  const auto encoder = TRY(shoebox::model::load_image_encoder(bundle, runtime));
  const Run run = TRY(measure(*encoder, static_cast<std::size_t>(std::atoi(arguments[3])), std::atof(arguments[4])));
  std::puts(fmt::format(R"({{"photos":{},"seconds":{:.3f},"photos_per_second":{:.3f},"side":{}}})", run.photos,
                        run.seconds, static_cast<double>(run.photos) / run.seconds, encoder->input().side)
                .c_str());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: encode_bench BUNDLE THREADS BATCH SECONDS\n");
    return 2;
  }
  const auto done = bench(argv);
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 2;
}
