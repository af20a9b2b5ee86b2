#include "store/file_storing.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class FileStoringTest : public LibraryTest {
 protected:
  FileStoringTest() {
    add_root("/photos");
    add_space("s", 2);
  }

  static ScannedFile with_vector(ScannedFile file, std::uint16_t first) {
    file.embeddings.push_back({SpaceId{"s"}, {first, 7}});
    return file;
  }
  std::optional<std::vector<std::uint16_t>> vector_of(PhotoId id) { return must(embeddings_->find(id, SpaceId{"s"})); }
};

using Vector = std::vector<std::uint16_t>;

TEST_F(FileStoringTest, UnknownPictureIsANewPhoto) {
  const StoredFile stored = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  EXPECT_EQ(stored.outcome, Outcome::kAdded);
  EXPECT_EQ(stored.slot, Slot{0});
  EXPECT_EQ(vector_of(stored.photo), (Vector{1, 7}));
  const PhotoView view = photo(stored.photo);
  EXPECT_TRUE(view.present);
  EXPECT_EQ(view.paths, std::vector<std::string>{"/photos/a.jpg"});
  EXPECT_EQ(view.width, 4000);
  EXPECT_EQ(view.format, "jpeg");
  EXPECT_EQ(view.size_bytes, 5);
}

TEST_F(FileStoringTest, SameBytesAtANewPathAreACopyWithoutDecoding) {
  const StoredFile first = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  const StoredFile copy = store(known("/photos/sub/b.jpg", "bytes"));
  EXPECT_EQ(copy.outcome, Outcome::kCopy);
  EXPECT_EQ(copy.photo, first.photo);
  EXPECT_NE(copy.file, first.file);
  EXPECT_EQ(photo(first.photo).paths, (std::vector<std::string>{"/photos/a.jpg", "/photos/sub/b.jpg"}));
}

TEST_F(FileStoringTest, SamePixelsAtANewPathAreACopy) {
  const StoredFile first = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  const StoredFile copy = store(with_vector(decoded("/photos/b.jpg", "other bytes", "pixels"), 2));
  EXPECT_EQ(copy.outcome, Outcome::kCopy);
  EXPECT_EQ(copy.photo, first.photo);
  EXPECT_EQ(vector_of(first.photo), (Vector{1, 7})) << "the vector that is there is kept";
}

TEST_F(FileStoringTest, UnknownBytesWithoutDecodingStoreNothing) {
  EXPECT_EQ(store(known("/photos/a.jpg", "bytes")).outcome, Outcome::kNeedsDecode);
  EXPECT_EQ(must(photos_->slot_count()), 0U);
  EXPECT_FALSE(must(files_->find_by_path("/photos/a.jpg")).has_value());
}

TEST_F(FileStoringTest, SamePathSameBytesIsUnchanged) {
  const StoredFile first = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  ScannedFile touched = known("/photos/a.jpg", "bytes");
  touched.mtime_ns = 99;
  const StoredFile again = store(touched);
  EXPECT_EQ(again.outcome, Outcome::kUnchanged);
  EXPECT_EQ(again.file, first.file);
  const KnownFiles known_files = must(files_->load_known(RootId{1}, "/photos"));
  EXPECT_EQ(known_files.in_folder("/photos")[0].mtime_ns, 99);
}

TEST_F(FileStoringTest, NewBytesWithTheSamePixelsKeepPhotoAndVector) {
  const StoredFile first = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  ScannedFile edited = decoded("/photos/a.jpg", "bytes with a caption", "pixels");
  edited.decoded->embedded.make = "Canon";
  const StoredFile again = store(edited);
  EXPECT_EQ(again.outcome, Outcome::kUpdated);
  EXPECT_EQ(again.photo, first.photo);
  EXPECT_EQ(photo(first.photo).make, "Canon");
  EXPECT_EQ(photo(first.photo).version, 1);
  EXPECT_EQ(vector_of(first.photo), (Vector{1, 7}));
}

TEST_F(FileStoringTest, NewPixelsAtAPathAreANewVersionOfItsPhoto) {
  const StoredFile first = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  const StoredFile again = store(with_vector(decoded("/photos/a.jpg", "new bytes", "new pixels"), 2));
  EXPECT_EQ(again.outcome, Outcome::kNewVersion);
  EXPECT_EQ(again.photo, first.photo);
  EXPECT_EQ(again.slot, first.slot);
  EXPECT_EQ(photo(first.photo).version, 2);
  EXPECT_EQ(vector_of(first.photo), (Vector{2, 7}));
}

TEST_F(FileStoringTest, NewVersionWithoutAVectorDropsTheOldOne) {
  const StoredFile first = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  store(decoded("/photos/a.jpg", "new bytes", "new pixels"));
  EXPECT_EQ(vector_of(first.photo), std::nullopt);
}

TEST_F(FileStoringTest, EditingOneOfTwoCopiesLeavesThePhotoWithTheOther) {
  const StoredFile first = store(with_vector(decoded("/photos/a.jpg", "bytes", "pixels"), 1));
  store(known("/photos/b.jpg", "bytes"));
  const StoredFile edited = store(with_vector(decoded("/photos/a.jpg", "new bytes", "new pixels"), 2));
  EXPECT_EQ(edited.outcome, Outcome::kAdded);
  EXPECT_NE(edited.photo, first.photo);
  EXPECT_EQ(photo(first.photo).paths, std::vector<std::string>{"/photos/b.jpg"});
  EXPECT_EQ(vector_of(first.photo), (Vector{1, 7}));
  EXPECT_EQ(vector_of(edited.photo), (Vector{2, 7}));
}

TEST_F(FileStoringTest, AMoveKeepsTheFile) {
  const StoredFile first = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  ScannedFile moved = known("/photos/2024/a.jpg", "bytes");
  moved.moved_from = first.file;
  const StoredFile again = store(moved);
  EXPECT_EQ(again.outcome, Outcome::kMoved);
  EXPECT_EQ(again.file, first.file);
  EXPECT_EQ(photo(first.photo).paths, std::vector<std::string>{"/photos/2024/a.jpg"});
  EXPECT_FALSE(must(files_->find_by_path("/photos/a.jpg")).has_value());
}

TEST_F(FileStoringTest, MovedFromAnotherPictureIsNotBelieved) {
  const StoredFile other = store(decoded("/photos/other.jpg", "other", "other pixels"));
  store(decoded("/photos/a.jpg", "bytes", "pixels"));
  ScannedFile lying = known("/photos/b.jpg", "bytes");
  lying.moved_from = other.file;
  EXPECT_EQ(store(lying).outcome, Outcome::kCopy);
  EXPECT_TRUE(must(files_->find_by_path("/photos/other.jpg")).has_value());
}

TEST_F(FileStoringTest, RenumberedFilesTakeTheirPhotosAlong) {
  // 1 -> 2, 2 -> 3: at path 2 there are bytes that are known to be photo 1's.
  const StoredFile one = store(with_vector(decoded("/photos/1.jpg", "one", "one"), 1));
  const StoredFile two = store(with_vector(decoded("/photos/2.jpg", "two", "two"), 2));
  ScannedFile to_three = known("/photos/3.jpg", "two");
  ScannedFile to_two = known("/photos/2.jpg", "one");
  to_two.moved_from = one.file;
  EXPECT_EQ(store(to_three).photo, two.photo);
  const StoredFile moved = store(to_two);
  EXPECT_EQ(moved.outcome, Outcome::kMoved);
  EXPECT_EQ(moved.photo, one.photo);
  EXPECT_EQ(photo(one.photo).paths, std::vector<std::string>{"/photos/2.jpg"});
  EXPECT_EQ(photo(two.photo).paths, std::vector<std::string>{"/photos/3.jpg"});
  EXPECT_EQ(vector_of(one.photo), (Vector{1, 7}));
}

TEST_F(FileStoringTest, APictureSeenAfterItsPathWasTakenComesBackByItsPixels) {
  const StoredFile one = store(with_vector(decoded("/photos/1.jpg", "one", "one"), 1));
  const StoredFile two = store(with_vector(decoded("/photos/2.jpg", "two", "two"), 2));
  EXPECT_EQ(store(known("/photos/2.jpg", "one")).photo, one.photo);
  EXPECT_FALSE(photo(two.photo).present);
  EXPECT_TRUE(must(files_->has_embedding(PixelHash{hash_of("two")}, SpaceId{"s"})));
  const StoredFile back = store(decoded("/photos/3.jpg", "two", "two"));
  EXPECT_EQ(back.photo, two.photo);
  EXPECT_TRUE(photo(two.photo).present);
  EXPECT_EQ(vector_of(two.photo), (Vector{2, 7}));
}

TEST_F(FileStoringTest, AMissingCopyWithOldPixelsIsReadAgainWhenItIsBack) {
  const StoredFile first = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  const StoredFile copy = store(known("/photos/b.jpg", "bytes"));
  write([&](Transaction& t) {
    must(files_->mark_missing(t, {&copy.file, 1}));
    return 0;
  });
  store(decoded("/photos/a.jpg", "new bytes", "new pixels"));
  const KnownFiles known_files = must(files_->load_known(RootId{1}, "/photos"));
  const KnownFile* back = known_files.find(known_files.in_folder("/photos"), "b.jpg");
  ASSERT_NE(back, nullptr);
  EXPECT_FALSE(back->same_stat(5, 5));
  EXPECT_EQ(store(known("/photos/b.jpg", "bytes")).outcome, Outcome::kNeedsDecode);
  const StoredFile apart = store(decoded("/photos/b.jpg", "bytes", "pixels"));
  EXPECT_EQ(apart.outcome, Outcome::kAdded);
  EXPECT_NE(apart.photo, first.photo);
}

TEST_F(FileStoringTest, TwoNewCopiesInOneBatchAreOnePhoto) {
  const std::vector<ScannedFile> batch{decoded("/photos/a.jpg", "bytes", "pixels"),
                                       decoded("/photos/b.jpg", "bytes", "pixels")};
  const auto stored = write([&](Transaction& t) { return must(files_->store(t, batch)); });
  EXPECT_EQ(stored[0].outcome, Outcome::kAdded);
  EXPECT_EQ(stored[1].outcome, Outcome::kCopy);
  EXPECT_EQ(stored[0].photo, stored[1].photo);
}

TEST_F(FileStoringTest, FactsFollowTheirPrecedence) {
  ScannedFile file = decoded("/photos/a.jpg", "bytes", "pixels");
  file.decoded->embedded.taken = image::TakenTime{"2024-05-01T10:00:00", 120, image::TimePrecision::kSecond, "exif"};
  file.decoded->embedded.make = "Canon";
  Facts name{FactSource::kName, {}, false};
  name.metadata.taken = image::TakenTime{"2020-01-01", {}, image::TimePrecision::kDay, "name"};
  Facts takeout{FactSource::kTakeout, {}, true};
  takeout.metadata.gps = image::GpsPosition{-33.8, 151.2, {}};
  Facts sidecar{FactSource::kSidecar, {}, false};
  sidecar.metadata.rating = 4;
  sidecar.metadata.keywords = {"海", "a \"quoted\" word"};
  file.facts = {name, takeout, sidecar};
  const StoredFile stored = store(file);
  const PhotoView view = photo(stored.photo);
  ASSERT_TRUE(view.taken.has_value());
  EXPECT_EQ(view.taken->taken.local, "2024-05-01T10:00:00");
  EXPECT_EQ(view.taken->taken.offset_minutes, 120);
  EXPECT_EQ(view.make, "Canon");
  ASSERT_TRUE(view.gps.has_value());
  EXPECT_DOUBLE_EQ(view.gps->longitude, 151.2);
  const auto facts = must(photos_->facts(stored.photo));
  ASSERT_EQ(facts.size(), 4U);
  EXPECT_EQ(facts[0].source, FactSource::kSidecar);
  EXPECT_EQ(facts[0].metadata.keywords, sidecar.metadata.keywords);
  EXPECT_TRUE(facts[2].taken_is_utc == false && facts[2].source == FactSource::kTakeout) << "no time, no flag";

  // The sidecar now has a time: it stands before the file's own.
  sidecar.metadata.taken = image::TakenTime{"1999", {}, image::TimePrecision::kYear, "xmp"};
  write([&](Transaction& t) {
    must(files_->set_facts(t, stored.file, std::span(&sidecar, 1), {}));
    return 0;
  });
  EXPECT_EQ(photo(stored.photo).taken->taken.local, "1999");
  EXPECT_EQ(photo(stored.photo).taken->taken.precision, image::TimePrecision::kYear);
  EXPECT_EQ(must(photos_->facts(stored.photo)).size(), 2U) << "the other outer facts are replaced";
}

TEST_F(FileStoringTest, TextThatIsNotUtf8IsStored) {
  ScannedFile file = decoded("/photos/a.jpg", "bytes", "pixels");
  file.decoded->embedded.keywords = {"\xFF\xFE", "ok"};
  file.decoded->embedded.title = "\xC0\x80";
  const auto facts = must(photos_->facts(store(file).photo));
  ASSERT_EQ(facts.size(), 1U);
  ASSERT_EQ(facts[0].metadata.keywords.size(), 2U);
  EXPECT_EQ(facts[0].metadata.keywords[1], "ok");
  EXPECT_EQ(facts[0].metadata.title, "\xC0\x80");
}

TEST_F(FileStoringTest, CompanionsAreKnownFiles) {
  ScannedFile file = decoded("/photos/a.heic", "bytes", "pixels");
  file.companions = {{CompanionKind::kXmpSidecar, "/photos/a.xmp", 10, 11},
                     {CompanionKind::kLiveVideo, "/photos/a.mov", 20, 21}};
  const StoredFile stored = store(file);
  const KnownFiles known_files = must(files_->load_known(RootId{1}, "/photos"));
  const auto folder = known_files.in_folder("/photos");
  ASSERT_EQ(folder.size(), 3U);
  const KnownFile* video = known_files.find(folder, "a.mov");
  ASSERT_NE(video, nullptr);
  EXPECT_EQ(video->kind, KnownFile::Kind::kCompanion);
  EXPECT_EQ(video->id, stored.file.value);
  EXPECT_TRUE(video->same_stat(20, 21));
  EXPECT_EQ(photo(stored.photo).paths.size(), 1U) << "a companion is no file of the photo";
}

TEST_F(FileStoringTest, BadInputChangesNothing) {
  const auto refused = [&](const ScannedFile& file, ErrorCode code) {
    auto transaction = must(Transaction::begin(*database_));
    const auto stored = files_->store(*transaction, std::span(&file, 1));
    ASSERT_FALSE(stored.has_value());
    EXPECT_EQ(stored.error().code, code) << stored.error().text();
  };
  refused(decoded("/elsewhere/a.jpg", "bytes", "pixels"), ErrorCode::kInvalidArgument);
  ScannedFile wrong_size = decoded("/photos/a.jpg", "bytes", "pixels");
  wrong_size.embeddings.push_back({SpaceId{"s"}, {1, 2, 3}});
  refused(wrong_size, ErrorCode::kInvalidArgument);
  ScannedFile wrong_space = decoded("/photos/a.jpg", "bytes", "pixels");
  wrong_space.embeddings.push_back({SpaceId{"unknown"}, {1, 2}});
  refused(wrong_space, ErrorCode::kNotFound);
  EXPECT_EQ(must(photos_->slot_count()), 0U);
}

}  // namespace
}  // namespace shoebox::store
