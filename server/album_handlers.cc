#include <algorithm>

#include "server/handlers.h"
#include "server/json.h"
#include "server/problem.h"

namespace shoebox::server {

namespace {

std::int64_t album_of(const Call& call) {
  return call.values.integer("album");
}

Result<Json> with_cover(Api& api, const store::Album& album) {
  Json cover = nullptr;
  if (album.cover) {
    const auto tiles = TRY(api.service().tiles(std::span(&*album.cover, 1)));
    if (!tiles.empty()) cover = tile_json(tiles.front());
  }
  return album_json(album, cover);
}

Result<Reply> album_reply(Api& api, int status, std::int64_t id) {
  const auto album =
      TRY(api.service().read([&](store::Database& database) { return store::AlbumRepository(database).get(id); }));
  const Json json = TRY(with_cover(api, album));
  return json_reply(status, json);
}

}  // namespace

Result<Reply> list_albums(Api& api, const Call&) {
  const auto albums =
      TRY(api.service().read([](store::Database& database) { return store::AlbumRepository(database).all(); }));
  Json list = Json::array();
  for (const store::Album& album : albums) list.push_back(TRY(with_cover(api, album)));
  return json_reply(200, {{"albums", std::move(list)}});
}

Result<Reply> create_album(Api& api, const Call& call) {
  std::int64_t id = 0;
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    id = TRY(store::AlbumRepository(transaction.database()).create(transaction, call.body["name"].get<std::string>()));
    return {};
  };
  TRY(api.service().write(work));
  return album_reply(api, 201, id);
}

Result<Reply> get_album(Api& api, const Call& call) {
  return album_reply(api, 200, album_of(call));
}

Result<Reply> rename_album(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::AlbumRepository(transaction.database())
        .rename(transaction, album_of(call), call.body["name"].get<std::string>());
  }));
  return album_reply(api, 200, album_of(call));
}

Result<Reply> delete_album(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::AlbumRepository(transaction.database()).remove(transaction, album_of(call));
  }));
  return no_content();
}

Result<Reply> list_album_photos(Api& api, const Call& call) {
  const auto members = TRY(api.service().read(
      [&](store::Database& database) { return store::AlbumRepository(database).photos(album_of(call)); }));
  auto photos = TRY(api.service().gallery())->newest_first(members);
  std::reverse(photos.begin(), photos.end());
  return photos_reply(api, call, photos);
}

Result<Reply> add_album_photos(Api& api, const Call& call) {
  std::vector<PhotoId> photos;
  for (const auto& id : call.body["photo_ids"]) photos.push_back(PhotoId{id.get<std::int64_t>()});
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::AlbumRepository(transaction.database()).add(transaction, album_of(call), photos);
  }));
  return album_reply(api, 200, album_of(call));
}

Result<Reply> remove_album_photo(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::AlbumRepository(transaction.database()).take_out(transaction, album_of(call), call.photo());
  }));
  return no_content();
}

Result<Reply> list_saved_searches(Api& api, const Call&) {
  const auto searches =
      TRY(api.service().read([](store::Database& database) { return store::SavedSearchRepository(database).all(); }));
  Json list = Json::array();
  for (const store::SavedSearch& each : searches) list.push_back(saved_search_json(each));
  return json_reply(200, {{"searches", std::move(list)}});
}

Result<Reply> save_search(Api& api, const Call& call) {
  store::SavedSearch saved;
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    saved = TRY(store::SavedSearchRepository(transaction.database())
                    .create(transaction, call.body["name"].get<std::string>(), call.body["q"].get<std::string>()));
    return {};
  };
  TRY(api.service().write(work));
  return json_reply(201, saved_search_json(saved));
}

Result<Reply> change_saved_search(Api& api, const Call& call) {
  store::SavedSearch saved;
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    saved = TRY(store::SavedSearchRepository(transaction.database())
                    .change(transaction, call.values.integer("search"), call.body["name"].get<std::string>(),
                            call.body["q"].get<std::string>()));
    return {};
  };
  TRY(api.service().write(work));
  return json_reply(200, saved_search_json(saved));
}

Result<Reply> delete_saved_search(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::SavedSearchRepository(transaction.database()).remove(transaction, call.values.integer("search"));
  }));
  return no_content();
}

}  // namespace shoebox::server
