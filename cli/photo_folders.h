#pragma once
// Photos and their folders are never written to, also not where a user names one for an answer by mistake.

#include <string>

#include "core/result.h"
#include "engine/library.h"

namespace shoebox::cli {

/// Whether a file may be made in `folder` (absolute; it need not be there yet). kInvalidArgument when it lies in a
/// folder of the library, by whatever name or link.
Result<void> check_outside_photos(engine::Library& library, const std::string& folder);

}  // namespace shoebox::cli
