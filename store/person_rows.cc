#include "store/person_rows.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

constexpr int kFromFiles = 2;  // photo_person.source

/// The next character of UTF-8, eaten from the front; a byte that is none stands for itself.
char32_t next_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  const std::size_t count = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (count == 1 || text.size() < count) {
    text.remove_prefix(1);
    return first;
  }
  char32_t character = first & (0xFFU >> (count + 1));
  for (std::size_t i = 1; i < count; ++i) character = character << 6 | (byte(i) & 0x3FU);
  text.remove_prefix(count);
  return character;
}

void append(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | c >> 6);
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | c >> 18);
    text += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Latin, Greek and Cyrillic letters in lower case, full-width forms as usual ones.
char32_t folded(char32_t c) {
  if (c == 0x3000 || c == 0xA0 || c == '\t' || c == '\n') return ' ';
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x137) return c | 1;
  const bool odd_capitals = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (odd_capitals) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x14A && c <= 0x177) return c | 1;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

Result<std::optional<std::int64_t>> find_person(Connection& connection, const std::string& folded_name) {
  auto row = TRY(connection.query(
      "SELECT ifnull(merged_into, id) FROM person WHERE folded = ?1 UNION ALL SELECT ifnull(p.merged_into, "
      "p.id) FROM person_alias a JOIN person p ON p.id = a.person_id WHERE a.folded = ?1 LIMIT 1",
      folded_name));
  if (!TRY(row.step())) return std::nullopt;
  return row.integer(0);
}

Result<std::int64_t> find_or_add(Connection& connection, const std::string& name, const std::string& folded_name) {
  if (const auto known = TRY(find_person(connection, folded_name))) return *known;
  const std::int64_t added_at = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO person(name, folded, source, added_at) VALUES(?, ?, ?, ?)", name, folded_name,
                     kFromFiles, added_at));
  return connection.last_insert_id();
}

Result<std::set<std::int64_t>> people_now(Connection& connection, PhotoId photo) {
  std::set<std::int64_t> people;
  auto rows = TRY(connection.query("SELECT person_id FROM photo_person WHERE photo_id = ? AND source = ?", photo.value,
                                   kFromFiles));
  while (TRY(rows.step())) people.insert(rows.integer(0));
  return people;
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string text;
  while (!name.empty()) {
    const char32_t character = folded(next_character(name));
    if (character == ' ' && (text.empty() || text.back() == ' ')) continue;
    append(text, character);
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

Result<void> set_file_people(Connection& connection, PhotoId photo, std::span<const std::string> names) {
  const std::set<std::int64_t> before = TRY(people_now(connection, photo));
  std::set<std::int64_t> after;
  for (const std::string& name : names) {
    const std::string folded_name = fold_name(name);
    if (!folded_name.empty()) after.insert(TRY(find_or_add(connection, name, folded_name)));
  }
  for (const std::int64_t person : after) {
    if (before.contains(person)) continue;
    TRY(connection.run("INSERT INTO photo_person(photo_id, person_id, source) VALUES(?, ?, ?)", photo.value, person,
                       kFromFiles));
  }
  for (const std::int64_t person : before) {
    if (after.contains(person)) continue;
    TRY(connection.run("DELETE FROM photo_person WHERE photo_id = ? AND person_id = ? AND source = ?", photo.value,
                       person, kFromFiles));
    TRY(connection.run(
        "DELETE FROM person WHERE id = ?1 AND source = ?2 AND birthday IS NULL AND hidden = 0 AND "
        "merged_into IS NULL AND NOT EXISTS(SELECT 1 FROM photo_person WHERE person_id = ?1) AND NOT "
        "EXISTS(SELECT 1 FROM face WHERE person_id = ?1) AND NOT EXISTS(SELECT 1 FROM person_alias WHERE "
        "person_id = ?1) AND NOT EXISTS(SELECT 1 FROM person other WHERE other.merged_into = ?1)",
        person, kFromFiles));
  }
  return {};
}

}  // namespace shoebox::store
