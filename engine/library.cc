#include "engine/library.h"

#include <algorithm>
#include <filesystem>
#include <stop_token>
#include <thread>

#include <fmt/format.h>

#include "core/check.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/path.h"
#include "engine/asking.h"
#include "engine/knowledge.h"
#include "engine/linking.h"
#include "engine/models.h"
#include "engine/pictures.h"
#include "engine/place_lookup.h"
#include "engine/spaces.h"
#include "image/codec.h"
#include "image/worker_pool.h"
#include "ingest/catch_up.h"
#include "ingest/thumbnails.h"
#include "store/embedding_repository.h"
#include "store/file_repository.h"
#include "store/photo_repository.h"
#include "store/photo_words.h"
#include "store/root_repository.h"

namespace shoebox::engine {

namespace {

constexpr std::size_t kSkippedShown = 100;
constexpr int kThumbnailSide = 512;

int cores() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Sidecars are foreign bytes as photos are: a decode worker reads them.
Result<image::Metadata> read_sidecar(image::ImageDecoder& decoder, const std::string& path) {
  image::DecodeRequest request;
  request.path = path;
  request.pixel_hash = false;
  request.subject = image::Subject::kSidecar;
  auto reply = TRY(decoder.decode(request));
  return std::move(reply.metadata);
}

}  // namespace

class Library::Impl {
 public:
  Impl(Home home, Access access) : home_(std::move(home)), access_(access), program_(find_program_files()) {}

  Result<void> open();
  Result<ingest::IndexSummary> index(const IndexRequest& request, ProgressReporter& progress,
                                     const std::stop_token& stop);
  Result<ingest::IndexSummary> run(const model::Bundle& bundle, const IndexRequest& request, ProgressReporter& progress,
                                   const std::stop_token& stop);
  Result<void> register_space(const model::Bundle& bundle);
  Result<std::int64_t> remove_root(const std::string& folder);
  Result<ModelSwitch> use_model(const std::string& name, ProgressReporter& progress, const std::stop_token& stop);
  Result<LibraryStatus> status();
  Result<model::Bundle> bundle_to_ask(const std::string& name);
  Result<Asking*> asking(const Question& question);
  Result<std::vector<search::SearchAnswer>> ask(std::span<const Question> questions);
  /// The model that answers. `changed`: a bundle of that name is there, but with other weights than those that the
  /// photos were read with, as after an update of the program.
  struct ActiveModel {
    model::Bundle bundle;
    bool changed = false;
  };
  Result<ActiveModel> active_model();
  Result<void> activate(const SpaceId& space);
  Result<model::Bundle> bundle_to_use(const std::string& name);
  int default_jobs() const { return config_.jobs() > 0 ? config_.jobs() : cores(); }
  Result<image::Image> thumbnail(PhotoId photo);
  Result<image::ImageDecoder*> decoder(int jobs);

  const Home home_;
  const Access access_;
  const ProgramFiles program_;
  Config config_;
  std::unique_ptr<HomeLock> lock_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<image::WorkerPool> workers_;
  std::unique_ptr<Knowledge> knowledge_;
  std::unique_ptr<Asking> asking_;
  std::string asked_model_;  // what asking_ was made for
  bool asked_strictly_ = false;
};

Result<void> Library::Impl::open() {
  const bool write = access_ == Access::kWrite;
  if (!write && !home_exists(home_)) {
    return fail(ErrorCode::kNotFound, "nothing is indexed here yet; start with: shoebox index DIR",
                printable(home_.folder));
  }
  if (write) {
    TRY(create_home(home_));
    lock_ = TRY(HomeLock::acquire(home_));
    if (const auto opened = log::open_file(join_path(home_.run_folder(), "shoebox.log")); !opened) {
      log::warning(opened.error().text());
    }
  }
  config_ = TRY(Config::load(home_.config_file()));
  knowledge_ = std::make_unique<Knowledge>(program_, config_);
  database_ =
      TRY(store::Database::open(home_.database_file(), write ? store::Access::kReadWrite : store::Access::kReadOnly));
  return {};
}

Result<Library::Impl::ActiveModel> Library::Impl::active_model() {
  const auto space = TRY(store::EmbeddingRepository(*database_).active_space());
  if (!space) return ActiveModel{TRY(find_model(home_, program_, "")), false};
  if (auto same = find_model(home_, program_, space->id.value)) return ActiveModel{std::move(*same), false};
  return ActiveModel{TRY(find_model(home_, program_, space->model)), true};
}

Result<image::ImageDecoder*> Library::Impl::decoder(int jobs) {
  if (!workers_) workers_ = TRY(image::WorkerPool::create({.workers = jobs, .command = {}}));
  return workers_.get();
}

Result<ingest::IndexSummary> Library::Impl::index(const IndexRequest& request, ProgressReporter& progress,
                                                  const std::stop_token& stop) {
  const ActiveModel active = TRY(active_model());
  if (active.changed) progress.note("the model has changed: all photos are read for it again");
  auto summary = TRY(run(active.bundle, request, progress, stop));
  if (active.changed && !summary.interrupted) TRY(activate(active.bundle.space));
  return summary;
}

Result<ingest::IndexSummary> Library::Impl::run(const model::Bundle& bundle, const IndexRequest& request,
                                                ProgressReporter& progress, const std::stop_token& stop) {
  CHECK(access_ == Access::kWrite);
  const int jobs = request.jobs > 0 ? request.jobs : default_jobs();
  image::ImageDecoder* workers = TRY(decoder(jobs));
  const auto encoder = model::defer_image_encoder(bundle, runtime_config(program_, 1));
  TRY(register_space(bundle));
  sweep_index_folder(home_, *database_);
  const auto index =
      TRY(ingest::open_derived_index(*database_, index_file(home_, bundle.space), bundle.space, bundle.dimension, 0));
  const ingest::RealFileSystem files;
  const SystemClock clock;
  const auto sidecar = [workers](const std::string& path) { return read_sidecar(*workers, path); };
  const ingest::IndexParts parts{
      files, clock, *workers, *encoder, *database_, *index, progress, sidecar, place_lookup(knowledge_->gazetteer())};
  ingest::IndexOptions options;
  options.folders = request.folders;
  options.exclude = config_.exclude();
  options.home_folder = home_.folder;
  options.thumbs_folder = home_.thumbs_folder();
  options.space = bundle.space;
  options.model = bundle.name;
  options.jobs = jobs;
  options.encode_threads = cores();
  // A stop does not wait for a slow picture; the pool is of no use afterwards.
  auto summary = [&] {
    const std::stop_callback cancel(stop, [this] { workers_->cancel(); });
    return ingest::run_index(parts, options, stop);
  }();
  if (stop.stop_requested()) workers_.reset();
  TRY(store::PhotoWords(*database_).catch_up([&stop] { return stop.stop_requested(); }));
  return summary;
}

Result<void> Library::Impl::register_space(const model::Bundle& bundle) {
  const auto transaction = TRY(store::Transaction::begin(*database_));
  TRY(store::EmbeddingRepository(*database_).add_space(*transaction, bundle.space, bundle.dimension, bundle.name));
  return transaction->commit();
}

Result<std::int64_t> Library::Impl::remove_root(const std::string& folder) {
  CHECK(access_ == Access::kWrite);
  store::RootRepository roots(*database_);
  for (const store::Root& root : TRY(roots.all())) {
    if (root.path != folder) continue;
    const auto transaction = TRY(store::Transaction::begin(*database_));
    const auto gone = TRY(roots.remove(*transaction, root.id));
    TRY(transaction->commit());
    for (const store::RemovedPhoto& photo : gone) {
      if (photo.pixels) remove_pictures(home_, *photo.pixels);
    }
    return static_cast<std::int64_t>(gone.size());
  }
  return fail(ErrorCode::kNotFound, "this folder is not one of the library's; see shoebox roots list",
              printable(folder));
}

/// Imported vectors are given to the model that made them. Where that cannot be told, a model of the same name is used
/// as if nothing had been imported.
Result<model::Bundle> Library::Impl::bundle_to_use(const std::string& name) {
  if (TRY(waits_for_model(*database_, name))) {
    auto linked = link_imported({home_, program_, *database_, *TRY(decoder(default_jobs()))}, name);
    if (linked || !find_installed(home_, program_, name)) return linked;
    log::warning(linked.error().text());
  }
  auto bundle = TRY(find_model(home_, program_, name));
  TRY(require_towers(bundle));
  return bundle;
}

Result<ModelSwitch> Library::Impl::use_model(const std::string& name, ProgressReporter& progress,
                                             const std::stop_token& stop) {
  CHECK(access_ == Access::kWrite);
  const model::Bundle bundle = TRY(bundle_to_use(name));
  TRY(try_out(bundle, program_));
  TRY(register_space(bundle));
  ModelSwitch result;
  if (!TRY(store::RootRepository(*database_).all()).empty()) {
    const auto summary = TRY(run(bundle, {}, progress, stop));
    result.encoded = summary.embedded;
    if (summary.interrupted) return result;
  }
  TRY(activate(bundle.space));
  result.switched = true;
  return result;
}

Result<void> Library::Impl::activate(const SpaceId& space) {
  const auto transaction = TRY(store::Transaction::begin(*database_));
  TRY(store::EmbeddingRepository(*database_).set_active_space(*transaction, space));
  return transaction->commit();
}

Result<LibraryStatus> library_status(store::Database& database, const Home& home) {
  LibraryStatus status;
  store::RootRepository roots(database);
  store::FileRepository files(database);
  for (const store::Root& root : TRY(roots.all())) {
    status.roots.push_back({root, TRY(roots.counts(root.id)), TRY(files.skipped(root.id, kSkippedShown))});
  }
  status.photos = static_cast<std::int64_t>(TRY(store::PhotoRepository(database).present_slots()).size());
  status.spaces = TRY(store::EmbeddingRepository(database).spaces());
  std::error_code error;
  const auto bytes = std::filesystem::file_size(home.database_file(), error);
  status.database_bytes = error ? 0 : static_cast<std::int64_t>(bytes);
  return status;
}

Result<LibraryStatus> Library::Impl::status() {
  LibraryStatus status = TRY(library_status(*database_, home_));
  status.writer_active = access_ == Access::kRead && HomeLock::is_held(home_);
  return status;
}

Result<image::Image> Library::Impl::thumbnail(PhotoId id) {
  const auto photo = TRY(store::PhotoRepository(*database_).find(id));
  if (!photo || photo->paths.empty()) return fail(ErrorCode::kNotFound, "this photo has no readable file");
  const ingest::ThumbnailFolder thumbs(home_.thumbs_folder());
  Result<std::string> webp = fail(ErrorCode::kNotFound, "it has no stored thumbnail");
  if (photo->pixel_hash) webp = thumbs.read(*photo->pixel_hash);
  if (webp) {
    if (auto decoded = image::decode_image(std::as_bytes(std::span(*webp)), 0)) return std::move(decoded->image);
  }
  image::DecodeRequest request;
  request.path = photo->paths.front();
  request.renders = {{.width = kThumbnailSide, .height = kThumbnailSide},
                     ingest::ThumbnailFolder::spec(kThumbnailSide)};
  request.metadata = false;
  image::ImageDecoder* workers = TRY(decoder(1));
  const auto reply = TRY(workers->decode(request));
  // Best effort: whoever only reads may not be able to write.
  if (const auto written = thumbs.write(reply.pixel_hash, reply.renders[1].bytes); !written)
    log::warning(written.error().text());
  const image::Rendered& rendered = reply.renders.front();
  image::Image picture{rendered.width, rendered.height, {}};
  const auto* pixels = reinterpret_cast<const std::uint8_t*>(rendered.bytes.data());
  picture.rgb.assign(pixels, pixels + rendered.bytes.size());
  return picture;
}

Result<model::Bundle> Library::Impl::bundle_to_ask(const std::string& name) {
  if (!name.empty()) return find_model(home_, program_, name);
  ActiveModel active = TRY(active_model());
  if (active.changed) {
    return fail(ErrorCode::kNotFound,
                "the model has changed since the photos were read; read them again with: shoebox index",
                printable(active.bundle.name));
  }
  return std::move(active.bundle);
}

Result<Asking*> Library::Impl::asking(const Question& question) {
  if (!asking_ || asked_model_ != question.model || asked_strictly_ != question.strict) {
    const model::Bundle bundle = TRY(bundle_to_ask(question.model));
    asking_ = TRY(Asking::create({home_, program_, *database_, *knowledge_, access_ == Access::kWrite,
                                  [this] { return decoder(1); }, config_.index_memory_bytes(), question.strict},
                                 bundle));
    asked_model_ = question.model;
    asked_strictly_ = question.strict;
  }
  return asking_.get();
}

Result<std::vector<search::SearchAnswer>> Library::Impl::ask(std::span<const Question> questions) {
  if (questions.empty()) return std::vector<search::SearchAnswer>();
  Asking* asking = TRY(this->asking(questions.front()));
  return asking->ask(questions);
}

Library::Library(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Library::~Library() = default;

Result<std::unique_ptr<Library>> Library::open(const Home& home, Access access) {
  auto impl = std::make_unique<Impl>(home, access);
  TRY(impl->open());
  return std::unique_ptr<Library>(new Library(std::move(impl)));
}

Result<ingest::IndexSummary> Library::index(const IndexRequest& request, ProgressReporter& progress,
                                            const std::stop_token& stop) {
  return impl_->index(request, progress, stop);
}

Result<std::int64_t> Library::remove_root(const std::string& folder) {
  return impl_->remove_root(folder);
}

Result<std::int64_t> Library::correct(const Correction& correction) {
  CHECK(impl_->access_ == Access::kWrite);
  TRY(impl_->knowledge_->refresh(*impl_->database_));
  const Correction named = TRY(with_named_place(correction, *impl_->knowledge_));
  const auto transaction = TRY(store::Transaction::begin(*impl_->database_));
  const auto photos = TRY(engine::correct(*transaction, named, place_lookup(impl_->knowledge_->gazetteer())));
  TRY(transaction->commit());
  return photos;
}

Result<std::int64_t> Library::undo_correction() {
  CHECK(impl_->access_ == Access::kWrite);
  const auto transaction = TRY(store::Transaction::begin(*impl_->database_));
  const auto photos = TRY(engine::undo_correction(*transaction, place_lookup(impl_->knowledge_->gazetteer())));
  TRY(transaction->commit());
  return photos;
}

Result<ModelSwitch> Library::use_model(const std::string& name, ProgressReporter& progress,
                                       const std::stop_token& stop) {
  return impl_->use_model(name, progress, stop);
}

Result<RemovedModel> Library::remove_model(const std::string& name) {
  CHECK(impl_->access_ == Access::kWrite);
  impl_->asking_.reset();
  return engine::remove_model(impl_->home_, impl_->program_, *impl_->database_, name);
}

Result<LibraryStatus> Library::status() {
  return impl_->status();
}
Result<image::Image> Library::thumbnail(PhotoId photo) {
  return impl_->thumbnail(photo);
}

Result<search::SearchAnswer> Library::ask(const Question& question) {
  return std::move(TRY(impl_->ask(std::span(&question, 1))).front());
}

Result<image::RenderSpec> Library::picture_spec(const Question& question) {
  Asking* asking = TRY(impl_->asking(question));
  return asking->picture_spec();
}

Result<std::vector<search::SearchAnswer>> Library::ask_all(std::span<const Question> questions) {
  return impl_->ask(questions);
}

Result<std::int64_t> Library::home_minutes(std::string_view iso_time) {
  return impl_->knowledge_->home_minutes(iso_time);
}

std::string Library::active_model_name() {
  const auto active = impl_->active_model();
  return active ? active->bundle.name : "default";
}

}  // namespace shoebox::engine
