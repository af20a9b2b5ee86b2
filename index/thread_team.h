#pragma once
// Threads that wait for searches and share their work. The caller always works itself and waits only for helpers that
// have taken a piece, so a helper that the system lets wait delays nobody: with threads a search is never slower than
// without.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shoebox::index {

class ThreadTeam final {
 public:
  /// `workers`: the caller and its helpers; these are started when they are first needed.
  explicit ThreadTeam(std::size_t workers) : workers_(workers == 0 ? 1 : workers) {}
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  std::size_t workers() const { return workers_; }

  /// Calls work(piece, worker) once for each piece below `pieces`, worker 0 being the caller, at most `workers_max` at
  /// once. A caller that comes while another one has the helpers works alone: the cores are busy then. `work` does not
  /// throw. Thread-safe.
  void run(std::size_t pieces, std::size_t workers_max, const std::function<void(std::size_t, std::size_t)>& work);

 private:
  struct Job {
    const std::function<void(std::size_t, std::size_t)>* work = nullptr;
    std::size_t pieces = 0;
    std::size_t helpers_max = 0;
    std::atomic<std::size_t> next = 0;
  };

  void start_helpers();
  void help(std::size_t worker, const std::stop_token& stop);
  static void work_off(Job& job, std::size_t worker);

  const std::size_t workers_;
  std::mutex running_;  // who has it, has the helpers
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::condition_variable done_;
  Job* job_ = nullptr;
  std::uint64_t run_ = 0;   // its number, so that no helper takes part twice
  std::size_t joined_ = 0;  // helpers that have taken part in this job
  std::size_t active_ = 0;  // and are still at it
  std::vector<std::jthread> helpers_;
};

}  // namespace shoebox::index
