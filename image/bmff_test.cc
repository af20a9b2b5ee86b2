#include "image/bmff.h"

#include <gtest/gtest.h>

#include "image/codecs.h"
#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

Bytes bytes_of(const std::string& content) {
  return std::as_bytes(std::span(content));
}

std::string number(std::uint64_t value, int size) {
  std::string text;
  for (int i = size - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i));
  return text;
}

std::string box(const std::string& type, const std::string& payload) {
  return number(payload.size() + 8, 4) + type + payload;
}

std::string full_box(const std::string& type, int version, const std::string& payload) {
  return box(type, number(static_cast<std::uint64_t>(version) << 24, 4) + payload);
}

std::string item(int id, const std::string& type) {
  return full_box("infe", 2, number(id, 2) + number(0, 2) + type);
}

std::string extent(int id, std::uint64_t offset, std::uint64_t length) {
  return number(id, 2) + number(0, 2) + number(1, 2) + number(offset, 4) + number(length, 4);
}

/// "DATA....": the picture's data at 4, 3 bytes; items and references as given.
std::string file_with(const std::string& items, int item_count, const std::string& extents, const std::string& more) {
  const std::string meta = full_box("pitm", 0, number(1, 2)) + full_box("iinf", 0, number(item_count, 2) + items) +
                           full_box("iloc", 0, number(0x4400, 2) + number(item_count, 2) + extents) + more;
  return box("ftyp", "heic" + number(0, 4) + "mif1") + full_box("meta", 0, meta);
}

std::string joined(const std::string& file) {
  const auto pieces = bmff::primary_item_data(bytes_of(file));
  if (!pieces) return "(nothing)";
  std::string text;
  for (const auto& piece : *pieces) text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
  return text;
}

TEST(Bmff, FindsTheDataOfThePrimaryItem) {
  EXPECT_EQ(joined(file_with(item(1, "hvc1"), 1, extent(1, 4, 8), "")), "ftypheic");
}

TEST(Bmff, FollowsAGridToItsTilesOnce) {
  const std::string items = item(1, "grid") + item(2, "hvc1") + item(3, "hvc1");
  const std::string extents = extent(1, 16, 4) + extent(2, 4, 4) + extent(3, 8, 4);
  const std::string references =
      full_box("iref", 0, box("dimg", number(1, 2) + number(3, 2) + number(2, 2) + number(3, 2) + number(2, 2)));
  EXPECT_EQ(joined(file_with(items, 3, extents, references)), "mif1ftypheic");
}

TEST(Bmff, CircularReferencesEnd) {
  const std::string items = item(1, "grid") + item(2, "grid");
  const std::string extents = extent(1, 4, 4) + extent(2, 8, 4);
  const std::string references = full_box("iref", 0,
                                          box("dimg", number(1, 2) + number(1, 2) + number(2, 2)) +
                                              box("dimg", number(2, 2) + number(1, 2) + number(1, 2)));
  EXPECT_EQ(joined(file_with(items, 2, extents, references)), "ftypheic");
}

TEST(Bmff, DataOutsideTheFileAreNothing) {
  EXPECT_EQ(joined(file_with(item(1, "hvc1"), 1, extent(1, 4, 1 << 30), "")), "(nothing)");
  EXPECT_EQ(joined(file_with(item(1, "hvc1"), 1, extent(1, 1 << 30, 1), "")), "(nothing)");
  EXPECT_EQ(joined(file_with(item(2, "hvc1"), 1, extent(2, 4, 8), "")), "(nothing)");
  EXPECT_EQ(joined(file_with(item(1, "hvc1"), 1, extent(2, 4, 8), "")), "(nothing)");
  EXPECT_EQ(joined(""), "(nothing)");
  EXPECT_EQ(joined(box("ftyp", "heic")), "(nothing)");
}

TEST(Bmff, BoxesThatLieAboutTheirSizeAreNotTaken) {
  for (const std::string& bad : {std::string("\0\0\0\x07"
                                             "free",
                                             8),
                                 std::string("\0\0\0\x09"
                                             "free",
                                             8),
                                 std::string("\0\0\0\x01"
                                             "free",
                                             8),
                                 std::string("\0\0\0", 3),
                                 std::string("\0\0\0\x01"
                                             "free\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
                                             16)}) {
    Bytes rest = bytes_of(bad);
    EXPECT_FALSE(bmff::take_box(rest));
  }
  const std::string open_end("\0\0\0\0freeabc", 11);
  Bytes rest = bytes_of(open_end);
  EXPECT_EQ(bmff::take_box(rest)->payload.size(), 3U);
  EXPECT_TRUE(rest.empty());
}

TEST(Bmff, CutOffAndFlippedFilesAreHarmless) {
  const std::string content = load_picture("grid.heic");
  ASSERT_NE(joined(content), "(nothing)");
  for (std::size_t size = 0; size < content.size(); ++size) joined(content.substr(0, size));
  for (std::size_t at = 0; at < std::min<std::size_t>(content.size(), 1500); ++at) {
    std::string flipped = content;
    flipped[at] ^= static_cast<char>(0xFF);
    joined(flipped);
  }
}

TEST(Bmff, OrientationDoesNotChangeThePictureHash) {
  // Orientations 1 and 2 of the test pictures are stored differently; the hash is over what is stored.
  const auto hash = [](const std::string& name) { return *hash_heif_picture(bytes_of(load_picture(name))); };
  EXPECT_NE(hash("orientation_1.heic"), hash("orientation_2.heic"));
  std::string turned = load_picture("orientation_6.heic");
  const auto original = hash_heif_picture(bytes_of(turned));
  const std::size_t irot = turned.find("irot");
  ASSERT_NE(irot, std::string::npos);
  turned[irot + 4] ^= 2;
  EXPECT_EQ(hash_heif_picture(bytes_of(turned)), original);
}

}  // namespace
}  // namespace shoebox::image::testing
