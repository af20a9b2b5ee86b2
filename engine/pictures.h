#pragma once
// Photos as pictures to be shown: thumbnails in three sizes and previews, made once and kept in the home. Thread-safe.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "engine/home.h"
#include "image/worker_pool.h"
#include "store/photo_repository.h"

namespace shoebox::engine {

enum class PictureSize : std::uint8_t {
  kSmall,    // 256 pixels
  kMedium,   // 512: made when a photo is read
  kLarge,    // 1600
  kPreview,  // 3840: to look at closely
};

/// Where pictures of a size are kept: thumbs/ itself, and folders in it.
std::string picture_folder(const Home& home, PictureSize size);

/// Removes all pictures of these pixels.
void remove_pictures(const Home& home, const PixelHash& pixels);

class Pictures final {
 public:
  explicit Pictures(const Home& home) : home_(home) {}

  /// WebP. kNotFound when the photo has no readable file and no stored picture.
  Result<std::string> get(const store::PhotoView& photo, PictureSize size);

  /// One render of any picture file.
  Result<image::Rendered> render(const std::string& path, const image::RenderSpec& spec);

  /// Ends what is being decoded; the others give kCancelled from then on.
  void cancel();

 private:
  Result<std::string> make(const store::PhotoView& photo, PictureSize size);
  Result<std::string> shrink(const std::string& webp);
  Result<image::ImageDecoder*> decoder();

  const Home home_;
  std::mutex mutex_;
  std::unique_ptr<image::WorkerPool> workers_;
  bool cancelled_ = false;
};

}  // namespace shoebox::engine
