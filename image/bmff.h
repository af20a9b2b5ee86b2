#pragma once
// The little of ISO/IEC 14496-12 and 23008-12 (HEIF) that we read ourselves: the brands, and which bytes of the file
// are the coded data of its primary picture. Every number in the file may lie: all reads are checked, all counts
// capped. Pure functions.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace shoebox::image::bmff {

struct Box {
  std::string_view type;               // four characters
  std::span<const std::byte> payload;  // without the header
};

/// Takes the box at the start of `rest` off it. Nothing at the end, or when its size makes no sense.
std::optional<Box> take_box(std::span<const std::byte>& rest);

/// The major brand and the compatible ones of the `ftyp` box that the file begins with; empty when it does not.
std::vector<std::string_view> brands(std::span<const std::byte> head);

/// The coded data of the primary item, in order; of a grid, overlay or derived picture those of all its parts.
/// Nothing when the file has no such item or is not built as it should be.
std::optional<std::vector<std::span<const std::byte>>> primary_item_data(std::span<const std::byte> file);

}  // namespace shoebox::image::bmff
