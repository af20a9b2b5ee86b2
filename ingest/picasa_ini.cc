// Sections are named after pictures: star=yes, caption=…, keywords=a,b, faces=rect64(…),ID;rect64(…),ID. [Contacts2]
// has ID=Name;; and the [Contacts] of old versions ID=Name.

#include "ingest/picasa_ini.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace shoebox::ingest {

namespace {

constexpr std::size_t kTextBytesMax = 1024;
constexpr std::size_t kListMax = 200;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_lower(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

/// The part before the next `mark`, which is taken off the text.
std::string_view next_part(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// Old versions wrote the language's own encoding: what is not UTF-8 would be a wrong name.
bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || first < 0x20 || length > text.size() - at) return false;
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    if (!std::ranges::all_of(text.substr(at + 1, length - 1), continues)) return false;
    at += length;
  }
  return true;
}

bool is_text(std::string_view text) {
  return !text.empty() && text.size() <= kTextBytesMax && is_utf8(text);
}

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (is_text(text) && list.size() < kListMax && std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

class Reader {
 public:
  explicit Reader(std::string_view picture_name) : picture_name_(picture_name) {}

  image::Metadata read(std::string_view ini) {
    while (!ini.empty()) read_line(trimmed(next_part(ini, '\n')));
    for (const std::string_view id : faces_) {
      if (const auto contact = contacts_.find(id); contact != contacts_.end()) add_once(found_.people, contact->second);
    }
    return std::move(found_);
  }

 private:
  enum class Section : std::uint8_t { kOther, kPicture, kContacts };

  void read_line(std::string_view line) {
    if (line.starts_with('[') && line.ends_with(']')) {
      const std::string_view name = line.substr(1, line.size() - 2);
      const bool contacts = equals_lower(name, "contacts2") || equals_lower(name, "contacts");
      section_ = contacts                            ? Section::kContacts
                 : equals_lower(name, picture_name_) ? Section::kPicture
                                                     : Section::kOther;
      return;
    }
    if (section_ == Section::kOther || !line.contains('=')) return;
    const std::string_view key = trimmed(next_part(line, '='));
    if (section_ == Section::kContacts)
      contacts_.emplace(key, trimmed(next_part(line, ';')));
    else
      read_fact(key, trimmed(line));
  }

  void read_fact(std::string_view key, std::string_view value) {
    if (equals_lower(key, "star")) {
      found_.favourite = equals_lower(value, "yes");
    } else if (equals_lower(key, "caption")) {
      if (is_text(value)) found_.description = value;
    } else if (equals_lower(key, "keywords")) {
      while (!value.empty()) add_once(found_.keywords, trimmed(next_part(value, ',')));
    } else if (equals_lower(key, "faces")) {
      while (!value.empty() && faces_.size() < kListMax) {
        std::string_view face = next_part(value, ';');
        next_part(face, ',');  // where the face is
        faces_.push_back(trimmed(face));
      }
    }
  }

  std::string_view picture_name_;
  Section section_ = Section::kOther;
  std::vector<std::string_view> faces_;
  std::unordered_map<std::string_view, std::string_view> contacts_;
  image::Metadata found_;
};

}  // namespace

bool is_picasa_ini(std::string_view name) {
  return equals_lower(name, ".picasa.ini") || equals_lower(name, "picasa.ini");
}

image::Metadata read_picasa_ini(std::string_view ini, std::string_view picture_name) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (ini.starts_with(kByteOrderMark)) ini.remove_prefix(kByteOrderMark.size());
  return Reader(picture_name).read(ini);
}

}  // namespace shoebox::ingest
