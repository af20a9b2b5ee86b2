// Opens bytes as a gazetteer and asks it. Most mutations of a whole file end at the checksum, so every second input is
// instead dealt out to the sections of a file whose header is right: what then lies is the content.

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

#include "core/hash.h"
#include "geo/gazetteer.h"
#include "geo/place_names.h"

namespace {

using shoebox::geo::Gazetteer;
using shoebox::geo::Language;
using shoebox::geo::Location;
using shoebox::geo::PlaceNames;
using shoebox::query::AreaKind;

constexpr std::size_t kSections = 20;
constexpr std::size_t kHeaderBytes = 40;
constexpr std::size_t kCellBytes = (360UL * 720 + 1) * 4;
constexpr std::size_t kBandBytes = (360UL + 1) * 4;

template <typename T>
void append(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Of a section of fixed size: small numbers that repeat, so that some ranges hold.
std::string offsets(std::string_view input, std::size_t bytes) {
  std::string out;
  for (const char c : input.empty() ? std::string_view("\0", 1) : input) {
    append(out, static_cast<std::uint32_t>(static_cast<unsigned char>(c)));
  }
  out.reserve(2 * bytes);
  while (out.size() < bytes) out.append(std::string(out));
  out.resize(bytes);
  return out;
}

/// The next piece of the input: two bytes of length, then bytes.
std::string_view take_piece(std::string_view& input) {
  if (input.size() < 2) return {};
  std::uint16_t length = 0;
  std::memcpy(&length, input.data(), sizeof length);
  input.remove_prefix(2);
  const std::string_view piece = input.substr(0, length);
  input.remove_prefix(piece.size());
  return piece;
}

std::string sealed_file(std::string_view input) {
  std::string table;
  std::string body;
  const std::size_t begin = kHeaderBytes + kSections * 16;
  for (std::size_t i = 0; i < kSections; ++i) {
    std::string section(take_piece(input));
    if (i == 4) section = offsets(section, kCellBytes);
    if (i == 7 || i == 18) section = offsets(section, kBandBytes);
    body.append((8 - (begin + body.size()) % 8) % 8, '\0');
    append(table, static_cast<std::uint64_t>(begin + body.size()));
    append(table, static_cast<std::uint64_t>(section.size()));
    body += section;
  }
  const std::string rest = table + body;
  std::string file = "SHBXGAZ1";
  for (const std::uint32_t number : {2U, 7U, static_cast<std::uint32_t>(kSections), 0U}) append(file, number);
  const shoebox::Hash128 hash = shoebox::hash_bytes(std::as_bytes(std::span(rest)));
  file.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  return file + rest;
}

void ask(const Gazetteer& gazetteer, std::string_view words) {
  Location found;
  for (const double latitude : {-90.0, -0.2, 0.0, 0.001, 35.01, 89.9}) {
    for (const double longitude : {-180.0, 0.0, 0.001, 135.77, 180.0}) {
      found = gazetteer.locate(latitude, longitude).value_or(found);
      gazetteer.time_zone(latitude, longitude);
    }
  }
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    gazetteer.describe(found, language);
    for (const AreaKind kind : {AreaKind::kCountry, AreaKind::kRegion, AreaKind::kCity}) {
      gazetteer.name(kind, found.city, language);
      gazetteer.centre(kind, found.country);
      gazetteer.containing(kind, found.region);
    }
  }
  const shoebox::geo::Presence presence{.location = found, .near = {35.01, 135.77}};
  const PlaceNames names(gazetteer, std::span(&presence, 1));
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (const shoebox::query::PlaceMatch& match : names.names_at(words, at)) {
      if (match.length == 0 || match.length > words.size() - at) std::abort();
      if (!match.areas.empty()) names.contains(match.areas.front(), match.areas.back());
    }
  }
  names.suggestion(words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  const bool sealed = (input.front() & 1) != 0;
  input.remove_prefix(1);
  const std::string file = sealed ? sealed_file(input) : std::string(input);
  const int descriptor = ::memfd_create("gazetteer", MFD_CLOEXEC);
  if (descriptor < 0) return 0;
  const bool written = ::write(descriptor, file.data(), file.size()) == static_cast<ssize_t>(file.size());
  const auto gazetteer = Gazetteer::open("/proc/self/fd/" + std::to_string(descriptor));
  if (written && gazetteer) ask(**gazetteer, input.substr(0, 64));
  ::close(descriptor);
  return 0;
}
