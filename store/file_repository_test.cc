#include "store/file_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class FileRepositoryTest : public LibraryTest {
 protected:
  FileRepositoryTest() { root_ = add_root("/photos"); }

  void remember(const SkippedFile& file) {
    write([&](Transaction& t) {
      must(files_->remember_skipped(t, std::span(&file, 1)));
      return 0;
    });
  }

  Root root_;
};

TEST_F(FileRepositoryTest, HostileNamesComeBackByteForByte) {
  const std::vector<std::string> names{"a\nb.jpg",
                                       "it's \"quoted\".jpg",
                                       "'; DROP TABLE photo; --.jpg",
                                       "\xFF\xFE not utf-8.jpg",
                                       "照片 📷.jpg",
                                       "%_*?[a].jpg",
                                       "-rf",
                                       " ",
                                       std::string(255, 'n')};
  for (const std::string& name : names) {
    const std::string path = "/photos/f\n'" + name + "/" + name;
    const StoredFile stored = store(decoded(path, name, name));
    EXPECT_EQ(photo(stored.photo).paths, std::vector<std::string>{path});
    EXPECT_EQ(must(files_->find_by_path(path))->file, stored.file);
    EXPECT_EQ(must(files_->find_by_content(ContentHash{hash_of(name)})).at(0).path, path);
  }
  const KnownFiles known_files = must(files_->load_known(root_.id, "/photos"));
  ASSERT_EQ(known_files.size(), names.size());
  for (const std::string& name : names) {
    const auto folder = known_files.in_folder("/photos/f\n'" + name);
    ASSERT_EQ(folder.size(), 1U);
    EXPECT_EQ(known_files.name(folder[0]), name);
  }
}

TEST_F(FileRepositoryTest, PathsOver4096BytesAreStored) {
  std::string path = "/photos";
  while (path.size() < 5000) path += "/" + std::string(200, 'd');
  const StoredFile stored = store(decoded(path + "/a.jpg", "a", "a"));
  EXPECT_EQ(photo(stored.photo).paths, std::vector<std::string>{path + "/a.jpg"});
  remember({path + "/b.jpg", 1, 2, ErrorCode::kIo, "the path is too long", 1, 1});
  EXPECT_EQ(must(files_->load_known(root_.id, "/photos")).size(), 2U);
}

TEST_F(FileRepositoryTest, KnownFilesAreSortedByTheirBytes) {
  for (const std::string name : {"b.jpg", "B.jpg", "\xE4\xB8\x80.jpg", "a", "a.jpg"}) {
    store(decoded("/photos/z/" + name, name, name));
  }
  store(decoded("/photos/a/x.jpg", "x", "x"));
  store(decoded("/photos/a.b/y.jpg", "y", "y"));
  const KnownFiles known_files = must(files_->load_known(root_.id, "/photos"));
  ASSERT_EQ(known_files.folder_count(), 3U);
  EXPECT_EQ(known_files.folder_path(0), "/photos/a");
  EXPECT_EQ(known_files.folder_path(1), "/photos/a.b");
  std::vector<std::string> names;
  for (const KnownFile& file : known_files.folder_files(2)) names.emplace_back(known_files.name(file));
  EXPECT_EQ(names, (std::vector<std::string>{"B.jpg", "a", "a.jpg", "b.jpg", "\xE4\xB8\x80.jpg"}));
  EXPECT_EQ(known_files.find(known_files.folder_files(2), "c"), nullptr);
  EXPECT_TRUE(known_files.in_folder("/photos/unknown").empty());
}

TEST_F(FileRepositoryTest, LoadingAPartTakesThatFolderAlone) {
  for (const std::string folder :
       {"/photos", "/photos/a", "/photos/a/deep", "/photos/ab", "/photos/a0", "/photos/a.x"}) {
    store(decoded(folder + "/f.jpg", folder, folder));
  }
  const KnownFiles part = must(files_->load_known(root_.id, "/photos/a"));
  ASSERT_EQ(part.folder_count(), 2U);
  EXPECT_EQ(part.folder_path(0), "/photos/a");
  EXPECT_EQ(part.folder_path(1), "/photos/a/deep");
  EXPECT_EQ(must(files_->load_known(root_.id, "/photos")).size(), 6U);
  EXPECT_EQ(files_->load_known(root_.id, "/photos2").error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FileRepositoryTest, APhotoWithoutFilesIsKeptAndComesBack) {
  const StoredFile stored = store(decoded("/photos/a.jpg", "a", "a"));
  const auto mark = [&](bool present) {
    write([&](Transaction& t) {
      must(present ? files_->mark_present(t, {&stored.file, 1}) : files_->mark_missing(t, {&stored.file, 1}));
      return 0;
    });
  };
  mark(false);
  EXPECT_FALSE(photo(stored.photo).present);
  EXPECT_FALSE(must(files_->load_known(root_.id, "/photos")).in_folder("/photos")[0].present);
  EXPECT_TRUE(must(photos_->present_slots()).empty());
  mark(true);
  EXPECT_TRUE(photo(stored.photo).present);
  EXPECT_EQ(must(photos_->present_slots()), std::vector<Slot>{stored.slot});
}

TEST_F(FileRepositoryTest, ASkippedFileIsRememberedUntilItIsGood) {
  remember({"/photos/bad.jpg", 10, 20, ErrorCode::kCorrupt, "the file is cut off \xFF", 3, 77});
  {
    const KnownFiles known_files = must(files_->load_known(root_.id, "/photos"));
    ASSERT_EQ(known_files.size(), 1U);
    const KnownFile& file = known_files.in_folder("/photos")[0];
    EXPECT_EQ(file.kind, KnownFile::Kind::kSkipped);
    EXPECT_EQ(file.version, 3);
    EXPECT_TRUE(file.same_stat(10, 20));
    EXPECT_FALSE(file.same_stat(10, 21));
  }
  const auto skipped = must(files_->skipped(root_.id, 10));
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped[0].path, "/photos/bad.jpg");
  EXPECT_EQ(skipped[0].code, ErrorCode::kCorrupt);
  EXPECT_EQ(skipped[0].message, "the file is cut off \xEF\xBF\xBD");
  store(decoded("/photos/bad.jpg", "repaired", "pixels"));
  EXPECT_TRUE(must(files_->skipped(root_.id, 10)).empty());
}

TEST_F(FileRepositoryTest, APictureThatBecomesUnreadableIsMissingAndSkipped) {
  const StoredFile stored = store(decoded("/photos/a.jpg", "a", "a"));
  remember({"/photos/a.jpg", 1, 2, ErrorCode::kIo, "cannot be read", 1, 1});
  EXPECT_FALSE(photo(stored.photo).present);
  const KnownFiles known_files = must(files_->load_known(root_.id, "/photos"));
  ASSERT_EQ(known_files.size(), 1U) << "one entry a name";
  EXPECT_EQ(known_files.in_folder("/photos")[0].kind, KnownFile::Kind::kSkipped);
  EXPECT_EQ(store(known("/photos/a.jpg", "a")).outcome, Outcome::kUnchanged) << "the same bytes, readable again";
  EXPECT_TRUE(photo(stored.photo).present);
  EXPECT_EQ(must(files_->load_known(root_.id, "/photos")).in_folder("/photos")[0].kind, KnownFile::Kind::kPicture);
}

TEST_F(FileRepositoryTest, FilesThatAreNoPicturesAreNotListedAsSkipped) {
  remember({"/photos/notes.txt", 1, 2, ErrorCode::kUnsupported, "not a picture", 1, 1});
  EXPECT_TRUE(must(files_->skipped(root_.id, 10)).empty());
  const KnownFiles known_files = must(files_->load_known(root_.id, "/photos"));
  ASSERT_EQ(known_files.size(), 1U);
  EXPECT_TRUE(known_files.in_folder("/photos")[0].ignored);
  const std::int64_t id = known_files.in_folder("/photos")[0].id;
  write([&](Transaction& t) {
    must(files_->forget_skipped(t, {&id, 1}));
    return 0;
  });
  EXPECT_EQ(must(files_->load_known(root_.id, "/photos")).size(), 0U);
}

TEST_F(FileRepositoryTest, ContentMatchesTellWhereTheFileWas) {
  const StoredFile first = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  store(known("/photos/b.jpg", "bytes"));
  write([&](Transaction& t) {
    must(files_->mark_missing(t, {&first.file, 1}));
    return 0;
  });
  const auto matches = must(files_->find_by_content(ContentHash{hash_of("bytes")}));
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].path, "/photos/b.jpg");
  EXPECT_TRUE(matches[0].present);
  EXPECT_EQ(matches[1].path, "/photos/a.jpg");
  EXPECT_FALSE(matches[1].present);
  EXPECT_TRUE(must(files_->find_by_content(ContentHash{hash_of("other")})).empty());
}

}  // namespace
}  // namespace shoebox::store
