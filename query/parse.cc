// One pass a kind of words, the surest first: structured syntax and quotes, names (places, persons, cameras), kinds,
// times in what is left. Then what was doubtful is settled by what stands beside it, and the grammar joins all.

#include "query/parse.h"

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "query/age_words.h"
#include "query/glue.h"
#include "query/grammar.h"
#include "query/kind_words.h"
#include "query/names.h"
#include "query/place_words.h"
#include "query/sentence.h"
#include "query/structured.h"
#include "query/time_phrase.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kSuggestionsMax = 3;
constexpr std::size_t kMisspeltBytesLeast = 5;

std::string_view cut(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) continue;
    if (characters++ == limits::kQueryCharactersMax) return text.substr(0, at);
  }
  return text.substr(0, limits::kQueryBytesMax);
}

void add_span(std::vector<TextSpan>& spans, TextSpan span) {
  spans.insert(std::upper_bound(spans.begin(), spans.end(), span,
                                [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; }),
               span);
}

/// All that one parse knows while it goes on.
class Parse {
 public:
  Parse(std::string_view text, const ParseContext& context) : sentence_(text), context_(context) {}

  Query run() {
    Structured structured = find_structured(sentence_, context_);
    found_ = std::move(structured.found);
    for (const Found& one : found_) add_span(taken_, one.span);
    take_names();
    take_kinds();
    take_times();
    settle_doubtful();
    settle_if_alone();
    sort_by_place(found_);
    Query query = join(sentence_, found_);
    query.suggestions = suggestions();
    query.unread = std::move(structured.unread);
    // "photos" alone: a question of nothing is no question.
    if (query.chips.empty() && query.meaning.empty() && query.negative_meaning.empty())
      query.meaning = std::string(sentence_.original({0, sentence_.text().size()}));
    return query;
  }

 private:
  void take(Found found) {
    add_span(taken_, found.span);
    found_.push_back(std::move(found));
  }

  void take_names() {
    std::vector<Name> names = find_names(sentence_, context_, taken_);
    if (context_.places != nullptr) narrow_places(sentence_, *context_.places, names);
    read_nearness(sentence_, names);
    drop_places_in_times(names);
    for (Name& name : names) {
      if (name.found.kind == ChipKind::kPerson) {
        if (auto age = age_of(sentence_, name); age && !overlaps(taken_, age->span)) take(std::move(*age));
        persons_.push_back(std::move(name));
      } else if (name.doubtful) {
        doubtful_.push_back(std::move(name));
      } else if (!overlaps(taken_, name.found.span)) {
        take(std::move(name.found));
      }
    }
  }

  /// How many of the characters from `begin` to `end` neither the place nor a time takes. Joining words do not count.
  std::size_t unread(TextSpan whole, std::span<const TextSpan> read) const {
    constexpr std::array kJoins = {"和"sv, "与"sv, "或"sv, "的"sv, "在"sv, "到"sv, "去"sv, "里"sv, "是"sv};
    std::size_t count = 0;
    for (std::size_t at = whole.begin; at < whole.end;) {
      const std::size_t length = character_at(sentence_.text(), at).length;
      const bool inside = std::any_of(read.begin(), read.end(),
                                      [&](const TextSpan& span) { return at >= span.begin && at < span.end; });
      if (!inside && sentence_.text()[at] != ' ' && sentence_.longest_at(at, kJoins) == 0) ++count;
      at += length;
    }
    return count;
  }

  /// Whether a place and a time that share characters are read better as the time: 春天|和, but 2019年|秋田.
  bool is_time_rather(TextSpan place, TextSpan time) const {
    if (time.begin >= place.begin && time.end <= place.end) return false;
    if (time.begin <= place.begin && time.end >= place.end) return true;
    const TextSpan whole{std::min(place.begin, time.begin), std::max(place.end, time.end)};
    std::vector<TextSpan> with_place = {place};
    for (const TimePhrase& phrase : time_phrases(sentence_.text(), context_.now_local_minutes, with_place))
      with_place.push_back({phrase.begin, phrase.end});
    return unread(whole, {{time}}) < unread(whole, with_place);
  }

  /// A place keeps its characters unless a longer time holds it (平安夜) or the rest of both says otherwise.
  void drop_places_in_times(std::vector<Name>& names) const {
    constexpr int kDoubtsMax = 8;  // each is settled by reading the times once more
    const std::vector<TimePhrase> phrases = time_phrases(sentence_.text(), context_.now_local_minutes, taken_);
    int doubts = 0;
    std::size_t next = 0;
    std::erase_if(names, [&](const Name& name) {
      const TextSpan place = name.found.span;
      if (name.found.kind != ChipKind::kPlace) return false;
      while (next < phrases.size() && phrases[next].end <= place.begin) ++next;
      if (next == phrases.size() || phrases[next].begin >= place.end) return false;
      if (phrases[next].strength != TimeStrength::kCertain) return false;
      return doubts++ < kDoubtsMax && is_time_rather(place, {phrases[next].begin, phrases[next].end});
    });
  }

  void take_kinds() {
    const std::string_view text = sentence_.text();
    for (std::size_t at = 0; at < text.size();) {
      std::optional<Found> kind;
      if (text[at] != ' ') kind = kind_at(sentence_, at, context_);
      if (kind && overlaps(taken_, kind->span)) kind.reset();
      at = kind ? kind->span.end : at + character_at(text, at).length;
      if (kind) take(std::move(*kind));
    }
  }

  /// A person's name that is also a time (June) is the time where the words say so ("in June", "June 2022").
  void take_times() {
    std::vector<TimePhrase> phrases = time_phrases(sentence_.text(), context_.now_local_minutes, taken_);
    for (Name& person : persons_) {
      const TextSpan span = person.found.span;
      bool keeps = !overlaps(taken_, span);
      for (TimePhrase& phrase : phrases) {
        if (phrase.end <= span.begin || phrase.begin >= span.end) continue;
        const bool longer = phrase.end - phrase.begin > span.end - span.begin;
        if (phrase.strength == TimeStrength::kCertain && (phrase.introduced || longer))
          keeps = false;
        else
          phrase.end = phrase.begin;
      }
      if (keeps) take(std::move(person.found));
    }
    for (TimePhrase& phrase : phrases) {
      if (phrase.begin >= phrase.end) continue;
      Found found{.span = {phrase.begin, phrase.end}, .kind = ChipKind::kTime};
      found.filter = std::move(phrase.filter);
      found.canonical = std::move(phrase.canonical);
      found.label = std::move(phrase.label);
      if (phrase.strength == TimeStrength::kIfAlone)
        if_alone_.push_back(std::move(found));
      else
        take(std::move(found));
    }
  }

  const Found* filter_that(bool ends, std::size_t at) const {
    for (const Found& found : found_) {
      if ((ends ? found.span.end : found.span.begin) == at) return &found;
    }
    return nullptr;
  }

  /// The filter next to a part, with nothing between but blanks and one of `joints`.
  const Found* beside(TextSpan span, bool behind, std::span<const std::string_view> joints) const {
    std::size_t at = behind ? sentence_.skip_blanks(span.end) : sentence_.skip_blanks_back(span.begin);
    if (const Found* found = filter_that(!behind, at)) return found;
    const std::size_t joint = behind ? sentence_.longest_at(at, joints) : sentence_.longest_before(at, joints);
    at = behind ? sentence_.skip_blanks(at + joint) : sentence_.skip_blanks_back(at - joint);
    return joint > 0 ? filter_that(!behind, at) : nullptr;
  }

  bool ends_phrase(std::size_t at) const {
    constexpr std::array kNext = {"in"sv, "on"sv,     "at"sv,    "from"sv,     "with"sv, "and"sv, "or"sv,
                                  "的"sv, "photos"sv, "photo"sv, "pictures"sv, "trip"sv, "by"sv};
    at = sentence_.skip_blanks(at);
    if (at >= sentence_.text().size() || filter_that(false, at) != nullptr) return true;
    const Letter letter = letter_of(character_at(sentence_.text(), at).code);
    return letter == Letter::kOther || sentence_.longest_at(at, kNext) > 0;
  }

  /// No word stands right before that it could belong to ("roast turkey").
  bool begins_phrase(std::size_t at) const {
    constexpr std::array kLast = {"and"sv,  "or"sv, "photos"sv, "pictures"sv, "pics"sv,
                                  "trip"sv, "和"sv, "或"sv,     "的"sv};
    at = sentence_.skip_blanks_back(at);
    if (at == 0 || filter_that(true, at) != nullptr || sentence_.longest_before(at, kLast) > 0) return true;
    return letter_of(character_before(sentence_.text(), at).code) == Letter::kOther;
  }

  /// A name that is also a common word: a place beside a date or another place, or as the whole question.
  bool is_place_here(const Name& name) const {
    constexpr std::array kDateJoints = {","sv, "in"sv, "on"sv, "during"sv, "since"sv, "的"sv};
    constexpr std::array kPlaceJoints = {","sv, "and"sv, "or"sv, "&"sv, "/"sv, "和"sv, "或"sv, "或者"sv, "、"sv};
    constexpr std::array kDescribes = {"a"sv,   "an"sv,  "the"sv, "very"sv, "so"sv, "really"sv,
                                       "how"sv, "too"sv, "is"sv,  "was"sv,  "my"sv, "some"sv};
    const TextSpan span = name.found.span;
    const TextSpan all = without_glue(sentence_, {.span = {0, sentence_.text().size()}});
    if (all.begin == span.begin && all.end == span.end) {
      const bool nothing_else =
          sentence_.part({0, span.begin}).find_first_not_of(" ,.") == std::string_view::npos &&
          sentence_.part({span.end, sentence_.text().size()}).find_first_not_of(" ,.!?") == std::string_view::npos;
      return nothing_else;
    }
    if (sentence_.longest_before(span.begin, kDescribes) > 0 || !begins_phrase(span.begin)) return false;
    const Found* const behind = beside(span, true, kDateJoints);
    if (behind != nullptr && behind->kind == ChipKind::kTime) return true;
    const Found* const before = beside(span, false, kDateJoints);
    if (before != nullptr && before->kind == ChipKind::kTime && ends_phrase(span.end)) return true;
    const Found* const listed = beside(span, true, kPlaceJoints);
    if (listed != nullptr && listed->kind == ChipKind::kPlace) return true;
    const Found* const listed_before = beside(span, false, kPlaceJoints);
    return listed_before != nullptr && listed_before->kind == ChipKind::kPlace && ends_phrase(span.end);
  }

  void settle_doubtful() {
    for (Name& name : doubtful_) {
      if (!overlaps(taken_, name.found.span) && is_place_here(name)) take(std::move(name.found));
    }
  }

  /// "may", "summer": times when the rest is nothing but filters and words such as "photos".
  void settle_if_alone() {
    if (if_alone_.empty()) return;
    std::vector<TextSpan> spans = taken_;
    for (const Found& found : if_alone_) {
      if (!overlaps(taken_, found.span)) add_span(spans, found.span);
    }
    if (!only_glue_between(sentence_, spans)) return;
    for (Found& found : if_alone_) {
      if (!overlaps(taken_, found.span)) take(std::move(found));
    }
  }

  /// "san fransisco": two words where they are nearly a name, else the first alone.
  TextSpan with_next_word(TextSpan word) const {
    const std::string_view text = sentence_.text();
    if (word.end >= text.size() || text[word.end] != ' ') return word;
    const TextSpan next = sentence_.word_at(word.end + 1);
    const TextSpan both{word.begin, next.end};
    const bool two = next.begin == word.end + 1 && next.end > next.begin && !overlaps(taken_, both);
    return two && context_.places->suggestion(sentence_.part(both)) ? both : word;
  }

  /// The whole text with one word mended that is nearly a place's name: after "in" and the like, with a capital, or
  /// alone.
  std::vector<std::string> suggestions() const {
    constexpr std::array kLeads = {"in"sv, "at"sv, "from"sv, "to"sv, "near"sv, "around"sv, "在"sv, "去"sv, "到"sv};
    std::vector<std::string> mended;
    const std::string_view text = sentence_.text();
    if (context_.places == nullptr) return mended;
    for (std::size_t at = 0; at < text.size() && mended.size() < kSuggestionsMax;) {
      TextSpan word = sentence_.word_at(at);
      if (word.begin == word.end) {
        at += character_at(text, at).length;
        continue;
      }
      at = word.end;
      if (overlaps(taken_, word)) continue;
      const char first = sentence_.original(word).front();
      const bool capital = first >= 'A' && first <= 'Z';
      const bool led = sentence_.longest_before(word.begin, kLeads) > 0;
      if (!capital && !led && word.begin != 0) continue;
      word = with_next_word(word);
      const bool alone = word.begin == 0 && word.end == text.size();
      if ((!capital && !led && !alone) || word.end - word.begin < kMisspeltBytesLeast) continue;
      at = word.end;
      const TextSpan origin = sentence_.origin(word);
      const std::string_view whole = sentence_.original({0, text.size()});
      const auto name = context_.places->suggestion(sentence_.part(word));
      if (!name || name->empty() || whole.size() < origin.end) continue;
      std::string right = *name;
      for (std::size_t i = 0; capital && i < right.size(); ++i) {
        const bool begins = (i == 0 || right[i - 1] == ' ') && right[i] >= 'a' && right[i] <= 'z';
        if (begins) right[i] = static_cast<char>(right[i] - 'a' + 'A');
      }
      mended.push_back(std::string(whole.substr(0, origin.begin)) + right + std::string(whole.substr(origin.end)));
    }
    return mended;
  }

  Sentence sentence_;
  const ParseContext& context_;
  std::vector<Found> found_;
  std::vector<TextSpan> taken_;  // of found_, ascending
  std::vector<Name> persons_;
  std::vector<Name> doubtful_;
  std::vector<Found> if_alone_;
};

}  // namespace

Query parse(std::string_view text, const ParseContext& context) {
  return Parse(cut(text), context).run();
}

}  // namespace shoebox::query
