#include "image/encode_png.h"

#include <png.h>

namespace shoebox::image {

Result<std::vector<std::byte>> encode_png(const Image& image) {
  if (image.width <= 0 || image.height <= 0) return fail(ErrorCode::kInvalidArgument, "an empty picture has no PNG");
  png_image writer{};
  writer.version = PNG_IMAGE_VERSION;
  writer.width = static_cast<png_uint_32>(image.width);
  writer.height = static_cast<png_uint_32>(image.height);
  writer.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(writer);
  std::vector<std::byte> bytes(size);
  if (png_image_write_to_memory(&writer, bytes.data(), &size, 0, image.rgb.data(), 0, nullptr) == 0) {
    return fail(ErrorCode::kInternal, std::string("cannot write the PNG: ") + writer.message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace shoebox::image
