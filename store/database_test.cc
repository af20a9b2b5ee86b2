#include "store/database.h"

#include <csignal>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/path.h"
#include "store/connection.h"
#include "store/library_fixture.h"
#include "store/migrations.h"

namespace shoebox::store {
namespace {

constexpr int kDimension = 64;

/// `count` new photos with their vectors, in one transaction.
Result<void> add_photos(Database& database, int first, int count) {
  auto transaction = TRY(Transaction::begin(database));
  TRY(RootRepository(database).add(*transaction, "/photos", 1));
  TRY(EmbeddingRepository(database).add_space(*transaction, SpaceId{"s"}, kDimension, "m"));
  std::vector<ScannedFile> files;
  for (int i = first; i < first + count; ++i) {
    ScannedFile file;
    file.path = "/photos/" + std::to_string(i) + ".jpg";
    file.content_hash = ContentHash{hash_of(file.path)};
    file.decoded.emplace();
    file.decoded->pixel_hash = PixelHash{file.content_hash.hash};
    file.embeddings.push_back({SpaceId{"s"}, std::vector<std::uint16_t>(kDimension, static_cast<std::uint16_t>(i))});
    files.push_back(std::move(file));
  }
  TRY(FileRepository(database).store(*transaction, files));
  return transaction->commit();
}

std::int64_t photo_count(Database& database) {
  return must(database.connection().number("SELECT count(*) FROM photo"));
}

/// Whether every photo has all that belongs to it.
bool all_are_whole(Database& database) {
  return must(database.connection().number(
             "SELECT count(*) FROM photo p WHERE NOT EXISTS(SELECT 1 FROM file WHERE photo_id = p.id) "
             "OR NOT EXISTS(SELECT 1 FROM embedding WHERE photo_id = p.id)")) == 0;
}

class DatabaseTest : public testing::Test {
 protected:
  std::string path() const { return folder_.path() + "/shoebox.db"; }

  std::unique_ptr<Database> open(Access access = Access::kReadWrite) { return must(Database::open(path(), access)); }

  Error open_error(Access access) {
    const auto database = Database::open(path(), access);
    return database ? Error{ErrorCode::kInternal, "opened", ""} : database.error();
  }

  /// A closed library of some photos.
  void make_library(int photos) {
    auto database = open();
    must(add_photos(*database, 0, photos));
    must(database->checkpoint());
  }

  /// Everything that reads much of the file: none of it may crash.
  static Result<void> read_everything(Database& database) {
    TRY(database.check_integrity());
    TRY(FileRepository(database).load_known(RootId{1}, "/photos"));
    const auto slots = TRY(PhotoRepository(database).present_slots());
    TRY(PhotoRepository(database).find_by_slots(slots));
    TRY(EmbeddingRepository(database).visit_since(
        SpaceId{"s"}, CommitSequence{0}, 10, [](std::span<const Slot>) -> Result<void> { return {}; },
        [](std::span<const Slot>, std::span<const std::uint16_t>) -> Result<void> { return {}; }));
    return {};
  }

  TemporaryFolder folder_;
};

TEST_F(DatabaseTest, ANewFileHasTheNewestSchemaAndAName) {
  auto database = open();
  EXPECT_EQ(must(database->connection().number("PRAGMA user_version")), std::ssize(migrations()));
  EXPECT_EQ(must(database->home_id()).size(), 32U);
  EXPECT_EQ(must(database->last_commit()), CommitSequence{0});
  must(database->check_integrity());
  const std::string id = must(database->home_id());
  database.reset();
  EXPECT_EQ(must(open()->home_id()), id);
}

TEST_F(DatabaseTest, ReadOnlyDoesNotMakeAFile) {
  EXPECT_EQ(open_error(Access::kReadOnly).code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path()));
  must(write_file_atomically(path(), ""));
  EXPECT_EQ(open_error(Access::kReadOnly).code, ErrorCode::kNotFound);
}

TEST_F(DatabaseTest, ANewerSchemaIsRefusedByBoth) {
  make_library(1);
  must(open()->connection().run_script("PRAGMA user_version = 999"));
  for (const Access access : {Access::kReadOnly, Access::kReadWrite}) {
    const Error error = open_error(access);
    EXPECT_EQ(error.code, ErrorCode::kUnsupported);
    EXPECT_NE(error.message.find("newer Shoebox"), std::string::npos) << error.text();
    EXPECT_EQ(error.context, path());
  }
}

TEST_F(DatabaseTest, AnotherProgramsDatabaseIsLeftAlone) {
  make_library(1);
  must(open()->connection().run_script("PRAGMA application_id = 7"));
  EXPECT_EQ(open_error(Access::kReadWrite).code, ErrorCode::kUnsupported);
}

TEST_F(DatabaseTest, AFolderOrAMissingFolderIsAnIoError) {
  EXPECT_EQ(Database::open(folder_.path(), Access::kReadWrite).error().code, ErrorCode::kIo);
  EXPECT_EQ(Database::open(folder_.path() + "/no/shoebox.db", Access::kReadWrite).error().code, ErrorCode::kIo);
}

TEST_F(DatabaseTest, AFileThatIsNoDatabaseIsDamage) {
  must(write_file_atomically(path(), std::string(100'000, 'x')));
  for (const Access access : {Access::kReadOnly, Access::kReadWrite}) {
    const Error error = open_error(access);
    EXPECT_EQ(error.code, ErrorCode::kCorrupt);
    EXPECT_NE(error.message.find("damaged"), std::string::npos);
    EXPECT_NE(error.message.find("run `shoebox index` again"), std::string::npos);
    EXPECT_EQ(error.context, path());
  }
}

TEST_F(DatabaseTest, ATruncatedFileIsDamageAtAnyLength) {
  make_library(300);
  const std::string whole = must(read_file(path(), 1 << 30));
  for (std::size_t length = 1; length < whole.size(); length += whole.size() / 23) {
    must(write_file_atomically(path(), std::string_view(whole).substr(0, length)));
    auto database = Database::open(path(), Access::kReadWrite);
    const Result<void> read = database ? read_everything(**database) : std::unexpected(database.error());
    ASSERT_FALSE(read.has_value()) << length << " of " << whole.size();
    EXPECT_EQ(read.error().code, ErrorCode::kCorrupt) << read.error().text();
  }
}

TEST_F(DatabaseTest, FlippedBytesNeverCrash) {
  make_library(300);
  const std::string whole = must(read_file(path(), 1 << 30));
  int found = 0;
  for (std::size_t at = 0; at < whole.size(); at += 997) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    must(write_file_atomically(path(), damaged));
    const auto database = Database::open(path(), Access::kReadOnly);
    const Result<void> read = database ? read_everything(**database) : std::unexpected(database.error());
    if (!read) ++found;
  }
  EXPECT_GT(found, 0) << "some bytes are the tree itself";
}

TEST_F(DatabaseTest, ReadersSeeWholeCommitsWhileOneWrites) {
  auto writer = open();
  must(add_photos(*writer, 0, 10));
  auto reader = open(Access::kReadOnly);
  EXPECT_EQ(photo_count(*reader), 10);
  auto transaction = must(Transaction::begin(*writer));
  must(RootRepository(*writer).add(*transaction, "/other", 1));
  EXPECT_EQ(must(RootRepository(*reader).all()).size(), 1U) << "not committed yet";
  must(transaction->commit());
  EXPECT_EQ(must(RootRepository(*reader).all()).size(), 2U);

  const auto during_visit = [&](std::span<const Slot>, std::span<const std::uint16_t>) -> Result<void> {
    return add_photos(*writer, static_cast<int>(photo_count(*writer)), 5);
  };
  const auto nothing = [](std::span<const Slot>) -> Result<void> { return {}; };
  must(EmbeddingRepository(*reader).visit_since(SpaceId{"s"}, CommitSequence{0}, 4, nothing, during_visit));
  EXPECT_EQ(photo_count(*writer), 25) << "three batches of the ten rows of the snapshot, five photos each";
}

TEST_F(DatabaseTest, ReadOnlyRefusesToWrite) {
  make_library(1);
  auto reader = open(Access::kReadOnly);
  EXPECT_EQ(reader->connection().run("DELETE FROM photo").error().code, ErrorCode::kIo);
  EXPECT_EQ(photo_count(*reader), 1);
}

TEST_F(DatabaseTest, AFolderThatCannotBeWrittenIsReadAllTheSame) {
  make_library(3);
  EXPECT_FALSE(std::filesystem::exists(path() + "-shm"));
  ASSERT_EQ(chmod(path().c_str(), 0444), 0);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0555), 0);
  const pid_t child = fork();
  if (child == 0) {  // root may write anywhere
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && setuid(kNobody) != 0) _exit(2);
    const auto database = Database::open(path(), Access::kReadOnly);
    _exit(database && read_everything(**database) && photo_count(**database) == 3 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0755), 0);
}

TEST_F(DatabaseTest, ATransactionThatIsLeftHasDoneNothing) {
  auto database = open();
  {
    auto transaction = must(Transaction::begin(*database));
    must(RootRepository(*database).add(*transaction, "/photos", 1));
    EXPECT_EQ(must(transaction->sequence()), CommitSequence{1});
    EXPECT_EQ(must(transaction->sequence()), CommitSequence{1}) << "one number a transaction";
  }
  EXPECT_TRUE(must(RootRepository(*database).all()).empty());
  EXPECT_EQ(must(database->last_commit()), CommitSequence{0});
}

TEST_F(DatabaseTest, AFullDiskLosesNothingThatWasCommitted) {
  auto database = open();
  must(add_photos(*database, 0, 50));
  const std::int64_t pages = must(database->connection().number("PRAGMA page_count"));
  must(database->connection().run_script(("PRAGMA max_page_count = " + std::to_string(pages + 3)).c_str()));
  const auto added = add_photos(*database, 50, 2000);
  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().code, ErrorCode::kIo);
  EXPECT_NE(added.error().message.find("disk is full"), std::string::npos) << added.error().text();
  EXPECT_EQ(photo_count(*database), 50);
  must(database->check_integrity());
  must(database->connection().run_script("PRAGMA max_page_count = 1000000"));
  must(add_photos(*database, 50, 2000));
  EXPECT_EQ(photo_count(*database), 2050);
}

TEST_F(DatabaseTest, ATransactionGivenUpBySqliteStoresNothingMore) {
  auto database = open();
  must(add_photos(*database, 0, 5));
  auto transaction = must(Transaction::begin(*database));
  must(database->connection().run("ROLLBACK"));  // as SQLite does on some errors
  const FileId file{1};
  EXPECT_EQ(FileRepository(*database).mark_missing(*transaction, {&file, 1}).error().code, ErrorCode::kIo);
  EXPECT_EQ(transaction->commit().error().code, ErrorCode::kIo);
  EXPECT_EQ(must(PhotoRepository(*database).present_slots()).size(), 5U);
}

/// Runs `work` in a child process and waits; -> its exit code, or -1 when it was ended by a signal.
int in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(DatabaseTest, AFileSizeLimitIsAnIoError) {
  const int code = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    auto database = Database::open(path(), Access::kReadWrite);
    if (!database || !add_photos(**database, 0, 10)) return 1;
    const rlimit limit{1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int first = 10; first < 100'000; first += 500) {
      const auto added = add_photos(**database, first, 500);
      if (!added) return added.error().code == ErrorCode::kIo ? 0 : 2;
    }
    return 3;
  });
  EXPECT_EQ(code, 0);
  auto database = open();
  must(database->check_integrity());
  EXPECT_GE(photo_count(*database), 10);
  EXPECT_TRUE(all_are_whole(*database));
  must(add_photos(*database, 200'000, 10));
}

/// Writes transactions of 20 photos and tells of each on `pipe`, for ever.
[[noreturn]] void write_until_killed(const std::string& path, int pipe) {
  auto database = Database::open(path, Access::kReadWrite);
  if (!database) _exit(1);
  for (auto first = static_cast<int>(photo_count(**database));; first += 20) {
    if (!add_photos(**database, first, 20)) _exit(2);
    const char byte = 1;
    if (write(pipe, &byte, 1) != 1) _exit(3);
  }
}

/// Kills the writer some time after it has told of `commits` more commits.
void write_and_kill(const std::string& path, int commits) {
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t child = fork();
  if (child == 0) write_until_killed(path, pipe_ends[1]);
  close(pipe_ends[1]);
  char byte = 0;
  for (int i = 0; i < commits; ++i) ASSERT_EQ(read(pipe_ends[0], &byte, 1), 1);
  usleep(static_cast<useconds_t>(commits) * 137);  // so that the kill falls on different moments
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  close(pipe_ends[0]);
}

TEST_F(DatabaseTest, AKilledWriterLosesNoCommitAndLeavesNoHalfPhoto) {
  std::int64_t before = 0;
  for (int round = 1; round <= 12; ++round) {
    write_and_kill(path(), round);
    auto database = open();
    must(database->check_integrity());
    const std::int64_t after = photo_count(*database);
    EXPECT_GE(after, before + 20 * round) << "what was committed is there";
    EXPECT_EQ(after % 20, 0) << "a transaction is whole or not there";
    EXPECT_TRUE(all_are_whole(*database));
    EXPECT_EQ(must(database->last_commit()).value, after / 20);
    before = after;
  }
}

}  // namespace
}  // namespace shoebox::store
