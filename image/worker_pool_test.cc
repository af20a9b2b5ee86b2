#include "image/worker_pool.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <dirent.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <set>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "core/limits.h"
#include "image/worker_fake.h"

namespace shoebox::image {
namespace {

class WorkerPoolTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "worker_pool_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }

  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string file(const std::string& content) {
    const std::string path = folder_ + "/" + std::to_string(++files_) + ".jpg";
    std::ofstream(path) << content;
    return path;
  }

  static std::unique_ptr<WorkerPool> pool(const char* fake, int workers = 1, int deadline_ms = 30'000) {
    auto pool = WorkerPool::create({workers, {"/proc/self/exe", kFakeWorkerArgument, fake}, deadline_ms});
    EXPECT_TRUE(pool) << pool.error().text();
    return pool ? std::move(*pool) : nullptr;
  }

  static DecodeRequest request(const std::string& path) {
    DecodeRequest request;
    request.path = path;
    request.renders = {RenderSpec{.width = 8, .height = 8, .fit = Fit::kSquash}};
    return request;
  }

  /// The error's code of decoding a file with this content.
  static ErrorCode code_of(const Result<DecodeReply>& reply) {
    EXPECT_FALSE(reply);
    return reply ? ErrorCode::kNotFound : reply.error().code;
  }

  std::string folder_;
  int files_ = 0;
};

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

bool has_children() {
  return waitpid(-1, nullptr, WNOHANG) != -1;
}

TEST_F(WorkerPoolTest, RendersComeBackWhole) {
  const auto workers = pool("obey");
  DecodeRequest asked = request(file("ok"));
  asked.renders.push_back({.width = 100, .height = 50, .fit = Fit::kShortestCrop});
  const auto reply = workers->decode(asked);
  ASSERT_TRUE(reply) << reply.error().text();
  ASSERT_EQ(reply->renders.size(), 2U);
  EXPECT_EQ(reply->renders[0].bytes, std::vector<std::byte>(8 * 8 * 3, std::byte{7}));
  EXPECT_EQ(reply->renders[1].bytes, std::vector<std::byte>(100 * 50 * 3, std::byte{7}));
  EXPECT_EQ(reply->width, 40);
  EXPECT_EQ(reply->format, "jpeg");
}

TEST_F(WorkerPoolTest, ManyRequestsUseOneWorker) {
  const auto workers = pool("obey", 3);
  const std::string path = file("ok");
  std::set<int> processes;
  for (int i = 0; i < 500; ++i) {
    const auto reply = workers->decode(request(path));
    ASSERT_TRUE(reply) << reply.error().text();
    processes.insert(*reply->metadata.iso);
  }
  EXPECT_EQ(processes.size(), 1U);
}

TEST_F(WorkerPoolTest, ThreadsShareTheWorkers) {
  const auto workers = pool("obey", 3);
  const std::string good = file("ok");
  const std::string bad = file("crash");
  std::atomic<int> answered = 0;
  std::atomic<int> crashed = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const bool crash = i % 10 == t;
          const auto reply = workers->decode(request(crash ? bad : good));
          if (reply) ++answered;
          if (!reply && reply.error().code == ErrorCode::kCorrupt) ++crashed;
        }
      });
  }
  EXPECT_EQ(answered, 6 * 18);
  EXPECT_EQ(crashed, 6 * 2);
}

TEST_F(WorkerPoolTest, CrashCostsOneFile) {
  const auto workers = pool("obey");
  const std::string path = file("crash");
  const auto reply = workers->decode(request(path));
  EXPECT_EQ(code_of(reply), ErrorCode::kCorrupt);
  EXPECT_EQ(reply.error().message, "the decoder crashed on this file");
  EXPECT_EQ(reply.error().context, path);
  EXPECT_EQ(code_of(workers->decode(request(file("exit")))), ErrorCode::kCorrupt);
  EXPECT_TRUE(workers->decode(request(file("ok"))));
}

TEST_F(WorkerPoolTest, CrashNamesTheFormat) {
  const auto workers = pool("missing pixels");
  const auto reply = workers->decode(request(file(std::string("\xFF\xD8\xFF\xE0 not really", 16))));
  EXPECT_EQ(code_of(reply), ErrorCode::kCorrupt);
  EXPECT_EQ(reply.error().message, "the JPEG decoder went astray on this file");
}

TEST_F(WorkerPoolTest, CrashOfTheMetadataReaderCostsTheMetadata) {
  const auto workers = pool("obey");
  const auto reply = workers->decode(request(file("crash with metadata")));
  ASSERT_TRUE(reply) << reply.error().text();
  EXPECT_EQ(reply->renders.size(), 1U);
  EXPECT_EQ(reply->metadata.make, "");
}

TEST_F(WorkerPoolTest, HangIsEndedAtTheDeadline) {
  const auto workers = pool("obey", 1, 200);
  EXPECT_EQ(code_of(workers->decode(request(file("hang")))), ErrorCode::kLimitExceeded);
  EXPECT_FALSE(has_children() && waitpid(-1, nullptr, WNOHANG) > 0);
  EXPECT_TRUE(workers->decode(request(file("ok"))));
}

TEST_F(WorkerPoolTest, MemoryOverTheLimitIsSaidSo) {
#ifdef SHOEBOX_SANITIZED
  GTEST_SKIP() << "a sanitizer's shadow memory leaves no room for a limit";
#endif
  const auto workers = pool("obey");
  for (const char* how : {"out of memory", "malloc", "swallowed"}) {
    const auto reply = workers->decode(request(file(how)));
    EXPECT_EQ(code_of(reply), ErrorCode::kLimitExceeded) << how;
  }
  EXPECT_TRUE(workers->decode(request(file("ok"))));
}

TEST_F(WorkerPoolTest, TheWorkersFindingIsPassedOn) {
  const auto workers = pool("obey");
  const std::string path = file("error");
  const auto reply = workers->decode(request(path));
  EXPECT_EQ(code_of(reply), ErrorCode::kUnsupported);
  EXPECT_EQ(reply.error().text(), path + ": the file said error");
}

TEST_F(WorkerPoolTest, KilledFromOutsideIsTriedOnceMore) {
  const auto workers = pool("obey");
  const std::string path = file("ok");
  const int first = *workers->decode(request(path))->metadata.iso;
  ASSERT_EQ(kill(first, SIGKILL), 0);
  const auto reply = workers->decode(request(path));
  ASSERT_TRUE(reply) << reply.error().text();
  EXPECT_NE(*reply->metadata.iso, first);
  EXPECT_EQ(code_of(workers->decode(request(file("killed")))), ErrorCode::kInternal);
}

TEST_F(WorkerPoolTest, LyingWorkersAreNotBelieved) {
  for (const char* fake : {"short packet", "wrong sequence", "huge reply", "noise", "missing pixels"}) {
    const auto workers = pool(fake);
    EXPECT_EQ(code_of(workers->decode(request(file("ok")))), ErrorCode::kCorrupt) << fake;
  }
}

TEST_F(WorkerPoolTest, WorkerThatCannotStartIsToldAtOnce) {
  for (const char* fake : {"die at start", "other version", "no such fake"}) {
    const auto workers = WorkerPool::create({1, {"/proc/self/exe", kFakeWorkerArgument, fake}});
    ASSERT_FALSE(workers) << fake;
    EXPECT_EQ(workers.error().code, ErrorCode::kInternal);
  }
  EXPECT_FALSE(WorkerPool::create({1, {"/nonexistent/program"}}));
  EXPECT_FALSE(has_children());
}

TEST_F(WorkerPoolTest, AWorkerStartsNoWorkers) {
  setenv("SHOEBOX_DECODE_WORKER", "1", 1);  // NOLINT(concurrency-mt-unsafe): no thread runs
  const auto workers = WorkerPool::create({1, {"/proc/self/exe", kFakeWorkerArgument, "obey"}});
  unsetenv("SHOEBOX_DECODE_WORKER");  // NOLINT(concurrency-mt-unsafe)
  ASSERT_FALSE(workers);
  EXPECT_EQ(workers.error().code, ErrorCode::kInternal);
}

TEST_F(WorkerPoolTest, FilesThatAreNoneAreRefused) {
  const auto workers = pool("obey");
  EXPECT_EQ(code_of(workers->decode(request(folder_ + "/absent.jpg"))), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(workers->decode(request(folder_))), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(workers->decode(request(file("")))), ErrorCode::kCorrupt);
  const std::string pipe = folder_ + "/pipe.jpg";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(code_of(workers->decode(request(pipe))), ErrorCode::kUnsupported);
  const std::string large = file("x");
  ASSERT_EQ(truncate(large.c_str(), limits::kFileBytesMax + 1), 0);
  EXPECT_EQ(code_of(workers->decode(request(large))), ErrorCode::kLimitExceeded);
  EXPECT_EQ(code_of(workers->decode(request(file("bus")))), ErrorCode::kIo);
}

TEST_F(WorkerPoolTest, LinksToPhotosAreFollowed) {
  const auto workers = pool("obey");
  const std::string link = folder_ + "/link.jpg";
  ASSERT_EQ(symlink(file("ok").c_str(), link.c_str()), 0);
  EXPECT_TRUE(workers->decode(request(link)));
}

TEST_F(WorkerPoolTest, ImpossibleRequestsAreRefused) {
  const auto workers = pool("obey");
  DecodeRequest asked = request(file("ok"));
  asked.renders.assign(limits::kRendersMax + 1, asked.renders.front());
  EXPECT_EQ(code_of(workers->decode(asked)), ErrorCode::kInvalidArgument);
  for (const RenderSpec spec : {RenderSpec{.width = 0, .height = 5}, RenderSpec{.width = 5, .height = -1},
                                RenderSpec{.width = limits::kRenderSideMax + 1, .height = 5},
                                RenderSpec{.width = 5, .height = 5, .quality = 101}}) {
    asked.renders = {spec};
    EXPECT_EQ(code_of(workers->decode(asked)), ErrorCode::kInvalidArgument);
  }
}

TEST_F(WorkerPoolTest, CancelFreesThoseWhoWait) {
  const auto workers = pool("obey", 1);
  const std::string path = file("hang");
  std::atomic<int> cancelled = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t)
      threads.emplace_back([&] {
        const auto reply = workers->decode(request(path));
        if (!reply && reply.error().code == ErrorCode::kCancelled) ++cancelled;
      });
    workers->cancel();
  }
  EXPECT_EQ(cancelled, 3);
}

TEST_F(WorkerPoolTest, NothingIsLeftBehind) {
  const std::size_t before = open_descriptors();
  {
    const auto workers = pool("obey", 2);
    for (const char* content : {"ok", "crash", "ok", "exit", "killed", "ok"})
      static_cast<void>(workers->decode(request(file(content))));
    EXPECT_TRUE(has_children());
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_FALSE(has_children());
}

TEST_F(WorkerPoolTest, TheTerminalsInterruptDoesNotReachAWorker) {
  const auto workers = pool("obey");
  const int worker = *workers->decode(request(file("ok")))->metadata.iso;
  EXPECT_EQ(getpgid(worker), worker);
  EXPECT_NE(getpgid(worker), getpgid(0));
}

TEST_F(WorkerPoolTest, WorkersEndWithTheProgramHoweverItEnds) {
  const std::string path = file("hang");
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const pid_t program = fork();
  if (program == 0) {
    const auto workers = pool("obey");
    const int worker = *workers->decode(request(file("ok")))->metadata.iso;
    if (write(pipe_ends[1], &worker, sizeof worker) != sizeof worker) _exit(1);
    static_cast<void>(workers->decode(request(path)));
    _exit(0);
  }
  int worker = 0;
  ASSERT_EQ(read(pipe_ends[0], &worker, sizeof worker), static_cast<ssize_t>(sizeof worker));
  close(pipe_ends[1]);
  const auto watch = static_cast<int>(syscall(SYS_pidfd_open, worker, 0));
  kill(program, SIGKILL);
  waitpid(program, nullptr, 0);
  ASSERT_GE(watch, 0);
  pollfd ended{watch, POLLIN, 0};
  EXPECT_EQ(poll(&ended, 1, 20'000), 1);
  close(watch);
  close(pipe_ends[0]);
}

}  // namespace
}  // namespace shoebox::image
