#include "engine/service.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "core/config.h"
#include "core/limits.h"
#include "core/log.h"
#include "core/path.h"
#include "engine/knowledge.h"
#include "engine/look_maker.h"
#include "engine/models.h"
#include "engine/place_lookup.h"
#include "simd/half.h"
#include "store/embedding_repository.h"
#include "store/filter_rows.h"
#include "store/group_repository.h"
#include "store/root_repository.h"

namespace shoebox::engine {

namespace {

/// Connections that wait for the next reader; more are opened when they are needed, and closed afterwards.
constexpr std::size_t kIdleConnectionsMax = 8;

/// The sum of the sizes of the files in a folder, with everything below.
std::int64_t folder_bytes(const std::string& folder) {
  namespace fs = std::filesystem;
  std::int64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const auto size = at->file_size(ignored);
    if (!ignored) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

}  // namespace

class Service::Impl {
 public:
  explicit Impl(const Home& home) : home_(home), pictures_(home) {}

  Result<void> open();
  Result<search::SearchAnswer> ask(const Question& question);
  Result<RenderedPicture> decode_picture(const Question& question);
  Result<search::SearchAnswer> ask_reader(const Question& question);
  Result<search::SearchAnswer> empty_answer();
  void warm_up(const std::stop_token& stop);
  void make_index_level();
  Result<std::shared_ptr<const Gallery>> gallery();
  Result<PhotoDetail> photo(PhotoId photo);
  const Knowledge& knowledge();
  ingest::PlaceLookup places();
  Result<Correction> with_named_place(const Correction& correction);
  std::shared_ptr<store::Database> borrow(Error& error);

  JobRunner::Work index_work(const IndexRequest& request, ingest::IndexSummary* summary);
  JobRunner::Work use_model_work(const std::string& name, ModelSwitch* result);

  const Home home_;
  const ProgramFiles program_ = find_program_files();
  std::optional<TimeZone> zone_;
  std::mutex listener_mutex_;
  std::function<void()> listener_;

  std::unique_ptr<Library> writer_;  // used in the job runner's slot only
  std::mutex writing_;
  std::unique_ptr<store::Database> writable_;  // under writing_: for what is quick

  std::mutex asking_;
  std::unique_ptr<Library> reader_;  // under asking_
  std::optional<SpaceId> asked_space_;

  std::mutex idle_mutex_;
  std::vector<std::unique_ptr<store::Database>> idle_;

  std::mutex knowledge_mutex_;
  std::unique_ptr<Knowledge> knowledge_;  // under knowledge_mutex_; opened when it is first asked

  std::mutex gallery_mutex_;
  std::shared_ptr<const Gallery> gallery_;  // shared with those that still read an older one

  Pictures pictures_;
  std::unique_ptr<LookMaker> looks_;
  JobRunner jobs_;
  std::jthread warm_up_;  // last: ends before what it uses
};

Result<void> Service::Impl::open() {
  writer_ = TRY(Library::open(home_, Access::kWrite));
  writable_ = TRY(store::Database::open(home_.database_file(), store::Access::kReadWrite));
  const Config config = TRY(Config::load(home_.config_file()));
  if (auto zone = TimeZone::load(config.time_zone())) zone_ = std::move(*zone);
  looks_ = TRY(LookMaker::create(home_));
  jobs_.set_listener([this] {
    if (jobs_.job().state != Job::State::kRunning) looks_->wake();
    const std::scoped_lock lock(listener_mutex_);
    if (listener_) listener_();
  });
  warm_up_ = std::jthread([this](const std::stop_token& stop) { warm_up(stop); });
  return {};
}

/// So that the first question need not wait for models and index.
void Service::Impl::warm_up(const std::stop_token& stop) {
  const auto level = jobs_.run_quietly(
      [this]() -> Result<void> {
        make_index_level();
        return {};
      },
      stop);
  if (!level || stop.stop_requested()) return;
  Question question;
  question.request.text = "photo";
  question.request.k = 1;
  if (const auto answer = ask(question); !answer) log::info("warming up: " + answer.error().text());
}

/// A derived index that is missing, damaged or behind is brought up to date by who holds the lock: asked with some
/// vector, the writing library does so.
void Service::Impl::make_index_level() {
  const auto space = store::EmbeddingRepository(*writable_).active_space();
  if (!space || !*space || (*space)->embeddings == 0) return;
  Question question;
  question.request.vector.assign(static_cast<std::size_t>((*space)->dimension), 0.0F);
  question.request.vector.front() = 1;
  question.request.k = 1;
  if (const auto answer = writer_->ask(question); !answer) log::warning(answer.error().text());
}

std::shared_ptr<store::Database> Service::Impl::borrow(Error& error) {
  std::unique_ptr<store::Database> database;
  {
    const std::scoped_lock lock(idle_mutex_);
    if (!idle_.empty()) {
      database = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!database) {
    auto opened = store::Database::open(home_.database_file(), store::Access::kReadOnly);
    if (!opened) {
      error = std::move(opened).error();
      return nullptr;
    }
    database = std::move(*opened);
  }
  return {database.release(), [this](store::Database* used) {
            std::unique_ptr<store::Database> owned(used);
            const std::scoped_lock lock(idle_mutex_);
            if (idle_.size() < kIdleConnectionsMax) idle_.push_back(std::move(owned));
          }};
}

Result<search::SearchAnswer> Service::Impl::empty_answer() {
  search::SearchAnswer answer;
  answer.model = writer_->active_model_name();
  return answer;
}

/// Before the question's turn comes: decoding may take long, and the others need not wait for it.
Result<RenderedPicture> Service::Impl::decode_picture(const Question& question) {
  image::RenderSpec spec;
  {
    const std::scoped_lock lock(asking_);
    if (!reader_) reader_ = TRY(Library::open(home_, Access::kRead));
    spec = TRY(reader_->picture_spec(question));
  }
  auto picture = TRY(pictures_.render(question.image_file, spec));
  return RenderedPicture{spec, std::move(picture.bytes)};
}

Result<search::SearchAnswer> Service::Impl::ask_reader(const Question& question) {
  const std::scoped_lock lock(asking_);
  if (!reader_) reader_ = TRY(Library::open(home_, Access::kRead));
  auto answer = reader_->ask(question);
  // What is kept from question to question may be of an index file that was replaced: once more with everything anew.
  const bool worth_again =
      !answer && (answer.error().code == ErrorCode::kCorrupt || answer.error().code == ErrorCode::kBusy);
  if (!worth_again) return answer;
  reader_ = TRY(Library::open(home_, Access::kRead));
  return reader_->ask(question);
}

Result<search::SearchAnswer> Service::Impl::ask(const Question& question) {
  Error error;
  const auto database = borrow(error);
  if (!database) return std::unexpected(error);
  const auto space = TRY(store::EmbeddingRepository(*database).active_space());
  if (!space || space->embeddings == 0) {
    // A picture that is none is told where nothing could be found, too.
    if (!question.image_file.empty()) TRY(pictures_.render(question.image_file, {.width = 8, .height = 8}));
    return empty_answer();
  }
  {
    const std::scoped_lock lock(asking_);
    if (asked_space_ != space->id) reader_.reset();  // another model answers from now on
    asked_space_ = space->id;
  }
  const auto shown = TRY(gallery());
  Question wider = question;
  if (wider.request.k != 0) wider.request.k = std::min(wider.request.k + shown->hidden_count(), limits::kResultsMax);
  if (!wider.image_file.empty()) wider.picture = TRY(decode_picture(wider));
  auto answer = TRY(ask_reader(wider));
  std::erase_if(answer.results, [&](const search::SearchResult& result) { return shown->is_hidden(result.photo_id); });
  if (question.request.k != 0 && answer.results.size() > question.request.k) answer.results.resize(question.request.k);
  return answer;
}

Result<std::shared_ptr<const Gallery>> Service::Impl::gallery() {
  Error error;
  const auto database = borrow(error);
  if (!database) return std::unexpected(error);
  const std::scoped_lock lock(gallery_mutex_);
  if (!gallery_ || gallery_->as_of() != TRY(database->last_commit())) {
    gallery_ = TRY(Gallery::create(gallery_.get(), *database, zone_ ? &*zone_ : nullptr));
  }
  return gallery_;
}

/// The gazetteer, once opened, stays and does not change: nobody need wait for whoever asks it.
ingest::PlaceLookup Service::Impl::places() {
  const std::scoped_lock lock(knowledge_mutex_);
  return place_lookup(knowledge().gazetteer());
}

Result<Correction> Service::Impl::with_named_place(const Correction& correction) {
  const std::scoped_lock lock(knowledge_mutex_);
  return engine::with_named_place(correction, knowledge());
}

/// The caller holds knowledge_mutex_.
const Knowledge& Service::Impl::knowledge() {
  if (!knowledge_)
    knowledge_ = std::make_unique<Knowledge>(program_, Config::load(home_.config_file()).value_or(Config()));
  return *knowledge_;
}

Result<PhotoDetail> Service::Impl::photo(PhotoId photo) {
  Error error;
  const auto database = borrow(error);
  if (!database) return std::unexpected(error);
  store::PhotoRepository photos(*database);
  auto view = TRY(photos.find(photo));
  if (!view) return fail(ErrorCode::kNotFound, "there is no such photo");
  PhotoDetail detail;
  detail.view = std::move(*view);
  detail.facts = TRY(photos.facts(photo));
  const auto tiles = TRY(store::TileRepository(*database).find({&photo, 1}));
  if (!tiles.empty()) detail.tile = tiles.front();
  detail.hidden = TRY(store::MarkRepository(*database).has(photo, store::Mark::kHidden));
  detail.albums = TRY(store::AlbumRepository(*database).of_photo(photo));
  detail.neighbours = TRY(gallery())->neighbours(photo);
  detail.trip_days = TRY(store::GroupRepository(*database).days_of_trip(photo));
  return detail;
}

JobRunner::Work Service::Impl::index_work(const IndexRequest& request, ingest::IndexSummary* summary) {
  return
      [this, request, summary](ProgressReporter& progress, const std::stop_token& stop) -> Result<JobRunner::Outcome> {
        auto done = TRY(writer_->index(request, progress, stop));
        if (summary != nullptr) *summary = done;
        const bool interrupted = done.interrupted;
        return JobRunner::Outcome{interrupted, std::move(done)};
      };
}

JobRunner::Work Service::Impl::use_model_work(const std::string& name, ModelSwitch* result) {
  return [this, name, result](ProgressReporter& progress, const std::stop_token& stop) -> Result<JobRunner::Outcome> {
    const auto done = TRY(writer_->use_model(name, progress, stop));
    if (result != nullptr) *result = done;
    return JobRunner::Outcome{!done.switched, {}};
  };
}

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Service::~Service() {
  impl_->jobs_.stop();
  impl_->pictures_.cancel();
}

Result<std::unique_ptr<Service>> Service::open(const Home& home) {
  auto impl = std::make_unique<Impl>(home);
  TRY(impl->open());
  return std::unique_ptr<Service>(new Service(std::move(impl)));
}

const Home& Service::home() const {
  return impl_->home_;
}

Result<search::SearchAnswer> Service::ask(const Question& question) {
  return impl_->ask(question);
}

Result<std::vector<float>> Service::vector(PhotoId photo) {
  return read([&](store::Database& database) -> Result<std::vector<float>> {
    store::EmbeddingRepository embeddings(database);
    const auto space = TRY(embeddings.active_space());
    const auto row = space ? TRY(embeddings.find(photo, space->id)) : std::nullopt;
    if (!row) return fail(ErrorCode::kNotFound, "this photo is not there, or has not been read yet");
    std::vector<float> values;
    for (const std::uint16_t half : *row) values.push_back(simd::half_to_float(half));
    return values;
  });
}

Result<std::shared_ptr<const Gallery>> Service::gallery() {
  return impl_->gallery();
}

Result<std::vector<store::Tile>> Service::tiles(std::span<const PhotoId> photos) {
  return read([&](store::Database& database) { return store::TileRepository(database).find(photos); });
}

Result<PhotoDetail> Service::photo(PhotoId photo) {
  return impl_->photo(photo);
}

Result<store::PhotoView> Service::view(PhotoId photo) {
  return read([&](store::Database& database) -> Result<store::PhotoView> {
    auto view = TRY(store::PhotoRepository(database).find(photo));
    if (!view) return fail(ErrorCode::kNotFound, "there is no such photo");
    return std::move(*view);
  });
}

std::optional<std::string> Service::place(const store::PhotoView& photo, search::Language language) {
  if (!photo.gps) return std::nullopt;
  const std::scoped_lock lock(impl_->knowledge_mutex_);
  const Knowledge& knowledge = impl_->knowledge();
  if (knowledge.gazetteer() == nullptr) return std::nullopt;
  const auto location = knowledge.gazetteer()->locate(photo.gps->latitude, photo.gps->longitude);
  if (!location) return std::nullopt;
  std::string name = knowledge.name_place(*location, language);
  return name.empty() ? std::nullopt : std::optional(std::move(name));
}

Result<std::vector<std::string>> Service::place_names(search::Language language) {
  const auto places = TRY(read([](store::Database& database) { return store::FilterRows(database).places(); }));
  const std::scoped_lock lock(impl_->knowledge_mutex_);
  const geo::Gazetteer* gazetteer = impl_->knowledge().gazetteer();
  std::set<std::string> names;
  const auto spoken = language == search::Language::kChinese ? geo::Language::kChinese : geo::Language::kEnglish;
  const auto add = [&](query::AreaKind kind, std::uint32_t id) {
    if (id != 0 && gazetteer != nullptr) names.emplace(gazetteer->name(kind, id, spoken));
  };
  for (const store::PlaceRow& place : places) {
    add(query::AreaKind::kCountry, place.country);
    add(query::AreaKind::kRegion, place.region);
    add(query::AreaKind::kCity, place.city);
  }
  names.erase("");
  return std::vector<std::string>(names.begin(), names.end());
}

Result<std::vector<std::string>> Service::person_names() {
  const auto called = TRY(read([](store::Database& database) { return store::FilterRows(database).called(); }));
  std::vector<std::string> names;
  names.reserve(called.size());
  for (const store::PersonName& person : called) names.push_back(person.name);
  return names;
}

Result<image::PhotoFile> Service::original(const store::PhotoView& photo, std::size_t number) {
  if (number >= photo.paths.size()) return fail(ErrorCode::kNotFound, "this photo has no such file");
  auto file = image::PhotoFile::open(photo.paths[number]);
  if (file) return file;
  return fail(ErrorCode::kNotFound, "the file cannot be read now", printable(photo.paths[number]));
}

Pictures& Service::pictures() {
  return impl_->pictures_;
}

Result<LibraryStatus> Service::status() {
  return read([&](store::Database& database) { return library_status(database, impl_->home_); });
}

StorageStatus Service::storage() const {
  const Home& home = impl_->home_;
  StorageStatus storage;
  std::error_code error;
  for (const char* suffix : {"", "-wal"}) {
    const auto bytes = std::filesystem::file_size(home.database_file() + suffix, error);
    if (!error) storage.database_bytes += static_cast<std::int64_t>(bytes);
  }
  storage.index_bytes = folder_bytes(home.index_folder());
  storage.thumbnail_bytes = folder_bytes(home.thumbs_folder());
  storage.model_bytes = folder_bytes(home.models_folder());
  const auto space = std::filesystem::space(home.folder, error);
  if (!error) storage.free_bytes = static_cast<std::int64_t>(space.available);
  return storage;
}

std::shared_ptr<store::Database> Service::borrow(Error& error) {
  return impl_->borrow(error);
}

Result<void> Service::write(const std::function<Result<void>(store::Transaction&)>& work) {
  const std::scoped_lock lock(impl_->writing_);
  const auto transaction = TRY(store::Transaction::begin(*impl_->writable_));
  TRY(work(*transaction));
  return transaction->commit();
}

Result<std::int64_t> Service::correct(const Correction& correction) {
  std::int64_t photos = 0;
  const Correction named = TRY(impl_->with_named_place(correction));
  const auto places = impl_->places();
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    photos = TRY(engine::correct(transaction, named, places));
    return {};
  };
  TRY(write(work));
  return photos;
}

Result<std::int64_t> Service::undo_correction() {
  std::int64_t photos = 0;
  const auto places = impl_->places();
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    photos = TRY(engine::undo_correction(transaction, places));
    return {};
  };
  TRY(write(work));
  return photos;
}

Result<ingest::IndexSummary> Service::index(const IndexRequest& request, ProgressReporter& also,
                                            const std::stop_token& stop) {
  ingest::IndexSummary summary;
  TRY(impl_->jobs_.run(Job::Kind::kIndex, impl_->index_work(request, &summary), also, stop));
  return summary;
}

Result<ModelSwitch> Service::use_model(const std::string& name, ProgressReporter& also, const std::stop_token& stop) {
  ModelSwitch result;
  TRY(impl_->jobs_.run(Job::Kind::kUseModel, impl_->use_model_work(name, &result), also, stop));
  return result;
}

Result<std::int64_t> Service::remove_root(const std::string& folder) {
  std::int64_t photos = 0;
  const auto work = [&]() -> Result<void> {
    photos = TRY(impl_->writer_->remove_root(folder));
    return {};
  };
  TRY(impl_->jobs_.run_now(work));
  return photos;
}

Result<model::Bundle> Service::add_model(const std::string& folder) {
  std::optional<model::Bundle> bundle;
  const auto work = [&]() -> Result<void> {
    bundle = TRY(engine::add_model(impl_->home_, impl_->program_, folder));
    return {};
  };
  TRY(impl_->jobs_.run_now(work));
  return std::move(*bundle);
}

Result<RemovedModel> Service::remove_model(const std::string& name) {
  RemovedModel removed;
  const auto work = [&]() -> Result<void> {
    removed = TRY(impl_->writer_->remove_model(name));
    return {};
  };
  TRY(impl_->jobs_.run_now(work));
  return removed;
}

Result<void> Service::begin_index(const IndexRequest& request) {
  std::error_code error;
  for (const std::string& folder : request.folders) {
    if (!std::filesystem::is_directory(folder, error)) {
      return fail(ErrorCode::kNotFound, "there is no such folder, or it may not be looked at", printable(folder));
    }
  }
  return impl_->jobs_.begin(Job::Kind::kIndex, impl_->index_work(request, nullptr));
}

Result<void> Service::begin_use_model(const std::string& name) {
  TRY(find_model(impl_->home_, impl_->program_, name));
  return impl_->jobs_.begin(Job::Kind::kUseModel, impl_->use_model_work(name, nullptr));
}

void Service::stop_job() {
  impl_->jobs_.stop();
}

Job Service::job() const {
  return impl_->jobs_.job();
}

void Service::set_listener(std::function<void()> listener) {
  const std::scoped_lock lock(impl_->listener_mutex_);
  impl_->listener_ = std::move(listener);
}

}  // namespace shoebox::engine
