#pragma once
// One job at a time: whoever wants to change the library waits for its turn or is told that somebody else is at it.
// Keeps what the job tells of itself, for those who look. Thread-safe; the destructor stops the job and waits.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "ingest/pipeline.h"

namespace shoebox::engine {

/// What is being done to the library, or was done last.
struct Job {
  enum class State : std::uint8_t { kIdle, kRunning, kStopping, kDone, kStopped, kFailed };
  enum class Kind : std::uint8_t { kNone, kIndex, kUseModel };
  std::uint64_t revision = 0;  // grows with every change, from one job to the next
  State state = State::kIdle;
  Kind kind = Kind::kNone;
  std::string stage;
  ProgressState progress;  // its own `stage` is empty
  std::optional<Error> error;
  std::vector<std::string> notes;
  std::optional<ingest::IndexSummary> summary;
};

class JobRunner final {
 public:
  /// What a job came to. `interrupted`: it was stopped.
  struct Outcome {
    bool interrupted = false;
    std::optional<ingest::IndexSummary> summary;
  };
  using Work = std::function<Result<Outcome>(ProgressReporter& progress, const std::stop_token& stop)>;

  JobRunner() = default;
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  /// Called, from any thread and often, when job() has changed; must be quick. Set before the first job.
  void set_listener(std::function<void()> listener) { listener_ = std::move(listener); }

  /// Waits for its turn, works on this thread. `also` is told what job() tells. kCancelled when `stop` comes while
  /// waiting.
  Result<Outcome> run(Job::Kind kind, const Work& work, ProgressReporter& also, const std::stop_token& stop);
  /// Works on a thread of its own. kBusy when a job runs.
  Result<void> begin(Job::Kind kind, Work work);
  /// Something short that nobody is told of. kBusy when a job runs.
  Result<void> run_now(const std::function<Result<void>()>& work);
  /// The same, but waits for its turn.
  Result<void> run_quietly(const std::function<Result<void>()>& work, const std::stop_token& stop);

  void stop();
  Job job() const;

 private:
  class Reporter;
  bool take_slot_now();
  bool wait_for_slot(const std::stop_token& stop);
  void free_slot();
  void start(Job::Kind kind);
  void end(const Result<Outcome>& outcome);
  Result<Outcome> work_in_slot(const Work& work, ProgressReporter& also, const std::stop_token& stop);
  /// Changes the job under the lock, then tells the listener.
  template <typename Change>
  void change(Change&& how);

  std::function<void()> listener_;
  mutable std::mutex mutex_;
  std::condition_variable_any slot_freed_;
  bool taken_ = false;
  bool ending_ = false;
  Job job_;
  std::stop_source stop_;
  std::jthread thread_;
};

}  // namespace shoebox::engine
