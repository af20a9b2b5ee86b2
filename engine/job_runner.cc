#include "engine/job_runner.h"

#include <utility>

namespace shoebox::engine {

namespace {

constexpr std::size_t kNotesMax = 100;

std::unexpected<Error> busy() {
  return fail(ErrorCode::kBusy, "photos are being read right now: wait until that has ended, or stop it");
}

}  // namespace

template <typename Change>
void JobRunner::change(Change&& how) {
  {
    const std::scoped_lock lock(mutex_);
    how(job_);
    ++job_.revision;
  }
  if (listener_) listener_();
}

/// Tells the job's state, and whoever else wants to hear.
class JobRunner::Reporter final : public ProgressReporter {
 public:
  Reporter(JobRunner& runner, ProgressReporter& also) : runner_(runner), also_(also) {}

  void update(const ProgressState& state) override {
    runner_.change([&](Job& job) {
      job.stage = state.stage;
      job.progress = state;
      job.progress.stage = {};
    });
    also_.update(state);
  }
  void skipped(std::string_view path, std::string_view reason) override { also_.skipped(path, reason); }
  void note(std::string_view text) override {
    runner_.change([&](Job& job) {
      if (job.notes.size() < kNotesMax) job.notes.emplace_back(text);
    });
    also_.note(text);
  }

 private:
  JobRunner& runner_;
  ProgressReporter& also_;
};

JobRunner::~JobRunner() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    stop_.request_stop();
  }
  slot_freed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool JobRunner::take_slot_now() {
  const std::scoped_lock lock(mutex_);
  if (taken_ || ending_) return false;
  return taken_ = true;
}

bool JobRunner::wait_for_slot(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const bool free = slot_freed_.wait(lock, stop, [this] { return !taken_ || ending_; });
  if (!free || ending_ || stop.stop_requested()) return false;
  return taken_ = true;
}

void JobRunner::free_slot() {
  {
    const std::scoped_lock lock(mutex_);
    taken_ = false;
  }
  slot_freed_.notify_all();
}

void JobRunner::start(Job::Kind kind) {
  change([&](Job& job) {
    const std::uint64_t revision = job.revision;
    job = {};
    job.revision = revision;
    job.state = Job::State::kRunning;
    job.kind = kind;
    if (!ending_) stop_ = {};
  });
}

void JobRunner::end(const Result<Outcome>& outcome) {
  // Who hears that it has ended may begin the next: the slot is free in the same moment.
  change([&](Job& job) {
    taken_ = false;
    if (outcome) {
      job.state = outcome->interrupted ? Job::State::kStopped : Job::State::kDone;
      job.summary = outcome->summary;
    } else {
      job.state = outcome.error().code == ErrorCode::kCancelled ? Job::State::kStopped : Job::State::kFailed;
      job.error = outcome.error();
    }
  });
  slot_freed_.notify_all();
}

Result<JobRunner::Outcome> JobRunner::work_in_slot(const Work& work, ProgressReporter& also,
                                                   const std::stop_token& stop) {
  std::stop_source source = [this] {
    const std::scoped_lock lock(mutex_);
    return stop_;
  }();
  Reporter reporter(*this, also);
  const std::stop_callback callers_stop(stop, [&source] { source.request_stop(); });
  const Result<Outcome> outcome = work(reporter, source.get_token());
  end(outcome);
  return outcome;
}

Result<JobRunner::Outcome> JobRunner::run(Job::Kind kind, const Work& work, ProgressReporter& also,
                                          const std::stop_token& stop) {
  if (!wait_for_slot(stop)) return fail(ErrorCode::kCancelled, "stopped before it began");
  start(kind);
  return work_in_slot(work, also, stop);
}

Result<void> JobRunner::begin(Job::Kind kind, Work work) {
  if (!take_slot_now()) return busy();
  // The slot is ours, so nobody else touches the thread; the one before has ended its work.
  if (thread_.joinable()) thread_.join();
  start(kind);
  thread_ = std::jthread([this, work = std::move(work)] {
    SilentProgress silent;
    work_in_slot(work, silent, {});
  });
  return {};
}

Result<void> JobRunner::run_now(const std::function<Result<void>()>& work) {
  if (!take_slot_now()) return busy();
  const Result<void> done = work();
  free_slot();
  return done;
}

Result<void> JobRunner::run_quietly(const std::function<Result<void>()>& work, const std::stop_token& stop) {
  if (!wait_for_slot(stop)) return fail(ErrorCode::kCancelled, "stopped before it began");
  const Result<void> done = work();
  free_slot();
  return done;
}

void JobRunner::stop() {
  change([&](Job& job) {
    if (job.state != Job::State::kRunning) return;
    job.state = Job::State::kStopping;
    stop_.request_stop();
  });
}

Job JobRunner::job() const {
  const std::scoped_lock lock(mutex_);
  return job_;
}

}  // namespace shoebox::engine
