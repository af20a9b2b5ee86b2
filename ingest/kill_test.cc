// A run is ended by SIGKILL in the middle: what was committed is there, and the next run goes on as if nothing
// happened.

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "ingest/pipeline_fixture.h"

namespace shoebox::ingest {
namespace {

class KillTest : public PipelineTest {
 protected:
  std::size_t committed_photos() {
    const auto opened = store::Database::open(home + "/shoebox.db", store::Access::kReadOnly);
    return opened ? store::PhotoRepository(**opened).present_slots()->size() : 0;
  }

  /// A process of its own runs, and dies at the given decode, but not before `committed` photos are on the disk.
  void run_until_killed(int decodes, std::size_t committed) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      decoder.on_decode = [&](int number) {
        if (number < decodes) return;
        while (committed_photos() < committed) usleep(1000);
        kill(getpid(), SIGKILL);
      };
      (void)try_run();
      _exit(1);  // not killed
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
  }
};

TEST_F(KillTest, CommittedPhotosSurviveAndTheRestFollows) {
  for (int i = 0; i < 10; ++i) files.add_file("/r/a" + std::to_string(i) + ".jpg", "a" + std::to_string(i));
  run();
  for (int i = 0; i < 90; ++i) files.add_file("/r/b" + std::to_string(i) + ".jpg", "b" + std::to_string(i));
  options.commit_ms = 0;
  options.encode_batch = 1;
  run_until_killed(60, 40);
  const std::size_t survived = committed_photos();
  EXPECT_GE(survived, 40U);
  EXPECT_LT(survived, 100U);
  const auto summary = run();
  EXPECT_EQ(summary.unchanged, static_cast<std::int64_t>(survived));
  EXPECT_EQ(summary.added, static_cast<std::int64_t>(100 - survived));
  EXPECT_EQ(encoder.pictures, static_cast<int>(100 - survived));
  EXPECT_EQ(present_photos(), 100U);
  EXPECT_EQ(index.rows.size(), 100U);
}

TEST_F(KillTest, KillsAtManyMomentsEndInTheSameLibrary) {
  for (int i = 0; i < 40; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i % 30));
  options.commit_ms = 0;
  for (int i = 0; i < 6; ++i) run_until_killed(1 + i, 0);
  run();
  const auto summary = run();
  EXPECT_EQ(summary.unchanged, 40);
  EXPECT_EQ(present_photos(), 30U);
  EXPECT_EQ(index.rows.size(), 30U);
}

}  // namespace
}  // namespace shoebox::ingest
