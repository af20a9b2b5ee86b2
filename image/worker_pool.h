#pragma once
// Decode workers: child processes of this same program that read foreign bytes, so that a codec that crashes, hangs or
// eats memory costs one photo. A request travels over a socket pair with the open file; renders come back through
// shared memory. Each worker has limits of its own (core/limits.h); one that dies or exceeds its time is ended and
// replaced. Workers have no terminal: ctrl-C reaches the program alone. They end when the program does, however it
// does.

#include <memory>
#include <string>
#include <vector>

#include "image/decoder.h"

namespace shoebox::image {

struct WorkerPoolConfig {
  int workers = 1;  // 1 to limits::kJobsMax
  /// How to start a worker: this program with its hidden argument. Empty: /proc/self/exe with kWorkerArgument.
  std::vector<std::string> command;
  int deadline_ms = 30'000;  // a file
};

/// The first argument that turns the program into a worker; its main() must then return run_decode_worker(), before
/// anything else (threads, signal handlers, open files).
constexpr const char* kWorkerArgument = "--decode-worker";

/// Serves requests from file descriptor 3 until its peer closes. -> the process's exit code.
int run_decode_worker();

/// Thread-safe: as many files at once as there are workers, further callers wait. A worker is started when it is first
/// needed. decode() is not to be called any more when the pool is destroyed; all workers are then ended and waited for.
class WorkerPool final : public ImageDecoder {
 public:
  /// Starts the first worker and greets it, so that a broken installation is found at once (kInternal).
  static Result<std::unique_ptr<WorkerPool>> create(WorkerPoolConfig config);
  ~WorkerPool() override;
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// See ImageDecoder. A worker that somebody else killed is replaced and the file tried once more.
  Result<DecodeReply> decode(const DecodeRequest& request) override;

  /// Every decode() that runs or waits, and every later one, returns kCancelled at once.
  void cancel();

 private:
  class Impl;
  explicit WorkerPool(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The same work in this process. For tests, fuzzers and bench.
class InProcessDecoder final : public ImageDecoder {
 public:
  Result<DecodeReply> decode(const DecodeRequest& request) override;
};

}  // namespace shoebox::image
