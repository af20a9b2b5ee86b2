#pragma once
// What the handlers tell, as the JSON of the schemas (server/schemas.cc). Pure functions.

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/models.h"
#include "engine/service.h"

namespace shoebox::server {

using Json = nlohmann::ordered_json;

/// "2024-03-09T14:05:09Z"
std::string utc_time(std::int64_t milliseconds);
std::string base64(std::string_view bytes);

Json tile_json(const store::Tile& tile);
Json job_json(const engine::Job& job, bool chinese);
Json photo_json(const engine::PhotoDetail& photo, const std::optional<std::string>& place,
                const std::vector<std::string>& people);
Json root_json(const engine::RootStatus& root);
/// `chinese`: why files were skipped.
Json status_json(const engine::LibraryStatus& status, bool chinese);
Json model_json(const engine::InstalledModel& model, bool is_active, bool chinese);
Json album_json(const store::Album& album, const Json& cover);
Json saved_search_json(const store::SavedSearch& search);

/// "/api/photos/12/thumbnail?v=…": kept by browsers for ever, because `v` changes with the pixels.
std::string picture_address(PhotoId photo, std::string_view what, const std::optional<PixelHash>& pixels);

/// Whether browsers show files of this format themselves.
bool is_shown_by_browsers(std::string_view format);
/// "image/jpeg"
std::string_view type_of_format(std::string_view format);

}  // namespace shoebox::server
