#pragma once
// What those who watch are told: the job and the library, as blocks of server-sent events (the HTML standard's
// text/event-stream). A thread of its own looks at what has changed, at most four times a second. Thread-safe.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "core/ids.h"
#include "engine/service.h"

namespace shoebox::server {

class Events final {
 public:
  /// Listens to the service, which must outlive it.
  explicit Events(engine::Service& service);
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  struct Block {
    std::uint64_t number = 0;  // grows when there is something new
    std::string text;          // all that is to be told of now
  };
  /// The newest; `text` is empty when it is `seen` already.
  Block newest(std::uint64_t seen) const;

 private:
  void run(const std::stop_token& stop);
  void wake();

  engine::Service& service_;
  mutable std::mutex mutex_;
  std::condition_variable_any woken_;
  bool awake_ = true;
  Block block_;
  std::jthread thread_;
};

}  // namespace shoebox::server
