#pragma once
// What answers the routes, by theme. Each is safe to call concurrently.

#include "core/result.h"
#include "server/api.h"

namespace shoebox::server {

// find_handlers.cc
Result<Reply> search(Api& api, const Call& call);
Result<Reply> search_by_picture(Api& api, const Call& call);
Result<Reply> suggest(Api& api, const Call& call);
Result<Reply> list_history(Api& api, const Call& call);
Result<Reply> keep_search(Api& api, const Call& call);
Result<Reply> clear_history(Api& api, const Call& call);

// photo_handlers.cc
Result<Reply> get_photo(Api& api, const Call& call);
Result<Reply> get_thumbnail(Api& api, const Call& call);
Result<Reply> get_preview(Api& api, const Call& call);
Result<Reply> get_original(Api& api, const Call& call);
Result<Reply> add_favourite(Api& api, const Call& call);
Result<Reply> remove_favourite(Api& api, const Call& call);
Result<Reply> hide_photo(Api& api, const Call& call);
Result<Reply> show_photo(Api& api, const Call& call);
Result<Reply> list_favourites(Api& api, const Call& call);
Result<Reply> list_hidden(Api& api, const Call& call);
Result<Reply> get_timeline(Api& api, const Call& call);
Result<Reply> get_timeline_bucket(Api& api, const Call& call);
Result<Reply> get_map(Api& api, const Call& call);
Result<Reply> list_map_photos(Api& api, const Call& call);

// correction_handlers.cc
Result<Reply> correct_photos(Api& api, const Call& call);
Result<Reply> undo_correction(Api& api, const Call& call);

// album_handlers.cc
Result<Reply> list_albums(Api& api, const Call& call);
Result<Reply> create_album(Api& api, const Call& call);
Result<Reply> get_album(Api& api, const Call& call);
Result<Reply> rename_album(Api& api, const Call& call);
Result<Reply> delete_album(Api& api, const Call& call);
Result<Reply> list_album_photos(Api& api, const Call& call);
Result<Reply> add_album_photos(Api& api, const Call& call);
Result<Reply> remove_album_photo(Api& api, const Call& call);
Result<Reply> list_saved_searches(Api& api, const Call& call);
Result<Reply> save_search(Api& api, const Call& call);
Result<Reply> change_saved_search(Api& api, const Call& call);
Result<Reply> delete_saved_search(Api& api, const Call& call);

// library_handlers.cc
Result<Reply> get_status(Api& api, const Call& call);
Result<Reply> watch_events(Api& api, const Call& call);
Result<Reply> start_index(Api& api, const Call& call);
Result<Reply> stop_index(Api& api, const Call& call);
Result<Reply> list_roots(Api& api, const Call& call);
Result<Reply> add_root(Api& api, const Call& call);
Result<Reply> remove_root(Api& api, const Call& call);
Result<Reply> list_folders(Api& api, const Call& call);
Result<Reply> list_models(Api& api, const Call& call);
Result<Reply> use_model(Api& api, const Call& call);

// session_handlers.cc
Result<Reply> get_session(Api& api, const Call& call);
Result<Reply> sign_in(Api& api, const Call& call);
Result<Reply> sign_out(Api& api, const Call& call);
Result<Reply> list_tokens(Api& api, const Call& call);
Result<Reply> create_token(Api& api, const Call& call);
Result<Reply> delete_token(Api& api, const Call& call);
Result<Reply> get_openapi(Api& api, const Call& call);

/// A page of a list of photos, as the schema Photos has it.
Result<Reply> photos_reply(Api& api, const Call& call, std::span<const PhotoId> photos);

Reply no_content();

}  // namespace shoebox::server
