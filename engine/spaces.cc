#include "engine/spaces.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <vector>

#include "core/log.h"
#include "core/path.h"
#include "engine/asking.h"
#include "engine/import.h"
#include "engine/models.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 16;

/// "0123456789abcdef.index", with what may stand behind it; the ".flat" files of before.
bool is_index_name(std::string_view name) {
  if (name.ends_with(".flat")) return true;
  return name.size() > kNameDigits && name.find_first_not_of("0123456789abcdef") == kNameDigits &&
         name.substr(kNameDigits).starts_with(".index");
}

std::string stem_of(std::string_view name) {
  return std::string(name.substr(0, std::min(name.size(), kNameDigits)));
}

/// The added model of this name.
std::optional<InstalledModel> find_added(const Home& home, const ProgramFiles& program, std::string_view name) {
  for (InstalledModel& each : installed_models(home, program)) {
    if (!each.embedded && each.name == name) return std::move(each);
  }
  return std::nullopt;
}

Result<RemovedModel> remove_vectors(store::Database& database, const store::Space& space) {
  const auto transaction = TRY(store::Transaction::begin(database));
  TRY(store::EmbeddingRepository(database).remove_space(*transaction, space.id));
  const auto photos = TRY(store::ImportRepository(database).remove_unfindable(*transaction));
  TRY(transaction->commit());
  return RemovedModel{space.embeddings, photos};
}

}  // namespace

Result<RemovedModel> remove_model(const Home& home, const ProgramFiles& program, store::Database& database,
                                  const std::string& name) {
  store::EmbeddingRepository embeddings(database);
  const auto added = find_added(home, program, name);
  std::optional<SpaceId> space;
  if (added && added->bundle) space = added->bundle->space;
  for (const store::Space& each : TRY(embeddings.spaces())) {
    // Also vectors of a model whose folder is gone or damaged.
    const bool named = !space && each.model == name && name != "default";
    if (named || (!added && each.id == imported_space(name))) space = each.id;
  }
  if (!added && !space) {
    return fail(ErrorCode::kNotFound, "no model of this name was added, and no vectors were imported under it",
                printable(name));
  }
  RemovedModel removed;
  if (const auto known = space ? TRY(embeddings.find_space(*space)) : std::nullopt) {
    removed = TRY(remove_vectors(database, *known));
  }
  if (added) {
    std::error_code error;
    fs::remove_all(added->folder, error);
    if (error) {
      return fail(ErrorCode::kIo, "the model's folder cannot be removed: " + error.message(), printable(added->folder));
    }
  }
  sweep_index_folder(home, database);
  return removed;
}

void sweep_index_folder(const Home& home, store::Database& database) {
  const auto spaces = store::EmbeddingRepository(database).spaces();
  if (!spaces) return;
  std::set<std::string> known;
  for (const store::Space& space : *spaces) known.insert(stem_of(file_name(index_file(home, space.id))));
  std::vector<fs::path> stale;
  std::error_code error;
  for (fs::directory_iterator at(home.index_folder(), error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (is_index_name(name) && (name.ends_with(".flat") || !known.contains(stem_of(name)))) stale.push_back(at->path());
  }
  for (const fs::path& path : stale) {
    if (!fs::remove(path, error)) log::warning("a stale index file cannot be removed: " + printable(path.string()));
  }
}

}  // namespace shoebox::engine
