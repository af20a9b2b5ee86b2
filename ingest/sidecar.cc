#include "ingest/sidecar.h"

#include <optional>
#include <utility>

#include "core/log.h"
#include "core/path.h"
#include "ingest/name_facts.h"

namespace shoebox::ingest {

namespace {

std::optional<store::FactSource> source_of(store::CompanionKind kind) {
  switch (kind) {
    case store::CompanionKind::kXmpSidecar:
      return store::FactSource::kSidecar;
    case store::CompanionKind::kTakeoutJson:
      return store::FactSource::kTakeout;
    case store::CompanionKind::kLiveVideo:
      break;
  }
  return std::nullopt;
}

int year_of(std::chrono::system_clock::time_point moment) {
  return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(moment)).year());
}

}  // namespace

std::vector<store::Facts> outer_facts(const SidecarReader& read, std::string_view path,
                                      std::span<const store::Companion> companions,
                                      std::chrono::system_clock::time_point now) {
  std::vector<store::Facts> facts{name_facts(file_name(path), year_of(now) + 1)};
  if (!read) return facts;
  for (const store::Companion& companion : companions) {
    const auto source = source_of(companion.kind);
    if (!source) continue;
    auto metadata = read(companion.path);
    if (!metadata) {
      log::warning("a sidecar cannot be read: " + metadata.error().text());
      continue;
    }
    // A Takeout moment is in UTC; so is none of XMP's that has no zone.
    const bool is_utc = source == store::FactSource::kTakeout && metadata->taken.has_value();
    facts.push_back({*source, std::move(*metadata), is_utc});
  }
  return facts;
}

}  // namespace shoebox::ingest
