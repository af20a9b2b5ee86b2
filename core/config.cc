#include "core/config.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox {

namespace {

using Type = ConfigKey::Type;

constexpr std::int64_t kConfigBytesMax = 1 << 20;

constexpr std::array kKeys = {
    ConfigKey{"time_zone", Type::kText, "", "home time zone, as Asia/Shanghai; empty: the system's"},
    ConfigKey{"language", Type::kText, "", "zh-CN or en; empty: by locale"},
    ConfigKey{"exclude", Type::kTextList, "", "patterns of files and folders to leave out, comma-separated"},
    ConfigKey{"index_memory", Type::kBytes, "0", "memory for the index, as 512M; 0: decided by the machine"},
    ConfigKey{"jobs", Type::kNumber, "0", "decode processes; 0: one a core"},
};

const ConfigKey* find_key(std::string_view name) {
  for (const ConfigKey& key : kKeys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::optional<std::int64_t> parse_number(std::string_view text, Type type) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit.empty()) return number;
  if (type != Type::kBytes) return std::nullopt;
  if (unit.size() > 1 && (unit.ends_with('B') || unit.ends_with('b'))) unit.remove_suffix(1);
  if (unit.ends_with('i')) unit.remove_suffix(1);
  const std::int64_t factor = unit == "K" || unit == "k"   ? limits::kKiB
                              : unit == "M" || unit == "m" ? limits::kMiB
                              : unit == "G" || unit == "g" ? limits::kGiB
                                                           : 0;
  if (factor == 0 || number > std::numeric_limits<std::int64_t>::max() / factor) return std::nullopt;
  return number * factor;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

Result<void> check_value(const ConfigKey& key, std::string_view value) {
  if (key.type == Type::kNumber || key.type == Type::kBytes) {
    const auto number = parse_number(value, key.type);
    if (!number) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("\"{}\" is not {}", value, key.type == Type::kBytes ? "a size such as 512M" : "a number"),
                  std::string(key.name));
    }
    if (key.name == "jobs" && *number > limits::kJobsMax) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("at most {}", limits::kJobsMax), "jobs");
    }
  }
  if (key.name == "language" && value != "zh-CN" && value != "en") {
    return fail(ErrorCode::kInvalidArgument, "the languages are zh-CN and en", "language");
  }
  if (key.name == "time_zone") {
    std::error_code error;
    const bool strange = value.find("..") != std::string_view::npos || value.starts_with('/');
    if (strange || !std::filesystem::is_regular_file("/usr/share/zoneinfo/" + std::string(value), error)) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("\"{}\" is no time zone; they look like Asia/Shanghai", value), "time_zone");
    }
  }
  return {};
}

/// A TOML value as the text that `set` takes; nothing when the type is not the key's.
std::optional<std::string> text_of(const toml::node& node, const ConfigKey& key) {
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (auto text = node.value_exact<std::string>()) return text;
  const toml::array* array = node.as_array();
  if (array == nullptr || key.type != Type::kTextList) return std::nullopt;
  std::string joined;
  for (const toml::node& part : *array) {
    const auto text = part.value_exact<std::string>();
    if (!text) return std::nullopt;
    joined += (joined.empty() ? "" : ",") + *text;
  }
  return joined;
}

std::string system_time_zone() {
  std::error_code error;
  const std::string target = std::filesystem::read_symlink("/etc/localtime", error).string();
  const std::string_view marker = "zoneinfo/";
  const auto at = target.find(marker);
  return error || at == std::string::npos ? "UTC" : target.substr(at + marker.size());
}

}  // namespace

std::vector<ConfigKey> Config::keys() {
  return {kKeys.begin(), kKeys.end()};
}

Result<Config> Config::load(const std::string& path) {
  const auto content = read_file(path, kConfigBytesMax);
  if (!content && content.error().code == ErrorCode::kNotFound) return Config();
  if (!content) return std::unexpected(content.error());
  Config config;
  try {
    toml::table unknown;
    for (const auto& [name, node] : toml::parse(*content, path)) {
      const ConfigKey* key = find_key(name.str());
      if (key == nullptr) {
        unknown.insert(name, node);
        continue;
      }
      const auto text = text_of(node, *key);
      if (!text) {
        return fail(ErrorCode::kCorrupt, fmt::format("\"{}\" has a value of the wrong type", name.str()), path);
      }
      if (auto set = config.set(name.str(), *text); !set) return std::unexpected(set.error().within(path));
    }
    std::ostringstream text;
    text << unknown;
    if (!unknown.empty()) config.unknown_ = text.str() + "\n";
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("line {}: {}; mend or remove the file", error.source().begin.line, error.description()),
                path);
  }
  return config;
}

Result<void> Config::save(const std::string& path) const {
  std::ostringstream text;
  text << "# Settings of Shoebox. `shoebox config` lists the keys.\n";
  for (const auto& [name, value] : values_) {
    const Type type = find_key(name)->type;
    if (type == Type::kTextList) {
      toml::array parts;
      for (const std::string& part : split_list(value)) parts.push_back(part);
      text << name << " = " << parts << "\n";
    } else if (type == Type::kNumber) {
      text << name << " = " << value << "\n";
    } else {
      text << name << " = " << toml::value<std::string>(value) << "\n";
    }
  }
  // Last, because tables go on to the end of a TOML file.
  text << unknown_;
  return write_file_atomically(path, text.str());
}

Result<std::string> Config::get(std::string_view key) const {
  const ConfigKey* known = find_key(key);
  if (known == nullptr) {
    std::string names;
    for (const ConfigKey& each : kKeys) names += fmt::format("{}{}", names.empty() ? "" : ", ", each.name);
    return fail(ErrorCode::kInvalidArgument, fmt::format("there is no such setting; the settings are {}", names),
                printable(key));
  }
  const auto found = values_.find(key);
  return found == values_.end() ? std::string(known->default_text) : found->second;
}

Result<void> Config::set(std::string_view key, std::string_view value) {
  TRY(get(key));
  if (value.empty()) {
    values_.erase(std::string(key));
    return {};
  }
  TRY(check_value(*find_key(key), value));
  values_.insert_or_assign(std::string(key), std::string(value));
  return {};
}

std::string Config::time_zone() const {
  if (const char* variable = std::getenv("SHOEBOX_TIME_ZONE"); variable != nullptr && *variable != '\0')
    return variable;
  const std::string setting = *get("time_zone");
  return setting.empty() ? system_time_zone() : setting;
}

std::string Config::language() const {
  return *get("language");
}
std::vector<std::string> Config::exclude() const {
  return split_list(*get("exclude"));
}
int Config::jobs() const {
  return static_cast<int>(*parse_number(*get("jobs"), Type::kNumber));
}
std::int64_t Config::index_memory_bytes() const {
  return *parse_number(*get("index_memory"), Type::kBytes);
}

}  // namespace shoebox
