// All codecs by content, as a decode worker uses them, and the hash of the picture. libjxl and dav1d print what they
// dislike (a worker's standard error leads nowhere): -close_fd_mask=2 keeps the screen clean.
//   fuzz_decode_image -rss_limit_mb=4096 -timeout=60 CORPUS tests/data/images

#include <cstdint>
#include <cstdlib>

#include "image/codec.h"

namespace {

/// Sides of which the fuzzer learns nothing new, but over which every run would take seconds.
constexpr std::int64_t kPixelsOfInterest = 4'000'000;

void check(const shoebox::image::Decoded& decoded) {
  const auto& image = decoded.image;
  if (image.rgb.size() != static_cast<std::size_t>(image.width) * image.height * 3) std::abort();
  if (decoded.full_width < 1 || decoded.full_height < 1) std::abort();
  const auto& covered = decoded.covered;
  if (covered.left < 0 || covered.top < 0 || covered.right > image.width || covered.bottom > image.height) std::abort();
  if (covered.left >= covered.right || covered.top >= covered.bottom) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> file(reinterpret_cast<const std::byte*>(data), size);
  for (const int short_side_min : {0, 16}) {
    const auto decoded = shoebox::image::decode_image(file, short_side_min);
    if (!decoded) {
      if (decoded.error().message.empty()) std::abort();
      continue;
    }
    check(*decoded);
    if (!shoebox::image::pixel_hash(file, *decoded)) std::abort();
    if (static_cast<std::int64_t>(decoded->full_width) * decoded->full_height > kPixelsOfInterest) return -1;
  }
  return 0;
}
