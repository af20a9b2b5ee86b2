#include "engine/pictures.h"

#include <array>
#include <filesystem>
#include <span>

#include "core/log.h"
#include "core/path.h"
#include "image/codec.h"
#include "ingest/thumbnails.h"

namespace shoebox::engine {

namespace {

// Two, so that one slow RAW file does not keep everybody waiting.
constexpr int kWorkers = 2;
constexpr int kSmallQuality = 75;

constexpr std::array kSizes = {PictureSize::kSmall, PictureSize::kMedium, PictureSize::kLarge, PictureSize::kPreview};

int side_of(PictureSize size) {
  constexpr std::array kSides = {256, 512, 1600, 3840};
  return kSides[static_cast<std::size_t>(size)];
}

}  // namespace

std::string picture_folder(const Home& home, PictureSize size) {
  switch (size) {
    case PictureSize::kSmall:
      return join_path(home.thumbs_folder(), "small");
    case PictureSize::kLarge:
      return join_path(home.thumbs_folder(), "large");
    case PictureSize::kPreview:
      return join_path(home.thumbs_folder(), "preview");
    case PictureSize::kMedium:
      break;
  }
  return home.thumbs_folder();
}

void remove_pictures(const Home& home, const PixelHash& pixels) {
  for (const PictureSize size : kSizes) ingest::ThumbnailFolder(picture_folder(home, size)).remove(pixels);
}

Result<std::string> Pictures::get(const store::PhotoView& photo, PictureSize size) {
  const ingest::ThumbnailFolder folder(picture_folder(home_, size));
  if (photo.pixel_hash) {
    if (auto stored = folder.read(*photo.pixel_hash)) return stored;
  }
  std::string webp = TRY(make(photo, size));
  if (!photo.pixel_hash) return webp;
  std::error_code ignored;
  std::filesystem::create_directory(picture_folder(home_, size), ignored);
  // Best effort: a full disk only means that it is made again.
  if (const auto written = folder.write(*photo.pixel_hash, std::as_bytes(std::span(webp))); !written)
    log::warning(written.error().text());
  return webp;
}

Result<std::string> Pictures::make(const store::PhotoView& photo, PictureSize size) {
  if (size == PictureSize::kSmall) return shrink(TRY(get(photo, PictureSize::kMedium)));
  if (photo.paths.empty()) return fail(ErrorCode::kNotFound, "this photo has no readable file");
  const auto picture = TRY(render(photo.paths.front(), ingest::ThumbnailFolder::spec(side_of(size))));
  return std::string(reinterpret_cast<const char*>(picture.bytes.data()), picture.bytes.size());
}

Result<image::Rendered> Pictures::render(const std::string& path, const image::RenderSpec& spec) {
  image::DecodeRequest request;
  request.path = path;
  request.renders = {spec};
  request.metadata = false;
  request.pixel_hash = false;
  image::ImageDecoder* workers = TRY(decoder());
  auto reply = TRY(workers->decode(request));
  return std::move(reply.renders.front());
}

/// Of our own WebP, so in this process.
Result<std::string> Pictures::shrink(const std::string& webp) {
  const auto decoded = TRY(image::decode_image(std::as_bytes(std::span(webp)), 0));
  const int side = side_of(PictureSize::kSmall);
  const image::Image picture = image::render(decoded, {.width = side, .height = side});
  const auto bytes = TRY(image::encode_webp(picture, kSmallQuality));
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Result<image::ImageDecoder*> Pictures::decoder() {
  const std::scoped_lock lock(mutex_);
  if (cancelled_) return fail(ErrorCode::kCancelled, "the program is ending");
  if (!workers_) workers_ = TRY(image::WorkerPool::create({.workers = kWorkers, .command = {}}));
  return workers_.get();
}

void Pictures::cancel() {
  const std::scoped_lock lock(mutex_);
  cancelled_ = true;
  if (workers_) workers_->cancel();
}

}  // namespace shoebox::engine
