#pragma once
// Which photos are one thing to a user: RAW and JPEG of one shot, the pictures of a burst, an edited copy and its
// original. By names, folders, times and what the files say; never by looks. Pure.

#include <array>
#include <span>
#include <string>
#include <vector>

#include "store/group_repository.h"

namespace shoebox::ingest {

inline const std::array<std::string, 3> kGroupKinds = {"raw", "burst", "edited"};

/// Groups of all kinds, each with the photo that stands for it first: of a RAW pair the JPEG, of a burst the chosen or
/// best one, of a copy and its original the copy. A photo may be in several, in one of each kind at most.
std::vector<store::PhotoGroup> find_groups(std::span<const store::GroupCandidate> photos);

}  // namespace shoebox::ingest
