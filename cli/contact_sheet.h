#pragma once
// One picture of the best results: thumbnails in a grid, best first, each with its relevance as a bar and a number.

#include <span>
#include <string>

#include "core/result.h"
#include "image/image.h"

namespace shoebox::cli {

struct SheetCell {
  image::Image picture;  // any size; empty: a grey box
  double relevance = 0;  // 0..1
};

/// Lays the cells out, four a row (fewer when there are fewer).
image::Image make_contact_sheet(std::span<const SheetCell> cells);

}  // namespace shoebox::cli
