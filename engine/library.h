#pragma once
// The whole library behind one door: opens the parts of a home, owns their lifetimes and hands them to each other. The
// only place that knows all rooms. Towers, workers and index files are loaded when first needed.
//
// Threads: one at a time. Several processes may open a home for reading while one writes.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/progress.h"
#include "core/result.h"
#include "engine/correction.h"
#include "engine/home.h"
#include "engine/question.h"
#include "engine/spaces.h"
#include "ingest/pipeline.h"
#include "model/bundle.h"
#include "store/database.h"
#include "store/records.h"

namespace shoebox::engine {

enum class Access : std::uint8_t { kRead, kWrite };

struct IndexRequest {
  std::vector<std::string> folders;  // absolute; empty: every known folder
  int jobs = 0;                      // decode processes; 0: as configured
};

struct RootStatus {
  store::Root root;
  store::RootCounts counts;
  std::vector<store::SkippedFile> skipped;  // the newest ones
};

struct LibraryStatus {
  std::int64_t photos = 0;  // with a file that can be read
  std::vector<RootStatus> roots;
  std::vector<store::Space> spaces;
  bool writer_active = false;  // another process is writing
  std::int64_t database_bytes = 0;
};

/// All but `writer_active`, from one connection.
Result<LibraryStatus> library_status(store::Database& database, const Home& home);

struct ModelSwitch {
  bool switched = false;     // false: stopped by the user, the old model still answers
  std::int64_t encoded = 0;  // photos read for the new model in this run
};

class Library final {
 public:
  /// kWrite makes the home where there is none and takes its lock (kBusy). kRead on a home without a library is
  /// kNotFound.
  static Result<std::unique_ptr<Library>> open(const Home& home, Access access);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  /// Reads new and changed photos. Needs kWrite.
  Result<ingest::IndexSummary> index(const IndexRequest& request, ProgressReporter& progress,
                                     const std::stop_token& stop);
  /// Forgets a folder. -> how many photos left the library. Needs kWrite.
  Result<std::int64_t> remove_root(const std::string& folder);
  /// As the functions of engine/correction.h, in a transaction of their own. Need kWrite.
  Result<std::int64_t> correct(const Correction& correction);
  Result<std::int64_t> undo_correction();
  /// Reads all photos for a model and lets it answer from then on. Under the name of imported vectors, the model that
  /// made them is looked for first and gets them. Needs kWrite.
  Result<ModelSwitch> use_model(const std::string& name, ProgressReporter& progress, const std::stop_token& stop);
  /// Removes an added model or imported vectors, and what was derived from them. Needs kWrite.
  Result<RemovedModel> remove_model(const std::string& name);

  Result<search::SearchAnswer> ask(const Question& question);

  /// How the picture of this question is wanted (Question::picture).
  Result<image::RenderSpec> picture_spec(const Question& question);
  /// As many answers as there are questions, which share one pass over the index; all for the model of the first, and
  /// as strict as that.
  Result<std::vector<search::SearchAnswer>> ask_all(std::span<const Question> questions);

  /// "2026-11-23T12:00:00+08:00" as SearchRequest::now_local_minutes has it; without an offset it is the home zone's.
  Result<std::int64_t> home_minutes(std::string_view iso_time);

  Result<LibraryStatus> status();
  /// The model that answers: of the active space, or the embedded one in a new home.
  std::string active_model_name();
  /// A small upright picture of a photo: its stored thumbnail, else decoded again. kNotFound when no file is readable.
  Result<image::Image> thumbnail(PhotoId photo);

 private:
  class Impl;
  explicit Library(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::engine
