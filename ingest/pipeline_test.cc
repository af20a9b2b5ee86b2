#include "ingest/pipeline.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/pipeline_fixture.h"
#include "ingest/thumbnails.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::ingest {
namespace {

using ::testing::ElementsAre;

TEST_F(PipelineTest, FirstRunAddsEncodesAndMakesThumbnails) {
  for (int i = 0; i < 50; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  const auto summary = run();
  EXPECT_EQ(summary.seen, 50);
  EXPECT_EQ(summary.added, 50);
  EXPECT_EQ(summary.embedded, 50);
  EXPECT_EQ(present_photos(), 50U);
  EXPECT_EQ(index.rows.size(), 50U);
  const std::string pixels = "p7";
  const PixelHash hash{hash_bytes(std::as_bytes(std::span(pixels)))};
  EXPECT_TRUE(ThumbnailFolder(options.thumbs_folder).read(hash).has_value());
}

TEST_F(PipelineTest, ImportedPhotosGetTheirFilesAndAreNotEncodedAgain) {
  {
    const auto opened = open_database();
    const auto transaction = store::Transaction::begin(*opened).value();
    ASSERT_TRUE(store::EmbeddingRepository(*opened).add_space(*transaction, options.space, 4, options.model));
    store::ImportRepository imports(*opened);
    for (const char* path : {"/r/a.jpg", "/r/copy of a.jpg", "/r/gone.jpg"}) {
      ASSERT_TRUE(imports.put(*transaction, path, {options.space, {0x3c00, 0, 0, 0}}));
    }
    ASSERT_TRUE(transaction->commit());
  }
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/copy of a.jpg", "a|other bytes");
  files.add_file("/r/new.jpg", "new");
  const auto summary = run();
  EXPECT_EQ(summary.added, 3);
  EXPECT_EQ(encoder.pictures, 1) << "the new one";
  EXPECT_EQ(present_photos(), 3U) << "a, new, and the imported one that nobody has seen";
  EXPECT_EQ(find("/r/a.jpg")->photo, find("/r/copy of a.jpg")->photo);
  EXPECT_EQ(index.rows.size(), 3U);
  EXPECT_EQ(run().unchanged, 3);
  EXPECT_EQ(encoder.pictures, 0);
}

TEST_F(PipelineTest, UnchangedFilesCostAStat) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/bad.jpg", "bad");
  files.add_file("/r/strange", "none");
  files.add_file("/r/b/c.jpg", "c");
  run();
  const auto summary = run();
  EXPECT_EQ(summary.unchanged, 2);
  EXPECT_EQ(summary.ignored, 1);
  EXPECT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(files.opened, 0);
  EXPECT_EQ(decoder.calls, 0);
}

TEST_F(PipelineTest, RenamedFileIsMovedNotDecoded) {
  files.add_file("/r/a.jpg", "a");
  run();
  const auto before = find("/r/a.jpg");
  files.move("/r/a.jpg", "/r/x/b.jpg");
  const auto summary = run();
  EXPECT_EQ(summary.moved, 1);
  EXPECT_EQ(summary.missing, 0);
  EXPECT_EQ(decoder.calls, 0);
  EXPECT_EQ(encoder.pictures, 0);
  EXPECT_FALSE(find("/r/a.jpg").has_value());
  EXPECT_EQ(find("/r/x/b.jpg")->photo, before->photo);
}

TEST_F(PipelineTest, RenamedFolderIsMovedNotDecoded) {
  for (int i = 0; i < 20; ++i) files.add_file("/r/old/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  run();
  files.move("/r/old", "/r/new");
  EXPECT_EQ(run().moved, 20);
  EXPECT_EQ(decoder.calls, 0);
  EXPECT_EQ(present_photos(), 20U);
}

TEST_F(PipelineTest, MoveBetweenRootsIsSeenFromEitherSide) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/stays.jpg", "s");
  run();
  files.move("/r/a.jpg", "/q/a.jpg");
  options.folders = {"/q"};
  EXPECT_EQ(run().moved, 1);
  options.folders = {};
  const auto summary = run();
  EXPECT_EQ(summary.unchanged, 2);
  EXPECT_EQ(present_photos(), 2U);
}

TEST_F(PipelineTest, CopyOfAKnownPhotoIsAddedNotDecoded) {
  files.add_file("/r/a.jpg", "a");
  run();
  files.add_file("/r/copy.jpg", "a");
  const auto summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.unchanged, 1);
  EXPECT_EQ(decoder.calls, 0);
  EXPECT_EQ(find("/r/copy.jpg")->photo, find("/r/a.jpg")->photo);
}

TEST_F(PipelineTest, CopiesMetAtOnceAreDecodedAndEncodedOnce) {
  for (int i = 0; i < 30; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "same");
  options.jobs = 8;
  EXPECT_EQ(run().added, 30);
  EXPECT_EQ(decoder.calls, 1);
  EXPECT_EQ(encoder.pictures, 1);
  EXPECT_EQ(present_photos(), 1U);
}

TEST_F(PipelineTest, SamePixelsMetAtOnceAreEncodedOnce) {
  for (int i = 0; i < 30; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "same|" + std::to_string(i));
  options.jobs = 8;
  EXPECT_EQ(run().added, 30);
  EXPECT_EQ(decoder.calls, 30);
  EXPECT_EQ(encoder.pictures, 1);
}

TEST_F(PipelineTest, BadCopiesMetAtOnceAreAllReported) {
  for (int i = 0; i < 5; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "bad");
  options.jobs = 8;
  EXPECT_EQ(run().skipped.size(), 5U);
  EXPECT_EQ(run().skipped.size(), 5U);
  EXPECT_EQ(files.opened, 0);
}

TEST_F(PipelineTest, EditedMetadataIsReadAgainNotEncoded) {
  files.add_file("/r/a.jpg", "a|old");
  run();
  files.add_file("/r/a.jpg", "a|new title", 2000);
  const auto summary = run();
  EXPECT_EQ(summary.updated, 1);
  EXPECT_EQ(decoder.calls, 1);
  EXPECT_EQ(encoder.pictures, 0);
}

TEST_F(PipelineTest, NewPixelsAreEncodedAndThePhotoStaysTheSame) {
  files.add_file("/r/a.jpg", "a");
  run();
  const auto before = find("/r/a.jpg");
  const auto row = index.rows[before->slot];
  files.add_file("/r/a.jpg", "b", 2000);
  const auto summary = run();
  EXPECT_EQ(summary.updated, 1);
  EXPECT_EQ(encoder.pictures, 1);
  EXPECT_EQ(find("/r/a.jpg")->photo, before->photo);
  EXPECT_NE(index.rows[before->slot], row);
}

TEST_F(PipelineTest, TouchedFileIsUnchanged) {
  files.add_file("/r/a.jpg", "a", 1000);
  run();
  files.add_file("/r/a.jpg", "a", 2000);
  EXPECT_EQ(run().unchanged, 1);
  EXPECT_EQ(decoder.calls, 0);
  EXPECT_EQ(run().unchanged, 1);
  EXPECT_EQ(files.opened, 0);
}

TEST_F(PipelineTest, SwappedNamesAreNotEncodedAgain) {
  files.add_file("/r/a.jpg", "a", 1);
  files.add_file("/r/b.jpg", "bb", 2);
  run();
  files.add_file("/r/a.jpg", "bb", 2);
  files.add_file("/r/b.jpg", "a", 1);
  run();
  EXPECT_EQ(encoder.pictures, 0);
  EXPECT_EQ(run().unchanged, 2);
  EXPECT_EQ(index.rows.size(), 2U);
}

TEST_F(PipelineTest, NewestIsReadFirst) {
  files.add_file("/r/old.jpg", "o", 1000);
  files.add_file("/r/newest.jpg", "n", 3000);
  files.add_file("/r/newer.jpg", "m", 2000);
  options.jobs = 1;
  run();
  EXPECT_THAT(decoder.order, ElementsAre("/r/newest.jpg", "/r/newer.jpg", "/r/old.jpg"));
}

TEST_F(PipelineTest, BadPhotoIsReportedRememberedAndTriedAgainWhenItChanges) {
  files.add_file("/r/a.jpg", "bad");
  files.add_file("/r/b.jpg", "b");
  auto summary = run();
  ASSERT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(summary.skipped[0].path, "/r/a.jpg");
  EXPECT_EQ(summary.skipped[0].error, "the picture is damaged");
  EXPECT_EQ(summary.added, 1);
  summary = run();
  ASSERT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(summary.skipped[0].error, "the picture is damaged");
  files.add_file("/r/a.jpg", "good", 2000);
  summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_TRUE(summary.skipped.empty());
}

TEST_F(PipelineTest, NoPictureIsIgnoredUnlessItIsNamedLikeOne) {
  files.add_file("/r/noextension", "none");
  files.add_file("/r/named.jpg", "none");
  files.add_file("/r/empty.jpg", "");
  const auto summary = run();
  EXPECT_EQ(summary.ignored, 1);
  EXPECT_EQ(summary.skipped.size(), 2U);
}

TEST_F(PipelineTest, UnreadablePhotoIsReportedAndTriedAgain) {
  files.add_file("/r/a.jpg", "a");
  files.unreadable.insert("/r/a.jpg");
  EXPECT_EQ(run().skipped.size(), 1U);
  files.unreadable.clear();
  EXPECT_EQ(run().added, 1);
}

TEST_F(PipelineTest, SeenIsTheSumOfTheParts) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/b.jpg", "b");
  files.add_file("/r/notes.txt", "x");
  files.add_link("/r/dead.jpg", "/nowhere");
  files.unstattable.insert("/r/b.jpg");
  const auto summary = run();  // which checks the sum
  EXPECT_EQ(summary.seen, 4);
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.ignored, 1);
  EXPECT_EQ(summary.skipped.size(), 2U);
}

TEST_F(PipelineTest, DeletedFileLeavesAPhotoThatComesBackWithoutDecoding) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/b.jpg", "b");
  run();
  files.remove("/r/a.jpg");
  auto summary = run();
  EXPECT_EQ(summary.missing, 1);
  EXPECT_EQ(present_photos(), 1U);
  files.add_file("/r/a.jpg", "a");
  summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(files.opened, 0);
  EXPECT_EQ(present_photos(), 2U);
}

TEST_F(PipelineTest, DeletedFolderIsMissingAndUnreadableOneIsNot) {
  files.add_file("/r/a/1.jpg", "1");
  files.add_file("/r/b/2.jpg", "2");
  run();
  files.remove("/r/a");
  files.unreadable.insert("/r/b");
  const auto summary = run();
  EXPECT_EQ(summary.missing, 1);
  ASSERT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(summary.skipped[0].path, "/r/b");
  EXPECT_TRUE(find("/r/b/2.jpg")->present);
}

TEST_F(PipelineTest, IndexingASubfolderWithALinkToItsRootStoresNothingTwice) {
  files.add_file("/r/other.jpg", "other");
  files.add_file("/r/sub/photo.jpg", "photo");
  files.add_link("/r/sub/loop", "/r");
  EXPECT_EQ(run().added, 2);
  options.folders = {"/r/sub"};
  const auto summary = run();
  EXPECT_EQ(summary.added, 0);
  EXPECT_EQ(summary.unchanged, 1);
  EXPECT_EQ(summary.missing, 0);
  EXPECT_FALSE(find("/r/sub/loop/other.jpg").has_value());
}

TEST_F(PipelineTest, PhotosBehindALinkAreKeptWhenTheirFolderBecomesARoot) {
  files.add_file("/r/photo.jpg", "photo");
  files.add_file("/far/away.jpg", "away");
  files.add_link("/r/l", "/far");
  EXPECT_EQ(run().added, 2);
  options.folders = {"/far"};
  run();
  options.folders = {"/r"};
  EXPECT_EQ(run().missing, 0);
  EXPECT_EQ(present_photos(), 2U);
}

TEST_F(PipelineTest, AbsentOrEmptyRootLosesNothing) {
  files.add_file("/r/a.jpg", "a");
  run();
  options.folders = {};
  files.move("/r", "/unplugged");
  const auto summary = run();
  EXPECT_EQ(summary.missing, 0);
  EXPECT_THAT(summary.offline, ElementsAre("/r"));
  files.add_folder("/r");
  EXPECT_EQ(run().missing, 0);
  EXPECT_TRUE(find("/r/a.jpg").has_value());
  files.remove("/r");
  files.move("/unplugged", "/r");
  EXPECT_EQ(run().unchanged, 1);
  EXPECT_EQ(files.opened, 0);
  EXPECT_EQ(present_photos(), 1U);
}

TEST_F(PipelineTest, CopyOfAPhotoOnAnUnpluggedDriveIsNoMove) {
  files.add_file("/r/a.jpg", "a");
  run();
  files.move("/r", "/unplugged");
  files.add_file("/q/copy.jpg", "a");
  options.folders = {"/q"};
  const auto summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.moved, 0);
  EXPECT_TRUE(find("/r/a.jpg").has_value());
}

TEST_F(PipelineTest, FolderInARootIsScannedAlone) {
  files.add_file("/r/a/1.jpg", "1");
  files.add_file("/r/b/2.jpg", "2");
  run();
  files.remove("/r/b/2.jpg");
  files.remove("/r/a/1.jpg");
  files.add_file("/r/a/3.jpg", "3");
  options.folders = {"/r/a"};
  const auto summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.missing, 1);
  EXPECT_TRUE(find("/r/b/2.jpg")->present);
}

TEST_F(PipelineTest, OverlappingFoldersAreReadOnce) {
  files.add_file("/r/a/1.jpg", "1");
  options.folders = {"/r/a", "/r", "/r/a"};
  const auto summary = run();
  EXPECT_EQ(summary.seen, 1);
  EXPECT_EQ(summary.added, 1);
  options.folders = {};
  EXPECT_EQ(run().unchanged, 1);
}

TEST_F(PipelineTest, FolderThatIsNotThereIsAnErrorAndNoRoot) {
  options.folders = {"/r", "/typo"};
  const auto summary = try_run();
  ASSERT_FALSE(summary.has_value());
  EXPECT_EQ(summary.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(summary.error().context, "/typo");
  const auto opened = open_database();
  EXPECT_TRUE(store::RootRepository(*opened).all()->empty());
}

TEST_F(PipelineTest, NewlyExcludedFileIsMissing) {
  files.add_file("/r/raw/a.jpg", "a");
  files.add_file("/r/b.jpg", "b");
  run();
  options.exclude = {"raw/"};
  EXPECT_EQ(run().missing, 1);
  EXPECT_FALSE(find("/r/raw/a.jpg")->present);
}

TEST_F(PipelineTest, ChangedSidecarIsReadWithoutOpeningThePhoto) {
  std::atomic<int> reads = 0;
  read_sidecar = [&](const std::string& path) -> Result<image::Metadata> {
    ++reads;
    image::Metadata metadata;
    metadata.title = path;
    return metadata;
  };
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/a.jpg.xmp", "1", 1000);
  run();
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(run().unchanged, 1);
  EXPECT_EQ(reads, 1);
  files.add_file("/r/a.jpg.xmp", "22", 2000);
  EXPECT_EQ(run().updated, 1);
  EXPECT_EQ(reads, 2);
  EXPECT_EQ(files.opened, 0);
  files.remove("/r/a.jpg.xmp");
  EXPECT_EQ(run().updated, 1);
  EXPECT_EQ(run().unchanged, 1);
}

TEST_F(PipelineTest, MetadataOfAnOlderReaderAreReadAgainWithoutDecoding) {
  files.add_file("/r/a.jpg", "a|title");
  run();
  {
    // As an older program left it.
    const auto opened = open_database();
    store::FileRepository repository(*opened);
    store::ScannedFile file;
    file.path = "/r/a.jpg";
    const auto stat = files.stat(file.path);
    file.size_bytes = stat->size_bytes;
    file.mtime_ns = stat->modified_ns;
    file.content_hash = files.hash(file.path)->hash;
    store::DecodedFile decoded;
    decoded.pixel_hash = *photo_at(file.path)->pixel_hash;
    decoded.format = "fake";
    decoded.width = 4;
    decoded.height = 3;
    decoded.metadata_version = image::kMetadataVersion - 1;
    file.decoded = decoded;
    auto transaction = store::Transaction::begin(*opened);
    ASSERT_TRUE(transaction.has_value());
    ASSERT_TRUE(repository.store(**transaction, std::span(&file, 1)).has_value());
    ASSERT_TRUE((*transaction)->commit().has_value());
  }
  decoder.pictures = 0;
  EXPECT_EQ(run().unchanged, 1);
  EXPECT_EQ(decoder.calls, 1);
  EXPECT_EQ(decoder.pictures, 0);
  EXPECT_EQ(encoder.pictures, 0);
  const auto opened = open_database();
  const auto facts = store::PhotoRepository(*opened).facts(photo_at("/r/a.jpg")->id);
  ASSERT_TRUE(facts.has_value());
  ASSERT_FALSE(facts->empty());
  EXPECT_EQ(facts->front().metadata.title, "|title");
  run();
  EXPECT_EQ(decoder.calls, 0);
}

TEST_F(PipelineTest, NamesTellTimesUntilASidecarDoes) {
  read_sidecar = [&](const std::string&) -> Result<image::Metadata> {
    image::Metadata metadata;
    metadata.taken = image::TakenTime{"2023-04-12T07:30:00", std::nullopt, image::TimePrecision::kSecond, "takeout:x"};
    metadata.gps = image::GpsPosition{35.0, 135.75, std::nullopt};
    return metadata;
  };
  places.revision = 1;
  places.locate = [](double, double) { return store::Location{'J' << 8 | 'P', 2, 3}; };
  places.time_zone = [](double, double) { return "Asia/Tokyo"; };
  files.add_file("/r/IMG_20220101_000000.jpg", "a");
  run();
  const std::string path = "/r/IMG_20220101_000000.jpg";
  EXPECT_EQ(photo_at(path)->taken->taken.local, "2022-01-01T00:00:00");
  files.add_file(path + ".supplemental-met.json", "{}");
  EXPECT_EQ(run().updated, 1);
  EXPECT_EQ(photo_at(path)->taken->taken.local, "2023-04-12T16:30:00");
  EXPECT_EQ(photo_at(path)->taken->taken.offset_minutes, 540);
  files.remove(path + ".supplemental-met.json");
  EXPECT_EQ(run().updated, 1);
  EXPECT_EQ(photo_at(path)->taken->taken.local, "2022-01-01T00:00:00");
  EXPECT_FALSE(photo_at(path)->gps);
}

TEST_F(PipelineTest, AnotherGazetteerLooksUpAgainWithoutOpeningAPhoto) {
  read_sidecar = [&](const std::string&) -> Result<image::Metadata> {
    image::Metadata metadata;
    metadata.gps = image::GpsPosition{35.0, 135.75, std::nullopt};
    return metadata;
  };
  std::atomic<int> asked = 0;
  places.revision = 1;
  places.locate = [&](double, double) {
    ++asked;
    return store::Location{places.revision, 0, 0};
  };
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/a.xmp", "x");
  run();
  EXPECT_EQ(asked, 1);
  run();
  EXPECT_EQ(asked, 1);
  places.revision = 7;
  run();
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(files.opened, 0);
  const auto opened = open_database();
  EXPECT_EQ(store::LocationRepository(*opened).find(photo_at("/r/a.jpg")->id)->country, 7U);
}

TEST_F(PipelineTest, JsonFilesOfNoPictureAreIgnored) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/a.jpg.json", "{}");
  files.add_file("/r/metadata.json", "{}");
  const auto summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.ignored, 1);
  EXPECT_EQ(summary.seen, 2);
}

TEST_F(PipelineTest, LiveVideoBelongsToItsPictureAndOtherVideosAreIgnored) {
  files.add_file("/r/IMG_1.HEIC", "a");
  files.add_file("/r/IMG_1.MOV", "film");
  files.add_file("/r/other.mov", "film");
  const auto summary = run();
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.ignored, 1);
  EXPECT_EQ(run().unchanged, 1);
}

TEST_F(PipelineTest, FileThatKeepsGrowingIsTriedAgainThenReportedAndNotRemembered) {
  files.add_file("/r/a.jpg", "a");
  files.growing.insert("/r/a.jpg");
  const auto summary = run();
  EXPECT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(files.hashed, 2);
  files.growing.clear();
  EXPECT_EQ(run().added, 1);
}

TEST_F(PipelineTest, FileWrittenAMomentAgoIsPutOffToTheEnd) {
  files.add_file("/r/fresh.jpg", "f", clock.seconds);
  files.add_file("/r/old.jpg", "o", 1000);
  options.jobs = 1;
  decoder.on_decode = [&](int) { clock.seconds += 10; };
  EXPECT_EQ(run().added, 2);
  EXPECT_THAT(decoder.order, ElementsAre("/r/old.jpg", "/r/fresh.jpg"));
}

TEST_F(PipelineTest, FileStillBeingWrittenAtTheEndIsReported) {
  files.add_file("/r/fresh.jpg", "f", clock.seconds);
  const auto summary = run();  // the clock stands still
  ASSERT_EQ(summary.skipped.size(), 1U);
  EXPECT_EQ(decoder.calls, 0);
  clock.seconds += 10;
  EXPECT_EQ(run().added, 1);
}

TEST_F(PipelineTest, StopInTheMiddleKeepsWhatIsDoneAndTheNextRunGoesOn) {
  for (int i = 0; i < 200; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  decoder.on_decode = [&](int number) {
    if (number == 60) stop.request_stop();
  };
  const auto first = run();
  EXPECT_TRUE(first.interrupted);
  EXPECT_LT(first.added, 200);
  EXPECT_LE(decoder.calls, 60 + options.jobs);
  EXPECT_EQ(present_photos(), static_cast<std::size_t>(first.added));
  stop = {};
  decoder.on_decode = {};
  const auto second = run();
  EXPECT_FALSE(second.interrupted);
  EXPECT_EQ(second.unchanged, first.added);
  EXPECT_EQ(second.added, 200 - first.added);
  EXPECT_EQ(index.rows.size(), 200U);
}

TEST_F(PipelineTest, StoppedRunTakesNothingForDeleted) {
  files.add_file("/r/a.jpg", "a");
  files.add_file("/r/b.jpg", "b");
  run();
  files.remove("/r/a.jpg");
  files.add_file("/r/c.jpg", "c");
  decoder.on_decode = [&](int) { stop.request_stop(); };
  run();
  EXPECT_TRUE(find("/r/a.jpg")->present);
}

TEST_F(PipelineTest, DecodesThatAStopCutsShortAreNoFaultOfTheirFiles) {
  for (int i = 0; i < 20; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  decoder.on_decode = [&](int number) {
    if (number != 10) return;
    stop.request_stop();
    decoder.cancelled = true;
  };
  const auto first = run();
  EXPECT_TRUE(first.interrupted);
  EXPECT_TRUE(first.skipped.empty());
  stop = {};
  decoder.on_decode = {};
  decoder.cancelled = false;
  EXPECT_EQ(run().added, 20 - first.added);
}

TEST_F(PipelineTest, DecoderThatStopsByItselfEndsTheRun) {
  files.add_file("/r/a.jpg", "a");
  decoder.cancelled = true;
  EXPECT_EQ(try_run().error().code, ErrorCode::kCancelled);
}

TEST_F(PipelineTest, BrokenModelEndsTheRunAndNothingKnownIsLost) {
  files.add_file("/r/a.jpg", "a");
  run();
  for (int i = 0; i < 300; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  encoder.broken = true;
  const auto summary = try_run();
  ASSERT_FALSE(summary.has_value());
  EXPECT_EQ(summary.error().message, "the model is broken");
  EXPECT_EQ(present_photos(), 1U);
  encoder.broken = false;
  EXPECT_EQ(run().added, 300);
}

TEST_F(PipelineTest, ThumbnailThatCannotBeWrittenEndsTheRun) {
  files.add_file("/r/a.jpg", "a");
  options.thumbs_folder = home + "/shoebox.db";
  const auto summary = try_run();
  ASSERT_FALSE(summary.has_value());
  EXPECT_EQ(summary.error().code, ErrorCode::kIo);
}

TEST_F(PipelineTest, NewModelIsFilledFromTheFilesAndOnlyOnce) {
  for (int i = 0; i < 20; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
  run();
  const auto old_rows = index.rows;
  options.space = {"fake/2/4"};
  encoder.shift = 1;
  index = {};
  auto summary = run();
  EXPECT_EQ(summary.unchanged, 20);
  EXPECT_EQ(summary.embedded, 20);
  EXPECT_EQ(files.opened, 0);
  EXPECT_EQ(index.rows.size(), 20U);
  EXPECT_NE(index.rows, old_rows);
  summary = run();
  EXPECT_EQ(summary.embedded, 0);
  EXPECT_EQ(decoder.calls, 0);
}

TEST_F(PipelineTest, ManyFilesWithManyThreadsAreEachStoredOnce) {
  for (int i = 0; i < 2000; ++i) {
    files.add_file("/r/" + std::to_string(i % 7) + '/' + std::to_string(i) + ".jpg", "p" + std::to_string(i / 2));
  }
  options.jobs = 8;
  const auto summary = run();
  EXPECT_EQ(summary.added, 2000);
  EXPECT_EQ(encoder.pictures, 1000);
  EXPECT_EQ(present_photos(), 1000U);
  EXPECT_EQ(run().unchanged, 2000);
}

}  // namespace
}  // namespace shoebox::ingest
