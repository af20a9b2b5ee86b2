#include "ingest/sidecar.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/log.h"
#include "core/path.h"
#include "ingest/name_facts.h"
#include "ingest/picasa_ini.h"

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

/// Picasa's file of the whole folder is a sidecar of each of its pictures.
Result<image::Metadata> read_folder_file(std::string_view picture, const std::string& path) {
  const std::string ini = TRY(read_file(path, kPicasaIniBytesMax));
  return read_picasa_ini(ini, file_name(picture));
}

/// A picture has one sidecar's worth of facts: what the XMP leaves open, Picasa may fill.
void fill_in(image::Metadata& sidecar, image::Metadata picasa) {
  for (std::string& person : picasa.people)
    if (std::ranges::find(sidecar.people, person) == sidecar.people.end()) sidecar.people.push_back(std::move(person));
  if (sidecar.keywords.empty()) sidecar.keywords = std::move(picasa.keywords);
  if (sidecar.description.empty()) sidecar.description = std::move(picasa.description);
  sidecar.favourite = sidecar.favourite || picasa.favourite;
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
    const bool picasa = is_picasa_ini(file_name(companion.path));
    auto metadata = picasa ? read_folder_file(path, companion.path) : read(companion.path);
    if (!metadata) {
      log::warning("a sidecar cannot be read: " + metadata.error().text());
      continue;
    }
    const auto same = std::ranges::find(facts, *source, &store::Facts::source);
    if (picasa && same != facts.end()) {
      fill_in(same->metadata, std::move(*metadata));
      continue;
    }
    // A Takeout moment is in UTC; so is none of XMP's that has no zone.
    const bool is_utc = source == store::FactSource::kTakeout && metadata->taken.has_value();
    facts.push_back({*source, std::move(*metadata), is_utc});
  }
  return facts;
}

}  // namespace shoebox::ingest
