#pragma once
// A library in a temporary folder, for this room's tests.

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/hash.h"
#include "store/database.h"
#include "store/embedding_repository.h"
#include "store/file_repository.h"
#include "store/photo_repository.h"
#include "store/root_repository.h"

namespace shoebox::store {

#define ASSERT_OK(result)                                       \
  do {                                                          \
    const auto& checked = (result);                             \
    ASSERT_TRUE(checked.has_value()) << checked.error().text(); \
  } while (false)

/// The value, or the end of the test program with the error's text.
template <typename T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().text();
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline Hash128 hash_of(std::string_view text) {
  return hash_bytes(std::as_bytes(std::span(text)));
}

class TemporaryFolder final {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Photos are named by two words: what their bytes are, and what their pixels are.
class LibraryTest : public testing::Test {
 protected:
  LibraryTest() { open(); }

  void open() {
    database_ = must(Database::open(database_path(), Access::kReadWrite));
    roots_ = std::make_unique<RootRepository>(*database_);
    files_ = std::make_unique<FileRepository>(*database_);
    photos_ = std::make_unique<PhotoRepository>(*database_);
    embeddings_ = std::make_unique<EmbeddingRepository>(*database_);
  }

  std::string database_path() const { return folder_.path() + "/shoebox.db"; }

  template <typename Work>
  auto write(Work work) {
    auto transaction = must(Transaction::begin(*database_));
    auto result = work(*transaction);
    must(transaction->commit());
    return result;
  }

  Root add_root(std::string_view path) {
    return write([&](Transaction& t) { return must(roots_->add(t, path, 1000)); });
  }

  void add_space(const std::string& name, int dimension) {
    write([&](Transaction& t) {
      must(embeddings_->add_space(t, SpaceId{name}, dimension, "model of " + name));
      return 0;
    });
  }

  static ScannedFile known(std::string path, std::string_view content) {
    ScannedFile file;
    file.path = std::move(path);
    file.size_bytes = static_cast<std::int64_t>(content.size());
    file.mtime_ns = 5;
    file.content_hash = ContentHash{hash_of(content)};
    return file;
  }

  static ScannedFile decoded(std::string path, std::string_view content, std::string_view pixels) {
    ScannedFile file = known(std::move(path), content);
    DecodedFile result;
    result.pixel_hash = PixelHash{hash_of(pixels)};
    result.format = "jpeg";
    result.width = 4000;
    result.height = 3000;
    file.decoded = result;
    return file;
  }

  StoredFile store(const ScannedFile& file) {
    return write([&](Transaction& t) { return must(files_->store(t, std::span(&file, 1))).at(0); });
  }

  PhotoView photo(PhotoId id) { return must(photos_->find(id)).value(); }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<RootRepository> roots_;
  std::unique_ptr<FileRepository> files_;
  std::unique_ptr<PhotoRepository> photos_;
  std::unique_ptr<EmbeddingRepository> embeddings_;
};

}  // namespace shoebox::store
