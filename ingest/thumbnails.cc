#include "ingest/thumbnails.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::ingest {

namespace {

constexpr int kQuality = 78;  // 36 dB on photos of 12 megapixels

std::unexpected<Error> system_failure(std::string_view what, const std::string& path) {
  return fail(ErrorCode::kIo, fmt::format("{}: {}", what, std::strerror(errno)), path);
}

/// A RIFF file says how long it is, which finds what a power cut left empty or short.
bool is_whole_webp(std::string_view file) {
  if (file.size() < 12 || !file.starts_with("RIFF") || file.substr(8, 4) != "WEBP") return false;
  std::uint32_t bytes = 0;
  for (std::size_t i = 0; i < 4; ++i)
    bytes |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(file[4 + i])) << 8 * i;
  return std::uint64_t{bytes} + 8 == file.size();
}

bool write_all(int descriptor, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::string ThumbnailFolder::path_of(const PixelHash& pixels) const {
  const std::string name = pixels.hash.hex();
  return fmt::format("{}/{}/{}.webp", folder_, name.substr(0, 2), name);
}

Result<std::string> ThumbnailFolder::read(const PixelHash& pixels) const {
  const std::string path = path_of(pixels);
  std::string file = TRY(read_file(path, limits::kSidecarBytesMax));
  if (!is_whole_webp(file)) return fail(ErrorCode::kCorrupt, "the thumbnail is damaged", path);
  return file;
}

/// Without a sync: thousands of them would cost more than the photos, and read() notices what a power cut took.
Result<void> ThumbnailFolder::write(const PixelHash& pixels, std::span<const std::byte> webp) const {
  const std::string path = path_of(pixels);
  const std::string folder(parent_folder(path));
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return system_failure("cannot make the folder", folder);
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return system_failure("cannot write the thumbnail", path);
  const bool written = write_all(descriptor, webp);
  const bool done = close(descriptor) == 0 && written && rename(temporary.c_str(), path.c_str()) == 0;
  if (done) return {};
  auto failure = system_failure("cannot write the thumbnail", path);
  unlink(temporary.c_str());
  return failure;
}

void ThumbnailFolder::remove(const PixelHash& pixels) const {
  if (enabled()) unlink(path_of(pixels).c_str());
}

image::RenderSpec ThumbnailFolder::spec(int long_side) {
  return {.width = long_side,
          .height = long_side,
          .fit = image::Fit::kInside,
          .filter = image::Filter::kBicubic,
          .encoding = image::Encoding::kWebp,
          .quality = kQuality};
}

}  // namespace shoebox::ingest
