#pragma once
// What a picture is, in a sentence: screenshot, panorama, selfie, burst, Live Photo, RAW; upright or wide; favourites
// and stars; the lens. Words that are also things (live, raw, portrait, square, stars) count only beside a word for
// photos or for the way a picture is held. Pure.

#include <cstddef>
#include <optional>

#include "query/found.h"
#include "query/parse.h"
#include "query/sentence.h"

namespace shoebox::query {

/// The kind, orientation, rating, favourite, lens or (where the context asks for them) count of people named at
/// `position`.
std::optional<Found> kind_at(const Sentence& sentence, std::size_t position, const ParseContext& context);

}  // namespace shoebox::query
