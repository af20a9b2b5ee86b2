#pragma once
// A library that stays open and is used by many at once: it answers while photos are read, and one job at a time
// changes what is in it. What `serve` and `watch` are made of; holds the home's lock. Thread-safe, every function of
// it; those that run a job block until it has ended. The destructor stops what is going on and waits.

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/progress.h"
#include "core/result.h"
#include "engine/gallery.h"
#include "engine/job_runner.h"
#include "engine/library.h"
#include "engine/pictures.h"
#include "image/photo_file.h"
#include "search/answer.h"
#include "store/album_repository.h"
#include "store/mark_repository.h"
#include "store/photo_repository.h"
#include "store/saved_search_repository.h"
#include "store/tile_repository.h"
#include "store/token_repository.h"

namespace shoebox::engine {

/// A photo with all that is known of it.
struct PhotoDetail {
  store::PhotoView view;
  std::vector<store::Facts> facts;  // of its sources, by their precedence
  store::Tile tile;
  bool hidden = false;
  std::vector<std::int64_t> albums;
  Gallery::Neighbours neighbours;
  std::optional<std::pair<std::int32_t, std::int32_t>> trip_days;  // first and last, since 1970
};

struct StorageStatus {
  std::int64_t database_bytes = 0;
  std::int64_t index_bytes = 0;
  std::int64_t thumbnail_bytes = 0;
  std::int64_t model_bytes = 0;
  std::int64_t free_bytes = 0;
};

class Service final {
 public:
  /// Takes the lock (kBusy) and opens the library; what takes longer (models, the index) is loaded in the background.
  static Result<std::unique_ptr<Service>> open(const Home& home);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  const Home& home() const;

  // Finding and looking.

  /// Hidden photos are left out. A library without photos gives an empty answer.
  Result<search::SearchAnswer> ask(const Question& question);
  /// The photo's vector for the model that answers, to ask for more like it. kNotFound when it has none.
  Result<std::vector<float>> vector(PhotoId photo);
  Result<std::shared_ptr<const Gallery>> gallery();
  /// Without those that are not there.
  Result<std::vector<store::Tile>> tiles(std::span<const PhotoId> photos);
  /// kNotFound.
  Result<PhotoDetail> photo(PhotoId photo);
  Result<store::PhotoView> view(PhotoId photo);
  /// "Kyoto, Japan"; nothing when it is not known.
  std::optional<std::string> place(const store::PhotoView& photo, search::Language language);
  /// What places and people of the library are called.
  Result<std::vector<std::string>> place_names(search::Language language);
  Result<std::vector<std::string>> person_names();
  /// The photo's file of that number, open. kNotFound when it cannot be read.
  Result<image::PhotoFile> original(const store::PhotoView& photo, std::size_t number);
  Pictures& pictures();
  Result<LibraryStatus> status();
  StorageStatus storage() const;

  // What the user keeps. Each is one transaction; kNotFound for what is not there.

  template <typename Work>
  auto read(Work work) -> decltype(work(std::declval<store::Database&>()));
  Result<void> write(const std::function<Result<void>(store::Transaction&)>& work);

  /// As the functions of engine/correction.h.
  Result<std::int64_t> correct(const Correction& correction);
  Result<std::int64_t> undo_correction();

  // Jobs: one at a time. The blocking ones wait for their turn; `also` is told what Job tells.

  Result<ingest::IndexSummary> index(const IndexRequest& request, ProgressReporter& also, const std::stop_token& stop);
  Result<ModelSwitch> use_model(const std::string& name, ProgressReporter& also, const std::stop_token& stop);
  /// kBusy while a job runs.
  Result<std::int64_t> remove_root(const std::string& folder);
  Result<model::Bundle> add_model(const std::string& folder);
  Result<RemovedModel> remove_model(const std::string& name);
  /// These begin one and come back. kBusy while one runs; kNotFound for a folder or a model that is not there.
  Result<void> begin_index(const IndexRequest& request);
  Result<void> begin_use_model(const std::string& name);
  void stop_job();
  Job job() const;

  /// Called, from any thread and often, when job() or what can be shown has changed; must be quick. Set before the
  /// first job.
  void set_listener(std::function<void()> listener);

 private:
  class Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::shared_ptr<store::Database> borrow(Error& error);
  std::unique_ptr<Impl> impl_;
};

template <typename Work>
auto Service::read(Work work) -> decltype(work(std::declval<store::Database&>())) {
  Error error;
  const std::shared_ptr<store::Database> database = borrow(error);
  if (!database) return std::unexpected(std::move(error));
  return work(*database);
}

}  // namespace shoebox::engine
