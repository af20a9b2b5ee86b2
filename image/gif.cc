// GIF by giflib: the first frame on its screen, what is transparent or outside the frame white.

#include <algorithm>
#include <cstring>
#include <gif_lib.h>
#include <memory>

#include "image/bytes.h"
#include "image/codecs.h"

namespace shoebox::image {
namespace {

struct GifDeleter {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, GifDeleter>;

std::unexpected<Error> damaged(int code) {
  const char* message = GifErrorString(code);
  return fail(ErrorCode::kCorrupt, std::string("the GIF data are damaged or end too early") + (message ? ": " : "") +
                                       (message ? message : ""));
}

int give(GifFileType* gif, GifByteType* target, int size) {
  auto& rest = *static_cast<Bytes*>(gif->UserData);
  const std::size_t given = std::min(rest.size(), static_cast<std::size_t>(std::max(size, 0)));
  std::memcpy(target, rest.data(), given);
  rest = rest.subspan(given);
  return static_cast<int>(given);
}

/// Reads an extension to its end. The transparent colour, if this is the one that tells it.
Result<void> read_extension(GifFileType* gif, int& transparent) {
  int code = 0;
  GifByteType* block = nullptr;
  if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return damaged(gif->Error);
  while (block != nullptr) {
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
      transparent = control.TransparentColor;
    }
    if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return damaged(gif->Error);
  }
  return {};
}

/// Goes to the first picture; its description is then in gif->Image.
Result<int> find_picture(GifFileType* gif) {
  int transparent = NO_TRANSPARENT_COLOR;
  GifRecordType record = UNDEFINED_RECORD_TYPE;
  while (record != IMAGE_DESC_RECORD_TYPE) {
    if (DGifGetRecordType(gif, &record) == GIF_ERROR) return damaged(gif->Error);
    if (record == TERMINATE_RECORD_TYPE) return fail(ErrorCode::kCorrupt, "the GIF file has no picture in it");
    if (record == EXTENSION_RECORD_TYPE) TRY(read_extension(gif, transparent));
  }
  if (DGifGetImageDesc(gif) == GIF_ERROR) return damaged(gif->Error);
  return transparent;
}

/// The row of the frame that comes `i`-th in an interlaced file.
class RowOrder final {
 public:
  RowOrder(int height, bool interlaced) : height_(height), step_(interlaced ? 8 : 1), interlaced_(interlaced) {}

  int next() {
    while (row_ >= height_ && interlaced_ && pass_ < 3) {
      ++pass_;
      row_ = 8 >> pass_;
      step_ = 16 >> pass_;
    }
    const int row = row_;
    row_ += step_;
    return row;
  }

 private:
  int height_;
  int step_;
  bool interlaced_;
  int pass_ = 0;
  int row_ = 0;
};

void draw_row(const std::vector<GifPixelType>& indices, const ColorMapObject& colours, int transparent, int left,
              int width, std::uint8_t* row) {
  const int count = std::min<int>(static_cast<int>(indices.size()), width - left);
  for (int x = 0; x < count; ++x) {
    const int index = indices[x];
    if (index == transparent || index >= colours.ColorCount) continue;
    const GifColorType& colour = colours.Colors[index];
    std::uint8_t* pixel = row + (left + x) * 3L;
    pixel[0] = colour.Red;
    pixel[1] = colour.Green;
    pixel[2] = colour.Blue;
  }
}

Result<void> draw_picture(GifFileType* gif, int transparent, Raster& raster) {
  const GifImageDesc& frame = gif->Image;
  const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
  if (colours == nullptr) return fail(ErrorCode::kCorrupt, "the GIF file has no colours");
  TRY(check_dimensions(frame.Width, frame.Height));
  std::vector<GifPixelType> indices(frame.Width);
  RowOrder order(frame.Height, frame.Interlace);
  for (int i = 0; i < frame.Height; ++i) {
    if (DGifGetLine(gif, indices.data(), frame.Width) == GIF_ERROR) return damaged(gif->Error);
    const int y = frame.Top + order.next();
    if (frame.Left < 0 || frame.Left >= raster.width || y < 0 || y >= raster.height) continue;
    draw_row(indices, *colours, transparent, frame.Left, raster.width, raster.row(y));
  }
  return {};
}

}  // namespace

bool sniff_gif(Bytes head) {
  return has_text(head, 0, "GIF87a") || has_text(head, 0, "GIF89a");
}

Result<Raster> decode_gif(Bytes file, int) {
  int code = 0;
  const Gif gif(DGifOpen(&file, give, &code));
  if (!gif) return damaged(code);
  const int transparent = TRY(find_picture(gif.get()));
  const bool has_screen = gif->SWidth > 0 && gif->SHeight > 0;
  const int width = has_screen ? gif->SWidth : gif->Image.Width;
  const int height = has_screen ? gif->SHeight : gif->Image.Height;
  TRY(check_dimensions(width, height));
  Raster raster = make_raster(width, height, 3);
  std::ranges::fill(raster.samples, std::uint8_t{255});
  TRY(draw_picture(gif.get(), transparent, raster));
  return raster;
}

}  // namespace shoebox::image
