#include "cli/contact_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "image/render.h"

namespace shoebox::cli {

namespace {

using image::Image;

struct Colour {
  std::uint8_t r, g, b;
};

constexpr int kColumns = 4;
constexpr int kSide = 260;  // of a picture's box, pixels
constexpr int kGap = 12;
constexpr int kFooter = 22;  // bar and number
constexpr int kDigitScale = 2;
constexpr Colour kPaper{250, 249, 246};
constexpr Colour kEmpty{228, 226, 220};
constexpr Colour kInk{70, 68, 64};
constexpr Colour kTrack{222, 219, 212};
constexpr Colour kBar{46, 125, 107};

/// Digits and the point, 3 columns by 5 rows, a row in three bits.
constexpr std::array<std::array<std::uint8_t, 5>, 11> kGlyphs = {{{7, 5, 5, 5, 7},
                                                                  {2, 6, 2, 2, 7},
                                                                  {7, 1, 7, 4, 7},
                                                                  {7, 1, 7, 1, 7},
                                                                  {5, 5, 7, 1, 1},
                                                                  {7, 4, 7, 1, 7},
                                                                  {7, 4, 7, 5, 7},
                                                                  {7, 1, 1, 1, 1},
                                                                  {7, 5, 7, 5, 7},
                                                                  {7, 5, 7, 1, 7},
                                                                  {0, 0, 0, 0, 2}}};

void fill(Image& sheet, int left, int top, int width, int height, Colour colour) {
  for (int y = std::max(top, 0); y < std::min(top + height, sheet.height); ++y) {
    for (int x = std::max(left, 0); x < std::min(left + width, sheet.width); ++x) {
      std::uint8_t* pixel = &sheet.rgb[(static_cast<std::size_t>(y) * sheet.width + x) * 3];
      pixel[0] = colour.r;
      pixel[1] = colour.g;
      pixel[2] = colour.b;
    }
  }
}

void paste(Image& sheet, const Image& picture, int left, int top) {
  for (int y = 0; y < picture.height; ++y) {
    std::memcpy(&sheet.rgb[(static_cast<std::size_t>(top + y) * sheet.width + left) * 3], picture.row(y).data(),
                picture.row(y).size());
  }
}

/// -> the columns that the number took.
int draw_number(Image& sheet, double number, int left, int top) {
  char text[8];
  std::snprintf(text, sizeof text, "%.2f", std::clamp(number, 0.0, 1.0));
  int x = left;
  for (const char* c = text; *c != '\0'; ++c) {
    const auto& glyph = kGlyphs[*c == '.' ? 10 : static_cast<std::size_t>(*c - '0')];
    for (int row = 0; row < 5; ++row) {
      for (int column = 0; column < 3; ++column) {
        if ((glyph[static_cast<std::size_t>(row)] >> (2 - column) & 1) != 0) {
          fill(sheet, x + column * kDigitScale, top + row * kDigitScale, kDigitScale, kDigitScale, kInk);
        }
      }
    }
    x += 4 * kDigitScale;
  }
  return x - left;
}

void draw_cell(Image& sheet, const SheetCell& cell, int left, int top) {
  fill(sheet, left, top, kSide, kSide, kEmpty);
  if (cell.picture.width > 0) {
    const Image small = image::render(cell.picture, {.width = kSide, .height = kSide});
    fill(sheet, left, top, kSide, kSide, kPaper);
    paste(sheet, small, left + (kSide - small.width) / 2, top + (kSide - small.height) / 2);
  }
  const int number_columns = draw_number(sheet, cell.relevance, left, top + kSide + 6);
  const int bar_left = left + number_columns + 6;
  const int bar_width = kSide - number_columns - 6;
  fill(sheet, bar_left, top + kSide + 9, bar_width, 4, kTrack);
  fill(sheet, bar_left, top + kSide + 9,
       static_cast<int>(std::lround(bar_width * std::clamp(cell.relevance, 0.0, 1.0))), 4, kBar);
}

}  // namespace

Image make_contact_sheet(std::span<const SheetCell> cells) {
  const int count = static_cast<int>(cells.size());
  const int columns = std::clamp(count, 1, kColumns);
  const int rows = std::max((count + kColumns - 1) / kColumns, 1);
  Image sheet;
  sheet.width = kGap + columns * (kSide + kGap);
  sheet.height = kGap + rows * (kSide + kFooter + kGap);
  sheet.rgb.resize(static_cast<std::size_t>(sheet.width) * sheet.height * 3);
  fill(sheet, 0, 0, sheet.width, sheet.height, kPaper);
  for (int i = 0; i < count; ++i) {
    draw_cell(sheet, cells[static_cast<std::size_t>(i)], kGap + i % kColumns * (kSide + kGap),
              kGap + i / kColumns * (kSide + kFooter + kGap));
  }
  return sheet;
}

}  // namespace shoebox::cli
