#include "engine/look_maker.h"

#include <condition_variable>
#include <mutex>
#include <span>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/log.h"
#include "image/codec.h"
#include "image/thumbhash.h"
#include "ingest/thumbnails.h"
#include "store/tile_repository.h"

namespace shoebox::engine {

namespace {

constexpr std::size_t kBatch = 64;
constexpr int kNiceness = 19;

}  // namespace

class LookMaker::Impl {
 public:
  Impl(std::unique_ptr<store::Database> database, std::string folder)
      : database_(std::move(database)), thumbnails_(std::move(folder)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }

  void wake() {
    {
      const std::scoped_lock lock(mutex_);
      awake_ = true;
    }
    woken_.notify_one();
  }

 private:
  void run(const std::stop_token& stop);
  Result<void> make_all(const std::stop_token& stop);

  std::unique_ptr<store::Database> database_;
  const ingest::ThumbnailFolder thumbnails_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  bool awake_ = true;
  std::jthread thread_;
};

void LookMaker::Impl::run(const std::stop_token& stop) {
  // Of this thread alone, as Linux has it.
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNiceness);
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (!woken_.wait(lock, stop, [this] { return awake_; })) return;
      awake_ = false;
    }
    if (const auto made = make_all(stop); !made) log::warning("tiny pictures: " + made.error().text());
  }
}

Result<void> LookMaker::Impl::make_all(const std::stop_token& stop) {
  store::TileRepository tiles(*database_);
  PhotoId after{0};
  while (!stop.stop_requested()) {
    const auto photos = TRY(tiles.without_thumbhash(after, kBatch));
    if (photos.empty()) return {};
    std::vector<std::pair<store::PhotoPixels, std::string>> made;
    for (const store::PhotoPixels& photo : photos) {
      after = photo.id;
      // One without a thumbnail gets it when somebody looks at it.
      const auto webp = thumbnails_.read(photo.pixels);
      if (!webp) continue;
      const auto decoded = image::decode_image(std::as_bytes(std::span(*webp)), 0);
      if (decoded) made.emplace_back(photo, image::thumbhash(decoded->image));
    }
    const auto transaction = TRY(store::Transaction::begin(*database_));
    for (const auto& [photo, hash] : made) TRY(tiles.set_thumbhash(*transaction, photo, hash));
    TRY(transaction->commit());
  }
  return {};
}

LookMaker::LookMaker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LookMaker::~LookMaker() = default;

Result<std::unique_ptr<LookMaker>> LookMaker::create(const Home& home) {
  auto database = TRY(store::Database::open(home.database_file(), store::Access::kReadWrite));
  return std::unique_ptr<LookMaker>(new LookMaker(std::make_unique<Impl>(std::move(database), home.thumbs_folder())));
}

void LookMaker::wake() {
  impl_->wake();
}

}  // namespace shoebox::engine
