#pragma once
// The pool's side of one worker: started, asked, ended. Not thread-safe: one thread has it at a time.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

#include "core/descriptor.h"
#include "core/result.h"
#include "image/decoder.h"
#include "image/photo_file.h"
#include "image/worker_protocol.h"

namespace shoebox::image {

/// How an exchange with a worker went. After anything but kAnswered the worker has been ended.
enum class Outcome {
  kAnswered,
  kNotReached,    // it was dead before it got the request
  kCrashed,       // by its own signal, or it ended without an answer
  kKilled,        // by somebody else's signal: the system short of memory, a person
  kOutOfMemory,   // as it said itself
  kFileVanished,  // the file was cut short under its eyes (SIGBUS)
  kTimedOut,
  kDishonest,  // its answer cannot be one
  kCancelled,
};

struct Exchange {
  Outcome outcome = Outcome::kNotReached;
  ParsedReply answer;  // of kAnswered; renders have their bytes
};

class WorkerProcess final {
 public:
  /// Starts `command` and waits for its greeting. kInternal when it does not come.
  static Result<std::unique_ptr<WorkerProcess>> start(const std::vector<std::string>& command);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// Asks, and waits at most `deadline_ms`, or until the descriptor `cancel` becomes readable.
  Exchange ask(const PhotoFile& file, const DecodeRequest& request, int deadline_ms, int cancel);
  bool running() const { return process_ > 0; }

 private:
  enum class Wait { kReadable, kTimedOut, kCancelled };

  WorkerProcess(pid_t process, Descriptor socket, Descriptor memory);
  Result<void> await_greeting();
  bool send_request(const PhotoFile& file, const DecodeRequest& request);
  Wait wait_readable(std::chrono::steady_clock::time_point deadline, int cancel) const;
  bool receive_packet(ReplyPacket& packet) const;
  Result<ParsedReply> fetch_reply(const ReplyPacket& packet, const DecodeRequest& request) const;
  Result<void> read_at(std::span<std::byte> bytes, std::uint64_t offset) const;
  void release_memory() const;
  Outcome outcome_of_death();
  int end();

  pid_t process_ = -1;
  Descriptor socket_;
  Descriptor memory_;
  std::uint32_t sequence_ = 0;
};

}  // namespace shoebox::image
