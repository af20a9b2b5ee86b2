#pragma once
// The program's diary: a rotating file in the home (run/shoebox.log) and, when asked, standard error. For people who
// look into a fault; answers to the user never go through here. Thread-safe once opened (open it before any thread
// starts). Never holds the content of a query or of a photo.

#include <string>
#include <string_view>

#include "core/result.h"

namespace shoebox::log {

/// Opens the diary; without it, and before, lines go nowhere. kIo when the file cannot be made.
Result<void> open_file(const std::string& path);

void info(std::string_view line);
void warning(std::string_view line);
void error(std::string_view line);

}  // namespace shoebox::log
