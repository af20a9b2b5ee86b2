#include "store/photo_words.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "store/connection.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

constexpr std::size_t kPhotosPerTransaction = 2000;
constexpr std::size_t kWordsMax = 32;
constexpr std::array<std::string_view, kWordSources> kColumns = {"name", "folder", "caption", "picture"};

/// The character at the front of `text`, and how long it is; damaged bytes are one character each, U+FFFD.
struct Character {
  char32_t code = 0xFFFD;
  std::size_t length = 1;
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || text.size() < length) return {};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(i) & 0x3FU);
  return {code, length};
}

/// Scripts that are written without blanks between words.
bool is_cjk(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_ascii_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_word(char32_t c) {
  // Latin, Greek, Cyrillic and further alphabets; general punctuation and symbols are not.
  return is_ascii_word(c) || (c >= 0xC0 && c < 0x2000) || (c >= 0xFF10 && c <= 0xFF5A);
}

enum class Piece : std::uint8_t { kCjk, kWord };

/// Calls `visitor` for every run of characters of one kind, as views into `text`.
template <typename Visitor>
void visit_runs(std::string_view text, Visitor visitor) {
  std::size_t begin = 0;
  std::optional<Piece> piece;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_character(text.substr(at));
    std::optional<Piece> next;
    if (is_cjk(character.code))
      next = Piece::kCjk;
    else if (is_word(character.code))
      next = Piece::kWord;
    if (next != piece) {
      if (piece) visitor(*piece, text.substr(begin, at - begin));
      begin = at;
      piece = next;
    }
    at += character.length;
  }
  if (piece) visitor(*piece, text.substr(begin));
}

/// Calls `visitor` for the neighbours of a CJK run, and with single characters too where `singles`.
template <typename Visitor>
void visit_bigrams(std::string_view run, bool singles, Visitor visitor) {
  std::size_t before = 0;
  bool has_before = false;
  for (std::size_t at = 0; at < run.size();) {
    const std::size_t length = first_character(run.substr(at)).length;
    if (singles) visitor(run.substr(at, length));
    if (has_before) visitor(run.substr(before, at + length - before));
    before = at;
    has_before = true;
    at += length;
  }
}

constexpr const char* kNextPhotos =
    "SELECT id, commit_seq FROM photo WHERE commit_seq > (SELECT CAST(value AS INTEGER) FROM setting WHERE "
    "key = 'words_commit') ORDER BY commit_seq, id LIMIT ?";

constexpr const char* kFilesOf =
    "SELECT DISTINCT root.path, folder.path, f.name FROM file f JOIN folder ON folder.id = f.folder_id JOIN root ON "
    "root.id = folder.root_id WHERE f.photo_id = ?";

constexpr const char* kTextsOf =
    "SELECT DISTINCT m.title, m.description, m.keywords FROM file f JOIN metadata m ON m.file_id = f.id WHERE "
    "f.photo_id = ?";

/// Columns in the order of WordSource.
using Texts = std::array<std::string, kWordSources>;

void add_text(std::string& to, std::string_view text) {
  if (text.empty()) return;
  if (!to.empty()) to += ' ';
  to += text;
}

/// The last part of a path: a root's own name says what is in it, what stands before does not.
std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

Result<Texts> texts_of(Connection& connection, std::int64_t photo) {
  Texts texts;
  auto files = TRY(connection.query(kFilesOf, photo));
  while (TRY(files.step())) {
    add_text(texts[1], last_part(files.text(0)));
    add_text(texts[1], files.text(1));
    add_text(texts[0], files.text(2).substr(0, files.text(2).rfind('.')));
  }
  auto captions = TRY(connection.query(kTextsOf, photo));
  while (TRY(captions.step())) {
    for (int column = 0; column < 3; ++column) add_text(texts[2], captions.text(column));
  }
  auto lines = TRY(connection.query("SELECT text FROM text_line WHERE photo_id = ?", photo));
  while (TRY(lines.step())) add_text(texts[3], lines.text(0));
  return texts;
}

Result<void> put_words(Connection& connection, std::int64_t photo) {
  const Texts texts = TRY(texts_of(connection, photo));
  TRY(connection.run("DELETE FROM photo_words WHERE rowid = ?", photo));
  return connection.run("INSERT INTO photo_words(rowid, name, folder, caption, picture) VALUES(?, ?, ?, ?, ?)", photo,
                        indexed_words(texts[0]), indexed_words(texts[1]), indexed_words(texts[2]),
                        indexed_words(texts[3]));
}

}  // namespace

std::string indexed_words(std::string_view text) {
  std::string words;
  visit_runs(text, [&](Piece piece, std::string_view run) {
    if (piece == Piece::kWord) return add_text(words, run);
    visit_bigrams(run, true, [&](std::string_view gram) { add_text(words, gram); });
  });
  return words;
}

std::vector<std::string> asked_words(std::string_view text) {
  std::vector<std::string> words;
  const auto add = [&](std::string_view word) {
    if (std::ranges::find(words, word) == words.end()) words.emplace_back(word);
  };
  visit_runs(text, [&](Piece piece, std::string_view run) {
    const bool is_single = piece == Piece::kWord || first_character(run).length == run.size();
    if (is_single) return add(run);
    visit_bigrams(run, false, add);
  });
  return words;
}

Result<void> PhotoWords::catch_up(const std::function<bool()>& stop) {
  Connection& connection = database_.connection();
  TRY(connection.run("DELETE FROM photo_words WHERE rowid NOT IN (SELECT id FROM photo)"));
  while (TRY(take_up(kPhotosPerTransaction)) != 0) {
    if (stop && stop()) return {};
  }
  return {};
}

Result<std::size_t> PhotoWords::take_up(std::size_t count_max) {
  Connection& connection = database_.connection();
  const auto transaction = TRY(Transaction::begin(database_));
  std::vector<std::int64_t> photos;
  std::int64_t reached = 0;
  auto rows = TRY(connection.query(kNextPhotos, count_max));
  // Commits are taken whole: the last one goes on in the next round when the limit has cut it.
  while (TRY(rows.step())) {
    photos.push_back(rows.integer(0));
    reached = rows.integer(1);
  }
  if (photos.empty()) return std::size_t{0};
  if (photos.size() == count_max) {
    auto rest = TRY(
        connection.query("SELECT id FROM photo WHERE commit_seq = ? AND id > ? ORDER BY id", reached, photos.back()));
    while (TRY(rest.step())) photos.push_back(rest.integer(0));
  }
  for (const std::int64_t photo : photos) TRY(put_words(connection, photo));
  TRY(connection.run("UPDATE setting SET value = ? WHERE key = 'words_commit'", std::to_string(reached)));
  TRY(transaction->commit());
  return photos.size();
}

Result<std::vector<WordsFound>> PhotoWords::find(const std::vector<std::string>& words, std::size_t photos_max) {
  std::map<std::uint32_t, WordsFound> found;
  for (std::size_t i = 0; i < std::min(words.size(), kWordsMax); ++i) {
    for (std::size_t source = 0; source < kWordSources; ++source) {
      // In quotes nothing is an operator; words hold no quotes.
      const std::string match = fmt::format("{} : \"{}\"", kColumns[source], words[i]);
      auto rows = TRY(database_.connection().query(
          "SELECT p.slot FROM photo_words w JOIN photo p ON p.id = w.rowid WHERE photo_words MATCH ? LIMIT ?", match,
          photos_max + 1));
      std::vector<std::uint32_t> slots;
      while (TRY(rows.step())) slots.push_back(static_cast<std::uint32_t>(rows.integer(0)));
      if (slots.size() > photos_max) continue;
      for (const std::uint32_t slot : slots) found[slot].found[source] |= std::uint32_t{1} << i;
    }
  }
  std::vector<WordsFound> result;
  for (auto& [slot, words_found] : found) {
    words_found.slot = Slot{slot};
    result.push_back(words_found);
  }
  return result;
}

Result<void> PhotoWords::visit_paths(const std::function<void(Slot, std::string_view)>& visitor) {
  Connection& connection = database_.connection();
  Snapshot snapshot(connection);
  TRY(snapshot.begin());
  std::map<std::int64_t, std::string> folders;
  auto names = TRY(connection.query("SELECT f.id, r.path, f.path FROM folder f JOIN root r ON r.id = f.root_id"));
  while (TRY(names.step())) {
    folders[names.integer(0)] = absolute_from(last_part(names.text(1)), names.text(2));
  }
  auto rows =
      TRY(connection.query("SELECT p.slot, f.folder_id, f.name FROM file f JOIN photo p ON p.id = f.photo_id WHERE "
                           "f.present OR NOT p.present ORDER BY f.folder_id"));
  while (TRY(rows.step())) {
    visitor(Slot{static_cast<std::uint32_t>(rows.integer(0))}, absolute_from(folders[rows.integer(1)], rows.text(2)));
  }
  return {};
}

Result<void> PhotoWords::visit_texts(const std::function<void(Slot, std::string_view)>& visitor) {
  for (const char* sql :
       {"SELECT p.slot, m.title, m.description, m.keywords FROM metadata m JOIN file f ON f.id = m.file_id JOIN photo "
        "p "
        "ON p.id = f.photo_id WHERE m.title IS NOT NULL OR m.description IS NOT NULL OR m.keywords IS NOT NULL",
        "SELECT p.slot, group_concat(t.text, char(10)), NULL, NULL FROM text_line t JOIN photo p ON p.id = t.photo_id "
        "GROUP BY t.photo_id"}) {
    auto rows = TRY(database_.connection().query(sql));
    while (TRY(rows.step())) {
      for (int column = 1; column <= 3; ++column) {
        if (!rows.is_null(column)) visitor(Slot{static_cast<std::uint32_t>(rows.integer(0))}, rows.text(column));
      }
    }
  }
  return {};
}

}  // namespace shoebox::store
