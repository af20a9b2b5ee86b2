#include "ingest/catalog.h"

#include <algorithm>
#include <utility>

#include "core/path.h"

namespace shoebox::ingest {

Catalog::Catalog(store::Database& database, const FileSystem& files, SpaceId space, const std::vector<FileId>& missing,
                 std::vector<std::string> unavailable)
    : repository_(database),
      files_(files),
      space_(std::move(space)),
      unavailable_(std::move(unavailable)),
      missing_(missing.begin(), missing.end()) {}

Result<Catalog::Claim> Catalog::claim_content(Item& item) {
  const std::lock_guard lock(mutex_);
  const auto matches = TRY(repository_.find_by_content(item.file.content_hash));
  if (matches.empty()) return claim_or_park(content_, item.file.content_hash.hash, item.claims_content, item);
  if (item.task.candidate.known) return Claim::kKnown;  // its path keeps its own history
  const auto gone = std::ranges::find_if(matches, [this](const auto& match) { return is_gone(match); });
  if (gone != matches.end()) {
    item.file.moved_from = gone->file;
    missing_.erase(gone->file);
    moved_.insert(gone->file);
  }
  return Claim::kKnown;
}

Result<Catalog::Claim> Catalog::claim_pixels(Item& item) {
  const std::lock_guard lock(mutex_);
  if (TRY(repository_.has_embedding(*item.pixels, space_))) return Claim::kKnown;
  if (TRY(repository_.has_imported_embedding(item.file.path, space_))) return Claim::kKnown;
  return claim_or_park(pixels_, item.pixels->hash, item.claims_pixels, item);
}

Catalog::Claim Catalog::claim_or_park(Waiting& waiting, const Hash128& hash, bool& claimed, Item& item) {
  const auto [at, first] = waiting.try_emplace(hash);
  if (first) {
    claimed = true;
    return Claim::kMine;
  }
  at->second.push_back(std::move(item));
  return Claim::kParked;
}

/// Whether a known file is surely not where it was.
bool Catalog::is_gone(const store::ContentMatch& match) const {
  if (moved_.contains(match.file)) return false;
  if (missing_.contains(match.file)) return true;
  if (std::ranges::any_of(unavailable_, [&](const auto& path) { return is_within(match.path, path); })) return false;
  const auto stat = files_.stat(match.path);
  return !stat && stat.error().code == ErrorCode::kNotFound;
}

std::vector<Item> Catalog::release(const Item& item) {
  std::vector<Item> released;
  const auto take = [&](Waiting& waiting, const Hash128& hash) {
    auto node = waiting.extract(hash);
    if (!node.empty()) std::ranges::move(node.mapped(), std::back_inserter(released));
  };
  if (item.claims_content) take(content_, item.file.content_hash.hash);
  if (item.claims_pixels) take(pixels_, item.pixels->hash);
  return released;
}

std::vector<FileId> Catalog::still_missing() const {
  return {missing_.begin(), missing_.end()};
}

}  // namespace shoebox::ingest
