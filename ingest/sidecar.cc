#include "ingest/sidecar.h"

#include <utility>

#include "core/log.h"

namespace shoebox::ingest {

std::vector<store::Facts> sidecar_facts(const SidecarReader& read, std::span<const store::Companion> companions) {
  std::vector<store::Facts> facts;
  if (!read) return facts;
  for (const store::Companion& companion : companions) {
    if (companion.kind != store::CompanionKind::kXmpSidecar) continue;
    auto metadata = read(companion.path);
    if (metadata) {
      facts.push_back({.source = store::FactSource::kSidecar, .metadata = std::move(*metadata)});
    } else {
      log::warning("a sidecar cannot be read: " + metadata.error().text());
    }
  }
  return facts;
}

}  // namespace shoebox::ingest
