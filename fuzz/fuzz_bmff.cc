// The reader of ISO-BMFF boxes: whatever it finds must lie inside the file.
//   fuzz_bmff CORPUS tests/data/images

#include <cstdint>
#include <cstdlib>

#include "image/bmff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> file(reinterpret_cast<const std::byte*>(data), size);
  for (const auto brand : shoebox::image::bmff::brands(file)) {
    if (brand.size() != 4) std::abort();
  }
  const auto pieces = shoebox::image::bmff::primary_item_data(file);
  if (!pieces) return 0;
  for (const auto& piece : *pieces) {
    const bool inside = piece.data() >= file.data() && piece.size() <= size &&
                        static_cast<std::size_t>(piece.data() - file.data()) <= size - piece.size();
    if (!inside) std::abort();
  }
  return 0;
}
