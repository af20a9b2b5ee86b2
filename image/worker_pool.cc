#include "image/worker_pool.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <condition_variable>
#include <mutex>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "image/codec.h"
#include "image/photo_file.h"
#include "image/worker_process.h"

namespace shoebox::image {

namespace {

/// "the JPEG decoder", for a sentence about a file whose worker is gone.
std::string decoder_name(const PhotoFile& file) {
  std::array<std::byte, 4096> head{};
  const ssize_t size = pread(file.descriptor(), head.data(), head.size(), 0);
  std::string format(size > 0 ? sniff_format(std::span(head).first(static_cast<std::size_t>(size))) : "");
  std::ranges::transform(format, format.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return format.empty() ? "the decoder" : "the " + format + " decoder";
}

Error error_of(Outcome outcome, const PhotoFile& file, int deadline_ms) {
  switch (outcome) {
    case Outcome::kCrashed:
      return {ErrorCode::kCorrupt, decoder_name(file) + " crashed on this file", {}};
    case Outcome::kDishonest:
      return {ErrorCode::kCorrupt, decoder_name(file) + " went astray on this file", {}};
    case Outcome::kOutOfMemory:
      return {ErrorCode::kLimitExceeded, "decoding it takes more memory than a photo may use", {}};
    case Outcome::kTimedOut:
      return {ErrorCode::kLimitExceeded,
              decoder_name(file) + " was not done after " + std::to_string((deadline_ms + 999) / 1000) + " s",
              {}};
    case Outcome::kFileVanished:
      return {ErrorCode::kIo, "the file became shorter or unreadable while it was being read", {}};
    case Outcome::kCancelled:
      return {ErrorCode::kCancelled, "stopped", {}};
    case Outcome::kNotReached:
    case Outcome::kKilled:
      return {
          ErrorCode::kInternal, "the decode worker was killed from outside twice; is the system out of memory?", {}};
    case Outcome::kAnswered:
      break;
  }
  CHECK(false);
}

}  // namespace

class WorkerPool::Impl final {
 public:
  explicit Impl(WorkerPoolConfig config) : config_(std::move(config)), cancel_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    CHECK(cancel_.number() >= 0);
    seats_.resize(static_cast<std::size_t>(config_.workers));
  }

  Result<void> start_first() {
    seats_.back() = TRY(WorkerProcess::start(config_.command));
    return {};
  }

  Result<DecodeReply> decode(const DecodeRequest& request) {
    TRY(check_request(request));
    const PhotoFile file = TRY(PhotoFile::open(request.path));
    Seat seat = TRY(take_seat());
    Result<Exchange> exchange = ask_patiently(seat, file, request);
    give_back(std::move(seat));
    if (!exchange) return std::unexpected(exchange.error());
    TRY(file.check_unchanged());
    if (exchange->outcome != Outcome::kAnswered)
      return std::unexpected(error_of(exchange->outcome, file, config_.deadline_ms));
    if (exchange->answer.error) return std::unexpected(*exchange->answer.error);
    return std::move(exchange->answer.reply);
  }

  void cancel() {
    {
      const std::scoped_lock lock(mutex_);
      cancelled_ = true;
    }
    seat_free_.notify_all();
    CHECK(eventfd_write(cancel_.number(), 1) == 0);
  }

 private:
  using Seat = std::unique_ptr<WorkerProcess>;  // null: nobody sits there yet

  /// The seat used last comes first: its worker is there, and its memory warm.
  Result<Seat> take_seat() {
    std::unique_lock lock(mutex_);
    seat_free_.wait(lock, [this] { return cancelled_ || !seats_.empty(); });
    if (cancelled_) return fail(ErrorCode::kCancelled, "stopped");
    Seat seat = std::move(seats_.back());
    seats_.pop_back();
    return seat;
  }

  void give_back(Seat seat) {
    if (seat && !seat->running()) seat.reset();
    {
      const std::scoped_lock lock(mutex_);
      // Empty seats wait at the front, so that a started worker is preferred.
      seats_.insert(seat ? seats_.end() : seats_.begin(), std::move(seat));
    }
    seat_free_.notify_one();
  }

  /// Somebody else's doing is not the photo's fault: a worker killed from outside is replaced and asked once more.
  Result<Exchange> ask(Seat& seat, const PhotoFile& file, const DecodeRequest& request) const {
    Exchange exchange;
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (!seat || !seat->running()) seat = TRY(WorkerProcess::start(config_.command));
      exchange = seat->ask(file, request, config_.deadline_ms, cancel_.number());
      if (exchange.outcome != Outcome::kNotReached && exchange.outcome != Outcome::kKilled) break;
    }
    return exchange;
  }

  /// Damaged metadata never costs the picture, even where it crashes its reader.
  Result<Exchange> ask_patiently(Seat& seat, const PhotoFile& file, const DecodeRequest& request) const {
    Exchange exchange = TRY(ask(seat, file, request));
    const bool fell = exchange.outcome == Outcome::kCrashed || exchange.outcome == Outcome::kDishonest ||
                      exchange.outcome == Outcome::kOutOfMemory;
    if (!fell || !request.metadata || request.subject != Subject::kPicture) return exchange;
    DecodeRequest picture_alone = request;
    picture_alone.metadata = false;
    return ask(seat, file, picture_alone);
  }

  const WorkerPoolConfig config_;
  const Descriptor cancel_;
  std::mutex mutex_;
  std::condition_variable seat_free_;
  std::vector<Seat> seats_;  // the free ones
  bool cancelled_ = false;
};

WorkerPool::WorkerPool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WorkerPool::~WorkerPool() = default;

Result<std::unique_ptr<WorkerPool>> WorkerPool::create(WorkerPoolConfig config) {
  if (config.workers < 1 || config.workers > limits::kJobsMax || config.deadline_ms < 1)
    return fail(ErrorCode::kInvalidArgument, "the number of decode workers or their time is out of range");
  if (config.command.empty()) config.command = {"/proc/self/exe", kWorkerArgument};
  auto impl = std::make_unique<Impl>(std::move(config));
  TRY(impl->start_first());
  return std::unique_ptr<WorkerPool>(new WorkerPool(std::move(impl)));
}

Result<DecodeReply> WorkerPool::decode(const DecodeRequest& request) {
  Result<DecodeReply> reply = impl_->decode(request);
  if (!reply) return std::unexpected(reply.error().within(request.path));
  return reply;
}

void WorkerPool::cancel() {
  impl_->cancel();
}

}  // namespace shoebox::image
