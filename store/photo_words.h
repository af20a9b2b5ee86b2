#pragma once
// Words of a photo: names of its files and folders, captions, titles, keywords, text read from the picture. An index of
// them (FTS5) finds photos by word; visits let exact text be looked for. Words are cut here, for what is stored and for
// what is asked alike: Chinese, Japanese and Korean text as single characters and as pairs of neighbours, all other
// text as words. Threads: as the Database.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"

namespace shoebox::store {

enum class WordSource : std::uint8_t { kName, kFolder, kCaption, kPicture };
constexpr std::size_t kWordSources = 4;

/// The words of a stored text, with blanks between them, as the index takes them.
std::string indexed_words(std::string_view text);
/// The words of a question: pairs of neighbours, a single character only where it stands alone; every one once.
std::vector<std::string> asked_words(std::string_view text);

/// A photo that has some of the asked words: bit i of found[source] is set when it has words[i] there.
struct WordsFound {
  Slot slot;
  std::array<std::uint32_t, kWordSources> found{};
};

class PhotoWords final {
 public:
  explicit PhotoWords(Database& database) : database_(database) {}

  /// Takes up what was committed since it was last called, in transactions of its own. Needs kReadWrite. Stops early
  /// when `stop` says so; the rest is taken up next time.
  Result<void> catch_up(const std::function<bool()>& stop = {});

  /// At most 32 words; a word that more than `photos_max` photos have says nothing of a photo and is passed over.
  Result<std::vector<WordsFound>> find(const std::vector<std::string>& words, std::size_t photos_max);

  /// Where every file of every photo is: the root's own name and the path in it ("Pictures/2025/Japan/IMG_1.jpg").
  Result<void> visit_paths(const std::function<void(Slot, std::string_view path)>& visitor);
  /// Titles, descriptions, keywords and text read from pictures, one by one.
  Result<void> visit_texts(const std::function<void(Slot, std::string_view text)>& visitor);

 private:
  Result<std::size_t> take_up(std::size_t count_max);

  Database& database_;
};

}  // namespace shoebox::store
