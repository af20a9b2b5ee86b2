#pragma once
// The folder of thumbnails: WebP files named after the picture's pixels, so that copies share one and a new version has
// its own. Derived: any of them may be missing or, after a power cut, damaged; then it is made again. const methods are
// safe to call concurrently, also from several processes.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "image/render.h"

namespace shoebox::ingest {

class ThumbnailFolder final {
 public:
  /// Empty: there is none, and nothing is written.
  explicit ThumbnailFolder(std::string folder) : folder_(std::move(folder)) {}

  bool enabled() const { return !folder_.empty(); }
  /// FOLDER/ab/abcdef….webp
  std::string path_of(const PixelHash& pixels) const;
  /// kNotFound when it is missing, kCorrupt when it is not a whole WebP file.
  Result<std::string> read(const PixelHash& pixels) const;
  /// Readers see all of it or nothing. kIo, also when the disk is full.
  Result<void> write(const PixelHash& pixels, std::span<const std::byte> webp) const;

  /// One that is not there is removed already.
  void remove(const PixelHash& pixels) const;

  /// What to ask the decoder for.
  static image::RenderSpec spec(int long_side);

 private:
  std::string folder_;
};

}  // namespace shoebox::ingest
