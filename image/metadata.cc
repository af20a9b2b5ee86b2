#include "image/metadata.h"

#include <exception>
#include <memory>
#include <mutex>
#include <utility>

#include "core/limits.h"
#include "image/metadata_container.h"
#include "image/metadata_tags.h"
#include "image/metadata_takeout.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <exiv2/bmffimage.hpp>
#include <exiv2/error.hpp>
#include <exiv2/image.hpp>
#include <exiv2/properties.hpp>
#pragma GCC diagnostic pop

namespace shoebox::image {

namespace {

/// Those that exiv2 0.27 does not know, so that their keys are the same whatever prefix a file gives them.
void register_namespaces() {
  constexpr std::pair<const char*, const char*> kNamespaces[] = {
      {"http://ns.google.com/photos/1.0/camera/", "GCamera"},
      {"http://ns.xiaomi.com/photos/1.0/camera/", "MiCamera"},
  };
  for (const auto& [uri, prefix] : kNamespaces) Exiv2::XmpProperties::registerNs(uri, prefix);
}

/// exiv2's XMP toolkit and its tables of lens names are one a process.
std::unique_lock<std::mutex> enter_exiv2() {
  static std::mutex mutex;
  std::unique_lock lock(mutex);
  static std::once_flag once;
  std::call_once(once, [] {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::enableBMFF(true);
    Exiv2::XmpParser::initialize();
    register_namespaces();
  });
  return lock;
}

/// Damaged metadata is normal, and exiv2 says so by exception; what was read before it stays.
template <typename Work>
void attempt(Work work) {
  try {
    work();
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the part is left out
  } catch (...) {                    // NOLINT(bugprone-empty-catch): exiv2's errors of wide strings
  }
}

const Exiv2::byte* exiv2_bytes(std::span<const std::byte> bytes) {
  return reinterpret_cast<const Exiv2::byte*>(bytes.data());
}

void load_with_exiv2(std::span<const std::byte> file, Tags& tags) {
  std::unique_ptr<Exiv2::Image> image;
  attempt([&] { image.reset(Exiv2::ImageFactory::open(exiv2_bytes(file), static_cast<long>(file.size())).release()); });
  if (!image) return;
  attempt([&] { image->readMetadata(); });
  attempt([&] {
    tags.exif = image->exifData();
    tags.xmp = image->xmpData();
    tags.iptc = image->iptcData();
  });
}

void load_blocks(std::span<const std::byte> exif, std::span<const std::byte> xmp, Tags& tags) {
  if (tags.exif.empty() && !exif.empty())
    attempt([&] { Exiv2::ExifParser::decode(tags.exif, exiv2_bytes(exif), static_cast<std::uint32_t>(exif.size())); });
  if (tags.xmp.empty() && !xmp.empty())
    attempt([&] {
      const std::string packet(reinterpret_cast<const char*>(xmp.data()), xmp.size());
      Exiv2::XmpParser::decode(tags.xmp, packet);
    });
}

Metadata metadata_of(const Tags& tags) {
  Metadata metadata;
  for (const auto read :
       {read_taken_tags, read_gps_tags, read_camera_tags, read_caption_tags, read_people_tags, read_trait_tags})
    attempt([&] { read(tags, metadata); });
  return metadata;
}

}  // namespace

Metadata read_metadata(std::span<const std::byte> file, std::string_view format) {
  const std::unique_lock<std::mutex> lock = enter_exiv2();
  Tags tags;
  load_with_exiv2(file, tags);
  // Looked for only where exiv2 came back with nothing: a file has one or the other, or neither.
  if (tags.exif.empty() || tags.xmp.empty())
    attempt([&] {
      const MetadataBlocks blocks = find_metadata_blocks(file, format);
      load_blocks(blocks.exif, blocks.xmp, tags);
    });
  return metadata_of(tags);
}

Metadata read_sidecar(std::span<const std::byte> file) {
  if (file.size() > static_cast<std::size_t>(limits::kSidecarBytesMax)) return {};
  if (is_json(file)) return read_takeout(file);
  const std::unique_lock<std::mutex> lock = enter_exiv2();
  Tags tags;
  load_blocks({}, file, tags);
  return metadata_of(tags);
}

}  // namespace shoebox::image
