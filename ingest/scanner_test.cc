#include "ingest/scanner.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/limits.h"
#include "core/path.h"
#include "ingest/fake_file_system.h"

namespace shoebox::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// A scan of a home that knows nothing yet; pipeline_test.cc has those that do.
struct ScannerTest : public ::testing::Test {
  FakeFileSystem files;
  ScanConfig config{.exclude = {}, .home = "/home", .roots = {}, .decoder_version = 1};

  ScanResult check(const std::vector<std::string>& roots) {
    folders.clear();
    for (const std::string& root : roots) {
      folders.push_back({RootId{static_cast<std::int64_t>(folders.size()) + 1}, root, root, {}});
    }
    return run();
  }

  ScanResult run() {
    SilentProgress progress;
    auto result = scan(files, folders, config, progress, {});
    EXPECT_TRUE(result.has_value());
    return std::move(*result);
  }

  std::vector<ScanFolder> folders;
};

std::vector<std::string> paths(const ScanResult& result) {
  std::vector<std::string> list;
  for (const Candidate& candidate : result.candidates) list.push_back(candidate.path);
  return list;
}

std::vector<std::string> problem_paths(const ScanResult& result) {
  std::vector<std::string> list;
  for (const ScanProblem& problem : result.problems) list.push_back(problem.path);
  return list;
}

TEST_F(ScannerTest, FindsPicturesInAllFoldersAndCountsTheRestAsIgnored) {
  files.add_file("/r/a.jpg", "x");
  files.add_file("/r/b/c/d.heic", "x");
  files.add_file("/r/b/noextension", "x");
  files.add_file("/r/song.mp3", "x");
  files.add_file("/r/film.mov", "x");
  files.add_file("/r/alone.xmp", "x");
  files.add_fifo("/r/pipe.jpg");
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), UnorderedElementsAre("/r/a.jpg", "/r/b/c/d.heic", "/r/b/noextension"));
  EXPECT_EQ(result.seen, 6);
  EXPECT_EQ(result.ignored, 3);
  EXPECT_EQ(files.opened, 0);
}

TEST_F(ScannerTest, NewestComesFirst) {
  files.add_file("/r/old.jpg", "x", 1'000'000'000);
  files.add_file("/r/IMG_20240101_000000.jpg", "x", 5);
  files.add_file("/r/new.jpg", "x", 1'600'000'000);
  EXPECT_THAT(paths(check({"/r"})), ElementsAre("/r/IMG_20240101_000000.jpg", "/r/new.jpg", "/r/old.jpg"));
}

TEST_F(ScannerTest, WorksWhereTheFileSystemDoesNotSayKinds) {
  files.entry_kinds_known = false;
  files.add_file("/r/b/a.jpg", "x");
  files.add_link("/r/l.jpg", "/r/b/a.jpg");
  EXPECT_THAT(paths(check({"/r"})), UnorderedElementsAre("/r/b/a.jpg", "/r/l.jpg"));
}

TEST_F(ScannerTest, NestedAndRepeatedRootsAreWalkedOnce) {
  files.add_file("/r/a.jpg", "x");
  files.add_file("/r/b/c.jpg", "x");
  EXPECT_THAT(paths(check({"/r", "/r/b", "/r"})), UnorderedElementsAre("/r/a.jpg", "/r/b/c.jpg"));
}

TEST_F(ScannerTest, LinkedFoldersAreFollowedOnceAndRealPathsWin) {
  files.add_file("/r/z/photo.jpg", "x");
  files.add_link("/r/a", "/r/z");
  files.add_link("/r/b", "/elsewhere");
  files.add_link("/r/c", "/elsewhere");
  files.add_file("/elsewhere/far.jpg", "x");
  EXPECT_THAT(paths(check({"/r"})), UnorderedElementsAre("/r/z/photo.jpg", "/r/b/far.jpg"));
}

TEST_F(ScannerTest, LinkLoopsEnd) {
  files.add_file("/r/a/photo.jpg", "x");
  files.add_link("/r/a/up", "/r");
  files.add_link("/r/a/self", "/r/a/self");
  files.add_link("/r/one", "/r/two");
  files.add_link("/r/two", "/r/one");
  EXPECT_THAT(paths(check({"/r"})), ElementsAre("/r/a/photo.jpg"));
}

TEST_F(ScannerTest, LinkOutOfTheScannedFolderIntoItsRootIsLeftToTheRoot) {
  files.add_file("/r/other.jpg", "x");
  files.add_file("/r/beside/far.jpg", "x");
  files.add_file("/r/sub/photo.jpg", "x");
  files.add_link("/r/sub/loop", "/r");
  files.add_link("/r/sub/side", "/r/beside");
  config.roots = {"/r"};
  folders = {{RootId{1}, "/r", "/r/sub", {}}};
  const auto result = run();
  EXPECT_THAT(paths(result), ElementsAre("/r/sub/photo.jpg"));
  EXPECT_THAT(result.unreadable, UnorderedElementsAre("/r/sub/loop", "/r/sub/side"));  // not taken for deleted
  EXPECT_THAT(result.problems, IsEmpty());
}

TEST_F(ScannerTest, LinkIntoARootThatIsNotScannedIsLeftToThatRoot) {
  files.add_file("/q/deep/theirs.jpg", "x");
  files.add_file("/r/mine.jpg", "x");
  files.add_file("/r/sub/photo.jpg", "x");
  files.add_link("/r/all", "/q");
  files.add_link("/r/part", "/q/deep");
  files.add_link("/r/again", "/r/sub");
  files.add_link("/alias", "/q");
  config.roots = {"/r", "/alias"};
  EXPECT_THAT(paths(check({"/r"})), UnorderedElementsAre("/r/mine.jpg", "/r/sub/photo.jpg"));
}

TEST_F(ScannerTest, LinkToWhatHoldsARootIsFollowedUpToThatRoot) {
  files.add_file("/q/root/theirs.jpg", "x");
  files.add_file("/q/free/nobodys.jpg", "x");
  files.add_file("/r/mine.jpg", "x");
  files.add_link("/r/l", "/q");
  config.roots = {"/r", "/q/root"};
  EXPECT_THAT(paths(check({"/r"})), UnorderedElementsAre("/r/mine.jpg", "/r/l/free/nobodys.jpg"));
}

TEST_F(ScannerTest, RootThatIsALinkToAnotherRootIsScannedAlone) {
  files.add_file("/r/photo.jpg", "x");
  files.add_link("/alias", "/r");
  config.roots = {"/alias", "/r"};
  EXPECT_THAT(paths(check({"/alias"})), ElementsAre("/alias/photo.jpg"));
}

TEST_F(ScannerTest, LinkedFileIsAFile) {
  files.add_file("/far/photo.jpg", "x");
  files.add_link("/r/l.jpg", "/far/photo.jpg");
  EXPECT_THAT(paths(check({"/r"})), ElementsAre("/r/l.jpg"));
}

TEST_F(ScannerTest, LinkToNothingIsReportedAndCountedAsSeen) {
  files.add_link("/r/l.jpg", "/far/photo.jpg");
  files.add_link("/r/notes.txt", "/far/notes.txt");
  const auto result = check({"/r"});
  EXPECT_THAT(problem_paths(result), ElementsAre("/r/l.jpg"));
  EXPECT_EQ(result.seen, 1);
}

TEST_F(ScannerTest, FileWithoutAStatIsReportedAndCountedAsSeen) {
  files.add_file("/r/a.jpg", "x");
  files.unstattable.insert("/r/a.jpg");
  const auto result = check({"/r"});
  EXPECT_THAT(problem_paths(result), ElementsAre("/r/a.jpg"));
  EXPECT_EQ(result.seen, 1);
}

TEST_F(ScannerTest, UnreadableFolderIsReportedAndTheRestIsScanned) {
  files.add_file("/r/a/1.jpg", "x");
  files.add_file("/r/b/2.jpg", "x");
  files.unreadable.insert("/r/a");
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), ElementsAre("/r/b/2.jpg"));
  EXPECT_THAT(problem_paths(result), ElementsAre("/r/a"));
}

TEST_F(ScannerTest, FileThatCannotBeAskedIsReported) {
  files.add_file("/r/1.jpg", "x");
  files.unstattable.insert("/r/1.jpg");
  EXPECT_THAT(problem_paths(check({"/r"})), ElementsAre("/r/1.jpg"));
}

TEST_F(ScannerTest, AbsentRootIsOffline) {
  files.add_file("/q/a.jpg", "x");
  const auto result = check({"/r", "/q"});
  EXPECT_THAT(paths(result), ElementsAre("/q/a.jpg"));
  ASSERT_EQ(result.offline.size(), 1U);
  EXPECT_EQ(result.offline[0]->root, RootId{1});
  EXPECT_THAT(result.online, ElementsAre(RootId{2}));
}

TEST_F(ScannerTest, ExcludesHold) {
  files.add_file("/r/.hidden/a.jpg", "x");
  files.add_file("/r/@eaDir/a.jpg", "x");
  files.add_file("/r/._a.jpg", "x");
  files.add_file("/r/phone/.nomedia", "");
  files.add_file("/r/phone/deep/a.jpg", "x");
  files.add_file("/r/raw/a.dng", "x");
  files.add_file("/r/private/.shoeboxignore", "*\n!keep.jpg\n");
  files.add_file("/r/private/secret.jpg", "x");
  files.add_file("/r/private/keep.jpg", "x");
  config.exclude = {"raw/"};
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), ElementsAre("/r/private/keep.jpg"));
  EXPECT_EQ(result.seen, 1);
}

TEST_F(ScannerTest, IgnoreFilesAboveTheStartHold) {
  files.add_file("/r/.shoeboxignore", "*.png\n");
  files.add_file("/r/a/.shoeboxignore", "/b/*.gif\n");
  files.add_file("/r/a/b/1.png", "x");
  files.add_file("/r/a/b/1.gif", "x");
  files.add_file("/r/a/b/1.jpg", "x");
  folders = {{RootId{1}, "/r", "/r/a/b", {}}};
  const auto result = run();
  EXPECT_THAT(paths(result), ElementsAre("/r/a/b/1.jpg"));
  EXPECT_THAT(result.online, IsEmpty());
}

TEST_F(ScannerTest, FolderWithUnreadableIgnoreFileIsLeftAlone) {
  files.add_file("/r/a/.shoeboxignore", "*\n");
  files.add_file("/r/a/secret.jpg", "x");
  files.unreadable.insert("/r/a/.shoeboxignore");
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), IsEmpty());
  EXPECT_THAT(problem_paths(result), ElementsAre("/r/a"));
}

TEST_F(ScannerTest, HomeInsideARootIsNotWalked) {
  files.add_file("/r/shoebox/thumbs/aa/x.webp", "x");
  config.home = "/r/shoebox";
  EXPECT_THAT(paths(check({"/r"})), IsEmpty());
}

TEST_F(ScannerTest, NamesOfAnyBytesAreFound) {
  const std::vector<std::string> names = {"海边.jpg",     "😀🏖️.png", "new\nline.jpg", "\xFF\xFE.jpg", " .jpg",
                                          "a'b\"c\\.jpg", "-rf.jpg",  "\x01.jpg",      "ملف.jpg",      "%s%n.jpg"};
  for (const std::string& name : names) files.add_file("/r/" + name, "x");
  const auto result = check({"/r"});
  for (const std::string& name : names) EXPECT_THAT(paths(result), ::testing::Contains("/r/" + name));
}

TEST_F(ScannerTest, PathThatTheSystemCannotOpenIsReportedAndTheWalkGoesOn) {
  std::string deep = "/r";
  while (deep.size() < limits::kPathBytesMax) deep += '/' + std::string(200, 'd');
  files.add_file(deep + "/lost.jpg", "x");
  files.add_file("/r/z.jpg", "x");
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), ElementsAre("/r/z.jpg"));
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].error.code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(result.seen, 1);  // folders are not counted
}

TEST_F(ScannerTest, FileWithAPathTooLongIsReportedAndCountedAsSeen) {
  std::string folder = "/r";
  while (folder.size() + 201 < limits::kPathBytesMax) folder += '/' + std::string(200, 'd');
  files.add_file(folder + '/' + std::string(200, 'f') + ".jpg", "x");
  const auto result = check({"/r"});
  EXPECT_THAT(paths(result), IsEmpty());
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].error.code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(result.seen, 1);
}

TEST_F(ScannerTest, FolderOfAHundredThousandFilesIsScanned) {
  for (int i = 0; i < 100'000; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "x");
  EXPECT_EQ(check({"/r"}).candidates.size(), 100'000U);
}

TEST_F(ScannerTest, CompanionsComeWithTheirPicture) {
  files.add_file("/r/IMG_1.HEIC", "x");
  files.add_file("/r/IMG_1.MOV", "film", 7);
  files.add_file("/r/IMG_1.xmp", "xmp");
  files.add_file("/r/IMG_2.MOV", "x");
  const auto result = check({"/r"});
  ASSERT_EQ(result.candidates.size(), 1U);
  const auto& companions = result.candidates[0].companions;
  ASSERT_EQ(companions.size(), 2U);
  EXPECT_EQ(companions[0].path, "/r/IMG_1.xmp");
  EXPECT_EQ(companions[1].kind, store::CompanionKind::kLiveVideo);
  EXPECT_EQ(companions[1].size_bytes, 4);
  EXPECT_EQ(result.seen, 2);
  EXPECT_EQ(result.ignored, 1);
}

TEST_F(ScannerTest, PicasasFileIsASidecarOfAllPicturesOfItsFolder) {
  files.add_file("/r/a.jpg", "x");
  files.add_file("/r/b.jpg", "x");
  files.add_file("/r/.picasa.ini", "[a.jpg]");
  files.add_file("/r/c/d.jpg", "x");
  const auto result = check({"/r"});
  ASSERT_EQ(result.candidates.size(), 3U);
  std::size_t with = 0;
  for (const auto& candidate : result.candidates) {
    for (const auto& companion : candidate.companions) with += companion.path == "/r/.picasa.ini" ? 1 : 0;
  }
  EXPECT_EQ(with, 2U);
  EXPECT_EQ(result.seen, 3);
}

TEST_F(ScannerTest, StopEndsTheWalk) {
  files.add_file("/r/a.jpg", "x");
  std::stop_source stop;
  stop.request_stop();
  SilentProgress progress;
  folders = {{RootId{1}, "/r", "/r", {}}};
  const auto result = scan(files, folders, config, progress, stop.get_token());
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace shoebox::ingest
