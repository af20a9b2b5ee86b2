#include "engine/import.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"
#include "engine/asking.h"
#include "engine/faiss_file.h"
#include "engine/linking.h"
#include "engine/models.h"
#include "image/worker_pool.h"
#include "ingest/catch_up.h"
#include "simd/dot.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::engine {

namespace {

constexpr std::size_t kRowsPerTransaction = 8192;
constexpr std::size_t kNameBytesMax = 128;

/// A file as it lies on disk, for reading. A file that shrinks meanwhile ends the program: import is run by hand.
class MappedFile final {
 public:
  static Result<std::unique_ptr<MappedFile>> open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return fail(ErrorCode::kNotFound, "the file cannot be opened", printable(path));
    struct stat status {};
    const bool usable = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const auto bytes = usable ? static_cast<std::size_t>(status.st_size) : 0;
    void* at = bytes > 0 ? ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, descriptor, 0) : nullptr;
    ::close(descriptor);
    if (!usable || at == MAP_FAILED) return fail(ErrorCode::kIo, "the file cannot be read", printable(path));
    return std::unique_ptr<MappedFile>(new MappedFile(static_cast<const std::byte*>(at), bytes));
  }
  ~MappedFile() {
    if (at_ != nullptr) ::munmap(const_cast<std::byte*>(at_), bytes_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::span<const std::byte> bytes() const { return {at_, bytes_}; }

 private:
  MappedFile(const std::byte* at, std::size_t bytes) : at_(at), bytes_(bytes) {}
  const std::byte* at_;
  std::size_t bytes_;
};

struct Source {
  std::unique_ptr<MappedFile> file;
  FaissVectors vectors;
  std::vector<std::string> paths;

  /// Row i as a unit vector; absent when it is zero or not finite.
  std::optional<std::vector<std::uint16_t>> row(std::size_t i) const;
  const std::string& path(std::size_t i) const {
    return paths[vectors.ids.empty() ? i : static_cast<std::size_t>(vectors.ids[i])];
  }
};

std::optional<std::vector<std::uint16_t>> Source::row(std::size_t i) const {
  const std::size_t columns = vectors.matrix.columns;
  std::vector<float> values(columns);
  std::memcpy(values.data(), vectors.matrix.values.data() + i * columns * sizeof(float), columns * sizeof(float));
  if (!simd::all_finite(values.data(), columns)) return std::nullopt;
  simd::normalize_rows(values.data(), 1, columns);
  float square = 0;
  for (const float value : values) square += value * value;
  if (!(square > 0.5F)) return std::nullopt;
  std::vector<std::uint16_t> halves(columns);
  simd::f32_to_f16(values.data(), columns, halves.data());
  return halves;
}

Result<std::vector<std::string>> read_paths(const std::string& path) {
  const std::string content = TRY(read_file(path, limits::kFileBytesMax));
  std::vector<std::string> paths;
  std::size_t begin = 0;
  while (begin < content.size()) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    std::string line = content.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.size() > limits::kPathBytesMax || line.find('\0') != std::string::npos) {
      return fail(ErrorCode::kCorrupt, fmt::format("line {} is not a path", paths.size() + 1), printable(path));
    }
    paths.push_back(std::move(line));
    begin = end + 1;
  }
  return paths;
}

Result<Source> open_source(const std::string& folder) {
  Source source;
  source.paths = TRY(read_paths(join_path(folder, "image_paths.txt")));
  std::string path = join_path(folder, "image_features.npy");
  auto features = MappedFile::open(path);
  if (features) {
    source.file = std::move(*features);
    const auto view = view_npy(source.file->bytes());
    if (!view) return std::unexpected(view.error().within(printable(path)));
    source.vectors.matrix = *view;
  } else if (features.error().code == ErrorCode::kNotFound) {
    path = join_path(folder, "images.index");
    source.file = TRY(MappedFile::open(path));
    auto view = view_faiss_index(source.file->bytes());
    if (!view) return std::unexpected(view.error().within(printable(path)));
    source.vectors = std::move(*view);
  } else {
    return std::unexpected(features.error());
  }
  if (source.vectors.matrix.rows > source.paths.size() ||
      (source.vectors.ids.empty() && source.vectors.matrix.rows != source.paths.size())) {
    return fail(
        ErrorCode::kCorrupt,
        fmt::format("{} vectors, but {} lines in image_paths.txt", source.vectors.matrix.rows, source.paths.size()),
        printable(path));
  }
  return source;
}

/// All of it is looked at before anything is written.
Result<void> check_source(const Source& source) {
  if (source.vectors.matrix.rows == 0) return fail(ErrorCode::kInvalidArgument, "there are no vectors");
  const std::size_t columns = source.vectors.matrix.columns;
  if (columns < 1 || columns > static_cast<std::size_t>(limits::kEmbeddingDimensionMax)) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("vectors of {} numbers cannot be searched", columns));
  }
  for (const std::int64_t id : source.vectors.ids) {
    if (id < 0 || static_cast<std::size_t>(id) >= source.paths.size()) {
      return fail(ErrorCode::kCorrupt, fmt::format("the Faiss index has id {}, which no line has", id));
    }
  }
  for (std::size_t i = 0; i < source.vectors.matrix.rows; ++i) {
    if (!source.row(i)) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("vector {} is zero or has values that are not finite", i),
                  printable(source.path(i)));
    }
  }
  return {};
}

/// Where the vectors go.
struct Target {
  SpaceId space;
  std::optional<model::Bundle> bundle;  // whose space it is
};

Result<void> add_space(store::Database& database, store::Transaction& transaction, const Target& target,
                       int dimension) {
  if (!target.bundle) return store::ImportRepository(database).add_space(transaction, target.space, dimension);
  return store::EmbeddingRepository(database).add_space(transaction, target.space, dimension, target.bundle->name);
}

Result<void> put_rows(store::Database& database, const Source& source, const Target& target, ProgressReporter& progress,
                      const std::stop_token& stop, ImportSummary& summary) {
  using IfThere = store::ImportRepository::IfThere;
  store::ImportRepository imports(database);
  const std::size_t rows = source.vectors.matrix.rows;
  ProgressState state;
  state.total = static_cast<std::int64_t>(rows);
  for (std::size_t first = 0; first < rows; first += kRowsPerTransaction) {
    if (stop.stop_requested()) {
      summary.interrupted = true;
      return {};
    }
    const auto transaction = TRY(store::Transaction::begin(database));
    TRY(add_space(database, *transaction, target, summary.dimension));
    for (std::size_t i = first; i < std::min(rows, first + kRowsPerTransaction); ++i) {
      const auto added = TRY(imports.put(*transaction, source.path(i), {target.space, *source.row(i)},
                                         target.bundle ? IfThere::kKeep : IfThere::kReplace));
      if (added == store::ImportRepository::Added::kNewPhoto) ++summary.new_photos;
      ++summary.vectors;
    }
    TRY(transaction->commit());
    state.done = summary.vectors;
    progress.update(state);
  }
  return {};
}

/// The model reads some of the photos again: their paths are as the other program had them, perhaps from its folder.
Result<void> check_model(const model::Bundle& bundle, const Source& source, const std::string& folder,
                         const ProgramFiles& program) {
  if (source.vectors.matrix.columns != static_cast<std::size_t>(bundle.dimension)) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("vectors of {} numbers are not of this model, which has {}", source.vectors.matrix.columns,
                            bundle.dimension),
                bundle.name);
  }
  std::vector<LinkSample> samples;
  for (const std::size_t row : rows_to_try(source.vectors.matrix.rows)) {
    const auto halves = *source.row(row);
    const std::string& path = source.path(row);
    samples.push_back({path.starts_with('/') ? path : join_path(folder, path), std::vector<float>(halves.size())});
    simd::f16_to_f32(halves.data(), halves.size(), samples.back().vector.data());
  }
  const auto workers = TRY(image::WorkerPool::create({.workers = 1, .command = {}}));
  const auto encoder = TRY(model::load_image_encoder(bundle, runtime_config(program, 0)));
  const auto same = check_same_model(*encoder, *workers, samples, source.vectors.matrix.rows);
  if (!same) return std::unexpected(same.error().within(bundle.name));
  return {};
}

bool is_usable_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && terminal_safe(name) == name && name != "default";
}

}  // namespace

SpaceId imported_space(std::string_view name) {
  return SpaceId{"imported/" + std::string(name)};
}

std::string imported_name(const SpaceId& space) {
  const std::string prefix = imported_space("").value;
  return space.value.starts_with(prefix) ? space.value.substr(prefix.size()) : space.value;
}

Result<ImportSummary> import_faiss(const Home& home, const std::string& folder, const std::string& name,
                                   ProgressReporter& progress, const std::stop_token& stop) {
  const ProgramFiles program = find_program_files();
  Target target{imported_space(name), find_installed(home, program, name)};
  if (target.bundle) target.space = target.bundle->space;
  if (!target.bundle && !is_usable_name(name)) {
    return fail(ErrorCode::kInvalidArgument, "the vectors need another name", printable(name));
  }
  const Source source = TRY(open_source(folder));
  TRY(check_source(source));
  if (target.bundle) TRY(check_model(*target.bundle, source, folder, program));
  TRY(create_home(home));
  const auto lock = TRY(HomeLock::acquire(home));
  const auto database = TRY(store::Database::open(home.database_file(), store::Access::kReadWrite));
  ImportSummary summary;
  summary.dimension = static_cast<int>(source.vectors.matrix.columns);
  summary.linked = target.bundle.has_value();
  TRY(put_rows(*database, source, target, progress, stop, summary));
  if (summary.vectors == 0) return summary;
  TRY(ingest::open_derived_index(*database, index_file(home, target.space), target.space, summary.dimension, 0));
  return summary;
}

Result<model::Bundle> find_imported(const Home& home, std::string_view name) {
  const auto database = TRY(store::Database::open(home.database_file(), store::Access::kReadOnly));
  if (const auto linked = TRY(store::ImportRepository(*database).linked_space(imported_space(name)))) {
    if (auto bundle = find_installed(home, find_program_files(), linked->value)) return std::move(*bundle);
  }
  for (const store::Space& space : TRY(store::EmbeddingRepository(*database).spaces())) {
    if (!space.model.empty() || (space.id != imported_space(name) && space.id.value != name)) continue;
    model::Bundle bundle;
    bundle.name = imported_name(space.id);
    bundle.space = space.id;
    bundle.dimension = space.dimension;
    return bundle;
  }
  return fail(ErrorCode::kNotFound, "no vectors were imported under this name", printable(name));
}

}  // namespace shoebox::engine
