#include "engine/spaces.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "engine/asking.h"
#include "engine/import.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::engine {
namespace {

class SpacesTest : public testing::Test {
 protected:
  SpacesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-spaces-XXXXXX").string();
    home_.folder = ::mkdtemp(pattern.data());
    EXPECT_TRUE(create_home(home_));
    database_ = std::move(store::Database::open(home_.database_file(), store::Access::kReadWrite).value());
    const auto transaction = store::Transaction::begin(*database_).value();
    store::ImportRepository imports(*database_);
    EXPECT_TRUE(imports.add_space(*transaction, kImported, 2));
    EXPECT_TRUE(imports.put(*transaction, "/gone/a.jpg", {kImported, {0x3c00, 0}}));
    store::EmbeddingRepository embeddings(*database_);
    EXPECT_TRUE(embeddings.add_space(*transaction, SpaceId{"of the default"}, 2, "default"));
    EXPECT_TRUE(embeddings.add_space(*transaction, SpaceId{"of one that is gone"}, 2, "gone"));
    EXPECT_TRUE(transaction->commit());
  }
  ~SpacesTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(home_.folder, ignored);
  }
  void put(const std::string& path) const { std::ofstream(path) << "x"; }
  bool is_there(const std::string& path) const { return std::filesystem::exists(path); }
  Result<RemovedModel> remove(const std::string& name) { return remove_model(home_, {}, *database_, name); }
  ErrorCode refusal(const std::string& name) {
    const auto removed = remove(name);
    return removed ? ErrorCode::kInternal : removed.error().code;
  }
  std::size_t spaces() { return store::EmbeddingRepository(*database_).spaces().value().size(); }

  const SpaceId kImported = imported_space("mine");
  Home home_;
  std::unique_ptr<store::Database> database_;
};

TEST_F(SpacesTest, ImportedVectorsGoWithTheirPhotosAndTheirIndex) {
  put(index_file(home_, kImported));
  EXPECT_EQ(refusal("other"), ErrorCode::kNotFound);
  const auto removed = remove("mine");
  ASSERT_TRUE(removed) << removed.error().text();
  EXPECT_EQ(removed->vectors, 1);
  EXPECT_EQ(removed->photos, 1);
  EXPECT_FALSE(is_there(index_file(home_, kImported)));
  EXPECT_FALSE(find_imported(home_, "mine"));
  EXPECT_EQ(refusal("mine"), ErrorCode::kNotFound);
}

TEST_F(SpacesTest, VectorsOfAModelWhoseFolderIsGoneCanBeRemovedAndTheDefaultsCannot) {
  EXPECT_EQ(refusal("default"), ErrorCode::kNotFound);
  EXPECT_EQ(spaces(), 3U);
  EXPECT_TRUE(remove("gone"));
  EXPECT_EQ(spaces(), 2U);
}

TEST_F(SpacesTest, SweepingRemovesWhatBelongsToNoSpaceAndNothingElse) {
  const std::string folder = home_.index_folder();
  const std::string kept = index_file(home_, kImported);
  for (const std::string& path : {kept, kept + ".background.json", folder + "/notes.txt", folder + "/short.index"})
    put(path);
  for (const char* name : {"/0123456789abcdef.index", "/0123456789abcdef.index.background.json",
                           "/0123456789abcdef.index.new", "/0123456789abcdef.flat"}) {
    put(folder + name);
  }
  sweep_index_folder(home_, *database_);
  for (const std::string& path : {kept, kept + ".background.json", folder + "/notes.txt", folder + "/short.index"})
    EXPECT_TRUE(is_there(path)) << path;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("0123456789abcdef")) << entry.path();
  }
}

}  // namespace
}  // namespace shoebox::engine
