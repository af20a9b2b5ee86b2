#pragma once
// Searches under a name, and the latest ones that were kept to be suggested again. Threads: as the Database.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace shoebox::store {

struct SavedSearch {
  std::int64_t id = 0;
  std::string name;
  std::string words;
  std::int64_t created_at_ms = 0;
};

struct KeptSearch {
  std::string words;
  std::int64_t at_ms = 0;
};

class SavedSearchRepository final {
 public:
  explicit SavedSearchRepository(Database& database) : database_(database) {}

  /// kLimitExceeded when there are limits::kSavedSearchesMax.
  Result<SavedSearch> create(Transaction& transaction, std::string_view name, std::string_view words);
  /// kNotFound.
  Result<SavedSearch> change(Transaction& transaction, std::int64_t id, std::string_view name, std::string_view words);
  Result<void> remove(Transaction& transaction, std::int64_t id);
  /// By name.
  Result<std::vector<SavedSearch>> all();

  /// Puts the words first among the kept ones; the oldest beyond limits::kHistoryMax go.
  Result<void> keep(Transaction& transaction, std::string_view words);
  Result<void> forget_kept(Transaction& transaction);
  /// Latest first.
  Result<std::vector<KeptSearch>> kept();

 private:
  Result<SavedSearch> get(std::int64_t id);
  Database& database_;
};

}  // namespace shoebox::store
