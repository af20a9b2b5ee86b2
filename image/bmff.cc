#include "image/bmff.h"

#include <algorithm>
#include <map>
#include <set>

#include "image/bytes.h"

namespace shoebox::image::bmff {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kBrandsMax = 64;
constexpr std::size_t kEntriesMax = 1 << 16;  // of any list: items, extents, references

/// Reads big-endian numbers one after another; after the end everything is 0 and ok() is false.
class Cursor final {
 public:
  explicit Cursor(Bytes bytes) : bytes_(bytes) {}

  /// `size` 0 reads nothing and gives 0, as the fields of variable size ask for.
  std::uint64_t number(int size) {
    if (size == 0) return 0;
    const auto value = read_number(bytes_, offset_, size, ByteOrder::kBig);
    ok_ = ok_ && value.has_value();
    offset_ += static_cast<std::uint64_t>(size);
    return value.value_or(0);
  }
  bool ok() const { return ok_; }
  Bytes rest() const { return offset_ <= bytes_.size() ? bytes_.subspan(offset_) : Bytes(); }

 private:
  Bytes bytes_;
  std::uint64_t offset_ = 0;
  bool ok_ = true;
};

/// A full box begins with a version and flags.
int take_version(Cursor& cursor) {
  return static_cast<int>(cursor.number(4) >> 24);
}

struct Extent {
  std::uint64_t offset;
  std::uint64_t length;  // 0: to the end
};

struct Location {
  int construction = 0;  // 0: offsets into the file, 1: into the idat box
  std::vector<Extent> extents;
};

/// What a meta box says of its items.
struct Meta {
  std::uint64_t primary = 0;
  std::map<std::uint64_t, std::string_view> types;
  std::map<std::uint64_t, Location> locations;
  std::map<std::uint64_t, std::vector<std::uint64_t>> parts;  // "dimg" references
  Bytes idat;
};

void read_primary(Bytes payload, Meta& meta) {
  Cursor cursor(payload);
  meta.primary = cursor.number(take_version(cursor) == 0 ? 2 : 4);
}

void read_item_types(Bytes payload, Meta& meta) {
  Cursor cursor(payload);
  cursor.number(take_version(cursor) == 0 ? 2 : 4);
  Bytes rest = cursor.rest();
  for (std::size_t i = 0; i < kEntriesMax; ++i) {
    const auto box = take_box(rest);
    if (!box) return;
    if (box->type != "infe") continue;
    Cursor entry(box->payload);
    const int version = take_version(entry);
    if (version < 2) continue;
    const std::uint64_t id = entry.number(version == 2 ? 2 : 4);
    entry.number(2);
    const Bytes type = entry.rest();
    if (!entry.ok() || type.size() < 4) continue;
    meta.types[id] = {reinterpret_cast<const char*>(type.data()), 4};
  }
}

struct LocationFormat {
  int version;
  int offset_size;
  int length_size;
  int base_size;
  int index_size;
};

bool read_location(Cursor& cursor, const LocationFormat& format, std::size_t& extents_left, Meta& meta) {
  const std::uint64_t id = cursor.number(format.version < 2 ? 2 : 4);
  Location location;
  if (format.version > 0) location.construction = static_cast<int>(cursor.number(2) & 0xF);
  cursor.number(2);  // data reference: other files are not followed
  const std::uint64_t base = cursor.number(format.base_size);
  const std::uint64_t count = cursor.number(2);
  if (!cursor.ok() || count > extents_left) return false;
  extents_left -= count;
  for (std::uint64_t i = 0; i < count; ++i) {
    cursor.number(format.index_size);
    const std::uint64_t offset = cursor.number(format.offset_size);
    const std::uint64_t length = cursor.number(format.length_size);
    if (!cursor.ok() || offset + base < base) return false;
    location.extents.push_back({base + offset, length});
  }
  meta.locations[id] = std::move(location);
  return true;
}

void read_locations(Bytes payload, Meta& meta) {
  Cursor cursor(payload);
  LocationFormat format{};
  format.version = take_version(cursor);
  const auto sizes = static_cast<int>(cursor.number(2));
  format.offset_size = sizes >> 12 & 0xF;
  format.length_size = sizes >> 8 & 0xF;
  format.base_size = sizes >> 4 & 0xF;
  format.index_size = format.version > 0 ? sizes & 0xF : 0;
  const auto allowed = [](int size) { return size == 0 || size == 4 || size == 8; };
  if (format.version > 2 || !allowed(format.offset_size) || !allowed(format.length_size) ||
      !allowed(format.base_size) || !allowed(format.index_size)) {
    return;
  }
  const std::uint64_t count = cursor.number(format.version < 2 ? 2 : 4);
  std::size_t extents_left = kEntriesMax;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, kEntriesMax); ++i) {
    if (!read_location(cursor, format, extents_left, meta)) return;
  }
}

void read_references(Bytes payload, Meta& meta) {
  Cursor cursor(payload);
  const int id_size = take_version(cursor) == 0 ? 2 : 4;
  Bytes rest = cursor.rest();
  for (std::size_t i = 0; i < kEntriesMax; ++i) {
    const auto box = take_box(rest);
    if (!box) return;
    if (box->type != "dimg") continue;
    Cursor entry(box->payload);
    const std::uint64_t from = entry.number(id_size);
    const std::uint64_t count = entry.number(2);
    std::vector<std::uint64_t> parts;
    for (std::uint64_t k = 0; k < count && entry.ok(); ++k) parts.push_back(entry.number(id_size));
    if (entry.ok()) meta.parts[from] = std::move(parts);
  }
}

Meta read_meta(Bytes payload) {
  Meta meta;
  Cursor cursor(payload);
  take_version(cursor);
  Bytes rest = cursor.rest();
  while (const auto box = take_box(rest)) {
    if (box->type == "pitm") read_primary(box->payload, meta);
    if (box->type == "iinf") read_item_types(box->payload, meta);
    if (box->type == "iloc") read_locations(box->payload, meta);
    if (box->type == "iref") read_references(box->payload, meta);
    if (box->type == "idat") meta.idat = box->payload;
  }
  return meta;
}

/// Gathers the bytes of items; a part that is used twice or refers back to its whole is taken once.
class Gatherer final {
 public:
  Gatherer(Bytes file, const Meta& meta) : file_(file), meta_(meta) {}

  bool add(std::uint64_t id) {
    if (!seen_.insert(id).second) return true;
    if (seen_.size() > kEntriesMax || !meta_.types.contains(id) || !add_extents(id)) return false;
    const auto parts = meta_.parts.find(id);
    if (parts == meta_.parts.end()) return true;
    // Parts of parts of parts do not occur; a chain of thousands is an attack on the stack.
    if (++depth_ > 8) return false;
    const bool all = std::ranges::all_of(parts->second, [this](std::uint64_t part) { return add(part); });
    --depth_;
    return all;
  }
  std::vector<Bytes> take() { return std::move(pieces_); }

 private:
  bool add_extents(std::uint64_t id) {
    const auto found = meta_.locations.find(id);
    if (found == meta_.locations.end()) return false;
    const auto& location = found->second;
    if (location.construction > 1) return false;
    const Bytes source = location.construction == 0 ? file_ : meta_.idat;
    for (const auto& extent : location.extents) {
      if (extent.offset >= source.size()) return false;
      const std::uint64_t room = source.size() - extent.offset;
      if (extent.length > room) return false;
      pieces_.push_back(source.subspan(extent.offset, extent.length == 0 ? room : extent.length));
    }
    return true;
  }

  Bytes file_;
  const Meta& meta_;
  std::set<std::uint64_t> seen_;
  int depth_ = 0;
  std::vector<Bytes> pieces_;
};

}  // namespace

std::optional<Box> take_box(std::span<const std::byte>& rest) {
  const auto short_size = read_number(rest, 0, 4, ByteOrder::kBig);
  if (!short_size || rest.size() < 8) return std::nullopt;
  std::uint64_t header = 8;
  std::uint64_t size = *short_size;
  if (size == 1) {
    size = read_number(rest, 8, 8, ByteOrder::kBig).value_or(0);
    header = 16;
  } else if (size == 0) {
    size = rest.size();
  }
  if (size < header || size > rest.size()) return std::nullopt;
  const Box box{{reinterpret_cast<const char*>(rest.data()) + 4, 4}, rest.subspan(header, size - header)};
  rest = rest.subspan(size);
  return box;
}

std::vector<std::string_view> brands(std::span<const std::byte> head) {
  const auto box = take_box(head);
  if (!box || box->type != "ftyp") return {};
  const std::string_view text(reinterpret_cast<const char*>(box->payload.data()), box->payload.size());
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at + 4 <= text.size() && found.size() < kBrandsMax; at += 4) {
    // The second word is the minor version.
    if (at != 4) found.push_back(text.substr(at, 4));
  }
  return found;
}

std::optional<std::vector<std::span<const std::byte>>> primary_item_data(std::span<const std::byte> file) {
  Bytes rest = file;
  while (const auto box = take_box(rest)) {
    if (box->type != "meta") continue;
    const Meta meta = read_meta(box->payload);
    Gatherer gatherer(file, meta);
    if (!gatherer.add(meta.primary)) return std::nullopt;
    auto pieces = gatherer.take();
    if (pieces.empty()) return std::nullopt;
    return pieces;
  }
  return std::nullopt;
}

}  // namespace shoebox::image::bmff
