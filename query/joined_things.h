#pragma once
// Place names that are no places where they stand: joined to a thing that they give a name to (北京烤鸭, "boston
// terrier", 长城汽车), a sight (东京塔, "london eye"), part of another word (大理石, 三明治) or of a person's or a
// brand's name ("paris hilton"). Lists of such things and words, no list of places. Pure.

#include "query/sentence.h"

namespace shoebox::query {

/// Whether the place name at `name` is part of a longer word or a well-known name.
bool is_part_of_another_word(const Sentence& sentence, TextSpan name);

enum class Joined : std::uint8_t { kNo, kThing, kSight };

/// What the words right behind a place name make of it. A thing stays a thing only when nothing leads to the place ("in
/// beijing duck" is a place); a sight is one in any case.
Joined joined_behind(const Sentence& sentence, TextSpan name);

}  // namespace shoebox::query
