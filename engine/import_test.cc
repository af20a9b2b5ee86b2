#include "engine/import.h"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "core/path.h"
#include "engine/asking.h"
#include "engine/export.h"
#include "engine/faiss_file.h"
#include "engine/npy.h"
#include "index/cascade_index.h"
#include "store/database.h"

namespace shoebox::engine {
namespace {

class ImportTest : public testing::Test {
 protected:
  ImportTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-import-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    home_.folder = root_ + "/home";
    std::filesystem::create_directory(folder());
  }
  ~ImportTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  std::string folder() const { return root_ + "/faiss"; }
  void put(const std::string& name, const std::string& bytes, const std::string& folder_name = "faiss") const {
    std::ofstream(root_ + "/" + folder_name + "/" + name, std::ios::binary) << bytes;
  }
  static std::string bytes_of(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
  }
  void put_features(std::size_t rows, const std::vector<float>& values) const {
    put("image_features.npy", npy_header(rows, values.size() / rows) + bytes_of(values));
  }
  Result<ImportSummary> import(const std::string& name = "mine") {
    SilentProgress progress;
    return import_faiss(home_, folder(), name, progress, {});
  }
  std::vector<index::Hit> nearest(const std::vector<float>& query, const std::string& name = "mine") {
    const auto bundle = find_imported(home_, name).value();
    const auto index = index::CascadeIndex::open(index_file(home_, bundle.space), bundle.space, bundle.dimension,
                                                 index::OpenMode::kReadOnly)
                           .value();
    return index->search(query, 5, nullptr).value().front();
  }

  std::string root_;
  Home home_;
};

TEST_F(ImportTest, FeaturesAndPathsBecomeASpaceThatCanBeAsked) {
  put_features(3, {1, 0, 0, 2, 0.6F, 0.8F});
  put("image_paths.txt", "/photos/a.jpg\nrelative b.jpg\r\n/photos/日落.jpg");
  const auto summary = import();
  ASSERT_TRUE(summary) << summary.error().text();
  EXPECT_EQ(summary->vectors, 3);
  EXPECT_EQ(summary->new_photos, 3);
  EXPECT_EQ(summary->dimension, 2);
  const auto hits = nearest({0, 1});
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_NEAR(hits[0].score, 1, 1e-3) << "rows are made unit vectors";
  EXPECT_NEAR(hits[1].score, 0.8, 1e-3);
  EXPECT_EQ(import()->new_photos, 0) << "imported again, nothing is doubled";
  EXPECT_EQ(nearest({0, 1}).size(), 3U);
}

TEST_F(ImportTest, FaissIndexServesWhereThereAreNoFeatures) {
  put("images.index", faiss_flat_header(2, 2) + bytes_of({1, 0, 0, 1}));
  put("image_paths.txt", "a\nb\n");
  ASSERT_TRUE(import());
  EXPECT_EQ(nearest({1, 0}).size(), 2U);
}

TEST_F(ImportTest, WhatIsExportedComesBackTheSame) {
  put_features(2, {0.6F, 0.8F, 0, 1});
  put("image_paths.txt", "x.jpg\n/y z.jpg\n");
  ASSERT_TRUE(import());
  const auto database = store::Database::open(home_.database_file(), store::Access::kReadOnly).value();
  const std::string out = root_ + "/out";
  const auto summary = export_space(*database, imported_space("mine"), out);
  ASSERT_TRUE(summary) << summary.error().text();
  EXPECT_EQ(summary->vectors, 2);
  EXPECT_EQ(read_file(out + "/image_paths.txt", 1000).value(), "x.jpg\n/y z.jpg\n");
  const Matrix features = load_npy(out + "/image_features.npy").value();
  ASSERT_EQ(features.rows, 2U);
  EXPECT_NEAR(features.values[0], 0.6, 1e-3);
  const std::string index = read_file(out + "/images.index", 1000).value();
  const auto view = view_faiss_index(std::as_bytes(std::span(index)));
  ASSERT_TRUE(view) << view.error().text();
  ASSERT_EQ(view->matrix.values.size(), features.values.size() * sizeof(float));
  EXPECT_EQ(std::memcmp(view->matrix.values.data(), features.values.data(), view->matrix.values.size()), 0);
  EXPECT_EQ(export_space(*database, SpaceId{"other"}, out).error().code, ErrorCode::kNotFound);
}

TEST_F(ImportTest, DamagedFoldersChangeNothing) {
  const auto refused = [&] {
    const auto result = import();
    EXPECT_FALSE(result);
    EXPECT_FALSE(find_imported(home_, "mine"));
    return result ? ErrorCode::kInternal : result.error().code;
  };
  EXPECT_EQ(refused(), ErrorCode::kNotFound) << "an empty folder";
  put("image_paths.txt", "a\nb\n");
  EXPECT_EQ(refused(), ErrorCode::kNotFound) << "no vectors";
  put_features(3, {1, 0, 0, 1, 1, 1});
  EXPECT_EQ(refused(), ErrorCode::kCorrupt) << "three vectors, two lines";
  put_features(2, {1, 0, 0, 0});
  EXPECT_EQ(refused(), ErrorCode::kInvalidArgument) << "a zero vector";
  put_features(2, {1, 0, NAN, 1});
  EXPECT_EQ(refused(), ErrorCode::kInvalidArgument);
  put("image_features.npy", "not an array");
  EXPECT_EQ(refused(), ErrorCode::kCorrupt);
  put_features(2, {1, 0, 0, 1});
  put("image_paths.txt", "a\n\n");
  EXPECT_EQ(refused(), ErrorCode::kCorrupt) << "an empty line";
  put("image_paths.txt", "a\nb\n");
  EXPECT_EQ(import("").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(import("default").error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(import());
}

std::span<const std::byte> as_bytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(FaissFile, IdMapsAreFollowed) {
  std::string file = "IxM2" + faiss_flat_header(2, 1).substr(4, 4 + 8 + 16 + 1 + 4);
  file += faiss_flat_header(2, 1) + std::string(8, '\1');
  const std::int64_t tail[] = {2, 7, 3};
  file.append(reinterpret_cast<const char*>(tail), sizeof tail);
  const auto view = view_faiss_index(as_bytes(file));
  ASSERT_TRUE(view) << view.error().text();
  EXPECT_EQ(view->ids, (std::vector<std::int64_t>{7, 3}));
}

TEST(FaissFile, TruncatedAndLyingFilesAreRejected) {
  const std::string good = faiss_flat_header(3, 2) + std::string(24, '\1');
  ASSERT_TRUE(view_faiss_index(as_bytes(good)));
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(view_faiss_index(as_bytes(good).first(length))) << length;
  }
  for (std::size_t at = 4; at < faiss_flat_header(3, 2).size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x81);
    const auto view = view_faiss_index(as_bytes(bad));
    if (view) {
      EXPECT_EQ(view->matrix.values.size(), 24U);
    }
  }
  EXPECT_EQ(view_faiss_index(as_bytes("IwPQ" + good)).error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace shoebox::engine
