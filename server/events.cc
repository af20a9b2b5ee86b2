#include "server/events.h"

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "server/json.h"

namespace shoebox::server {

namespace {

constexpr auto kPause = std::chrono::milliseconds(250);
/// Other processes may have changed the library; nobody wakes us for that.
constexpr auto kLookEvery = std::chrono::seconds(2);

std::string event(std::string_view name, const nlohmann::ordered_json& data) {
  return fmt::format("event: {}\ndata: {}\n\n", name,
                     data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

Events::Events(engine::Service& service) : service_(service) {
  service_.set_listener([this] { wake(); });
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Events::~Events() {
  service_.set_listener({});
}

void Events::wake() {
  {
    const std::scoped_lock lock(mutex_);
    awake_ = true;
  }
  woken_.notify_one();
}

void Events::run(const std::stop_token& stop) {
  std::string last;
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      woken_.wait_for(lock, stop, kLookEvery, [this] { return awake_; });
      awake_ = false;
    }
    const auto commit = service_.read([](store::Database& database) { return database.last_commit(); });
    std::string text = event("job", job_json(service_.job(), false));
    text += event("library", {{"commit", commit ? commit->value : 0}});
    if (text != last) {
      const std::scoped_lock lock(mutex_);
      block_ = {block_.number + 1, text};
      last = std::move(text);
    }
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, kPause, [] { return false; });
  }
}

Events::Block Events::newest(std::uint64_t seen) const {
  const std::scoped_lock lock(mutex_);
  return block_.number == seen ? Block{seen, {}} : block_;
}

}  // namespace shoebox::server
