#include "engine/export.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <vector>

#include "core/path.h"
#include "engine/faiss_file.h"
#include "engine/models.h"
#include "engine/npy.h"
#include "simd/dot.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::engine {

namespace {

/// A file that gets its name when it is whole, and whose first bytes are known last.
class Output final {
 public:
  Output(const std::string& folder, std::string_view name, std::size_t header_bytes)
      : path_(join_path(folder, name)), file_(path_ + ".part", std::ios::binary | std::ios::trunc) {
    file_ << std::string(header_bytes, '\0');
  }
  ~Output() { std::remove((path_ + ".part").c_str()); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view bytes) { file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); }
  bool good() const { return file_.good(); }
  Result<void> finish(const std::string& header) {
    file_.seekp(0);
    write(header);
    file_.close();
    if (file_.fail() || std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) {
      return fail(ErrorCode::kIo, "the file cannot be written", printable(path_));
    }
    return {};
  }

 private:
  std::string path_;
  std::ofstream file_;
};

}  // namespace

Result<ExportSummary> export_space(store::Database& database, const SpaceId& space, const std::string& folder) {
  const auto known = TRY(store::EmbeddingRepository(database).find_space(space));
  if (!known) return fail(ErrorCode::kNotFound, "there are no vectors of this model", space.value);
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
    return fail(ErrorCode::kIo, "the folder cannot be made: " + std::generic_category().message(errno),
                printable(folder));
  }
  const auto columns = static_cast<std::size_t>(known->dimension);
  ExportSummary summary;
  summary.dimension = known->dimension;
  Output features(folder, "image_features.npy", npy_header(0, columns).size());
  Output paths(folder, "image_paths.txt", 0);
  Output index(folder, "images.index", faiss_flat_header(0, columns).size());
  std::vector<float> values(columns);
  const auto put = [&](std::string_view path, std::span<const std::uint16_t> row) -> Result<void> {
    if (path.empty() || path.find_first_of("\r\n") != std::string_view::npos) {
      ++summary.left_out;
      return {};
    }
    simd::f16_to_f32(row.data(), columns, values.data());
    const std::string_view bytes(reinterpret_cast<const char*>(values.data()), columns * sizeof(float));
    features.write(bytes);
    index.write(bytes);
    paths.write(std::string(path) + '\n');
    ++summary.vectors;
    if (features.good() && index.good() && paths.good()) return {};
    return fail(ErrorCode::kIo, "the vectors cannot be written; is the disk full?", printable(folder));
  };
  TRY(store::ImportRepository(database).visit(space, put));
  const auto rows = static_cast<std::size_t>(summary.vectors);
  TRY(features.finish(npy_header(rows, columns)));
  TRY(index.finish(faiss_flat_header(rows, columns)));
  TRY(paths.finish(""));
  return summary;
}

Result<ExportSummary> export_faiss(const Home& home, const std::string& model, const std::string& folder) {
  if (!home_exists(home)) {
    return fail(ErrorCode::kNotFound, "nothing is indexed here yet; start with: shoebox index DIR",
                printable(home.folder));
  }
  const auto database = TRY(store::Database::open(home.database_file(), store::Access::kReadOnly));
  if (!model.empty()) {
    const model::Bundle bundle = TRY(find_model(home, find_program_files(), model));
    return export_space(*database, bundle.space, folder);
  }
  const auto active = TRY(store::EmbeddingRepository(*database).active_space());
  if (!active) return fail(ErrorCode::kNotFound, "no photo has a vector yet; start with: shoebox index DIR");
  return export_space(*database, active->id, folder);
}

}  // namespace shoebox::engine
