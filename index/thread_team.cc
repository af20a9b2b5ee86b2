#include "index/thread_team.h"

#include <algorithm>
#include <system_error>

namespace shoebox::index {

ThreadTeam::~ThreadTeam() {
  for (std::jthread& helper : helpers_) helper.request_stop();
  helpers_.clear();
}

void ThreadTeam::work_off(Job& job, std::size_t worker) {
  for (std::size_t piece = job.next++; piece < job.pieces; piece = job.next++) (*job.work)(piece, worker);
}

void ThreadTeam::start_helpers() {
  if (!helpers_.empty()) return;
  try {
    for (std::size_t worker = 1; worker < workers_; ++worker) {
      helpers_.emplace_back([this, worker](const std::stop_token& stop) { help(worker, stop); });
    }
  } catch (const std::system_error&) {
    // The system has no more threads: those that are there do the work.
  }
}

void ThreadTeam::help(std::size_t worker, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  std::uint64_t helped = 0;
  while (wake_.wait(lock, stop, [&] { return job_ != nullptr && run_ != helped && joined_ < job_->helpers_max; })) {
    Job& job = *job_;
    helped = run_;
    ++joined_;
    ++active_;
    lock.unlock();
    work_off(job, worker);
    lock.lock();
    if (--active_ == 0) done_.notify_all();
  }
}

void ThreadTeam::run(std::size_t pieces, std::size_t workers_max,
                     const std::function<void(std::size_t, std::size_t)>& work) {
  Job job;
  job.work = &work;
  job.pieces = pieces;
  job.helpers_max = std::max<std::size_t>(std::min({workers_max, workers_, pieces}), 1) - 1;
  const std::unique_lock has_team(running_, std::try_to_lock);
  if (job.helpers_max == 0 || !has_team) return work_off(job, 0);
  start_helpers();
  {
    const std::scoped_lock lock(mutex_);
    job_ = &job;
    joined_ = 0;
    ++run_;
  }
  wake_.notify_all();
  work_off(job, 0);
  std::unique_lock lock(mutex_);
  job_ = nullptr;  // whoever wakes up now is too late
  done_.wait(lock, [&] { return active_ == 0; });
}

}  // namespace shoebox::index
