#pragma once
// Persons that files and sidecars name: rows of `person` and `photo_person` (source 2), one person a folded name.
// Private to this room.

#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"

namespace shoebox::store {

/// What two spellings of one name have in common: lower case, full-width letters as usual ones, single blanks.
std::string fold_name(std::string_view name);

/// Makes `names` the persons that the photo's files name, and nobody else; an alias or a merged person is who it stands
/// for. A person whom nothing names any more goes, unless the user had to do with them.
Result<void> set_file_people(Connection& connection, PhotoId photo, std::span<const std::string> names);

}  // namespace shoebox::store
