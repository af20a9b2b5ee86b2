// EXIF and XMP of HEIC and AVIF by way of libheif, for files that exiv2 0.27 gives up on (an empty colour profile is
// enough).

#include <memory>
#include <string_view>

#include <libheif/heif.h>

#include "core/limits.h"
#include "image/metadata_container.h"

namespace shoebox::image {

namespace {

using Context = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using Handle = std::unique_ptr<heif_image_handle, void (*)(const heif_image_handle*)>;

Handle primary_of(heif_context* context) {
  heif_image_handle* handle = nullptr;
  const heif_error error = heif_context_get_primary_image_handle(context, &handle);
  return {error.code == heif_error_Ok ? handle : nullptr, heif_image_handle_release};
}

std::vector<std::byte> block(const heif_image_handle* handle, heif_item_id id) {
  const std::size_t size = heif_image_handle_get_metadata_size(handle, id);
  if (size == 0 || size > static_cast<std::size_t>(limits::kMetadataBytesMax)) return {};
  std::vector<std::byte> bytes(size);
  const heif_error error = heif_image_handle_get_metadata(handle, id, bytes.data());
  return error.code == heif_error_Ok ? bytes : std::vector<std::byte>();
}

}  // namespace

MetadataBlocks find_heif_blocks(std::span<const std::byte> file) {
  MetadataBlocks blocks;
  const Context context(heif_context_alloc(), heif_context_free);
  const heif_error error = heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr);
  if (error.code != heif_error_Ok) return blocks;
  const Handle handle = primary_of(context.get());
  if (!handle) return blocks;
  constexpr int kItemsMax = 64;
  heif_item_id ids[kItemsMax];
  const int count = heif_image_handle_get_list_of_metadata_block_IDs(handle.get(), nullptr, ids, kItemsMax);
  for (int i = 0; i < count; ++i) {
    const std::string_view type = heif_image_handle_get_metadata_type(handle.get(), ids[i]);
    const std::string_view content_type = heif_image_handle_get_metadata_content_type(handle.get(), ids[i]);
    if (type == "Exif" && blocks.exif.empty()) blocks.exif = tiff_in_exif_item(block(handle.get(), ids[i]));
    if (content_type == "application/rdf+xml" && blocks.xmp.empty()) blocks.xmp = block(handle.get(), ids[i]);
  }
  return blocks;
}

}  // namespace shoebox::image
