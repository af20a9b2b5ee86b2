#pragma once
// The user's settings: config.toml in the home, one value a key. Unknown keys in the file are kept and reported, never
// a reason not to start; a value of the wrong type is an error that names the key. A value type: safe to read
// concurrently, changed by one thread.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoebox {

/// One setting that we know.
struct ConfigKey {
  enum class Type { kText, kTextList, kNumber, kBytes };
  std::string_view name;
  Type type;
  std::string_view default_text;  // as `config get` shows it
  std::string_view help;
};

class Config final {
 public:
  /// The table behind `shoebox config`: time_zone, language, exclude, index_memory, jobs.
  static std::vector<ConfigKey> keys();

  /// The settings in the file; defaults when there is none. kCorrupt names the line.
  static Result<Config> load(const std::string& path);
  Result<void> save(const std::string& path) const;

  /// The value as text, default included. kInvalidArgument for a key that we do not know, naming those that we do.
  Result<std::string> get(std::string_view key) const;
  /// Parses and checks; an empty value goes back to the default. Lists are comma-separated.
  Result<void> set(std::string_view key, std::string_view value);

  std::string time_zone() const;             // IANA name; $SHOEBOX_TIME_ZONE, else the setting, else the system's
  std::string language() const;              // "zh-CN", "en" or "" (by locale)
  std::vector<std::string> exclude() const;  // extra patterns, as in .shoeboxignore
  int jobs() const;                          // decode workers; 0 = as many as cores
  std::int64_t index_memory_bytes() const;   // 0 = decide by the machine

 private:
  std::map<std::string, std::string, std::less<>> values_;  // known keys, as text
  std::string unknown_;                                     // everything else in the file, as TOML
};

}  // namespace shoebox
