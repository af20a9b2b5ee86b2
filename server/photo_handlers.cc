#include <algorithm>
#include <array>
#include <sys/stat.h>

#include <fmt/format.h>

#include "core/path.h"
#include "image/photo_file.h"
#include "server/forms.h"
#include "server/handlers.h"
#include "server/json.h"
#include "server/problem.h"
#include "server/range.h"
#include "server/static_files.h"
#include "server/url.h"

namespace shoebox::server {

namespace {

constexpr std::string_view kForEver = "private, max-age=31536000, immutable";

/// With a version in its address a picture never changes; without one it is asked for again.
Reply picture_reply(const Call& call, const std::string& etag) {
  Reply reply;
  reply.set("ETag", etag).set("Cache-Control", call.values.has("v") ? std::string(kForEver) : "private, no-cache");
  return reply;
}

Result<Reply> picture(Api& api, const Call& call, engine::PictureSize size) {
  const auto view = TRY(api.service().view(call.photo()));
  const std::string etag =
      fmt::format("\"{}-{}\"", view.pixel_hash ? view.pixel_hash->hash.hex() : "0", static_cast<int>(size));
  Reply reply = picture_reply(call, etag);
  if (has_etag(call.request.header("if-none-match"), etag)) {
    reply.status = 304;
    return reply;
  }
  auto webp = api.service().pictures().get(view, size);
  if (!webp) {
    // Whatever the reason is: there is nothing to show.
    const bool is_gone = webp.error().code != ErrorCode::kCancelled;
    return fail(is_gone ? ErrorCode::kNotFound : ErrorCode::kCancelled, webp.error().message);
  }
  reply.body = std::move(*webp);
  reply.set("Content-Type", "image/webp");
  return reply;
}

/// A strong tag of the bytes that are sent, by the open file: what the library knows may be older. Size and time of
/// writing can be made to look as before by whoever changes a file, the time of its last change cannot.
Result<std::string> etag_of(const image::PhotoFile& file) {
  struct stat status {};
  if (fstat(file.descriptor(), &status) != 0) return fail(ErrorCode::kNotFound, "the file cannot be read now");
  const auto nanoseconds = [](const timespec& time) {
    return time.tv_sec * std::int64_t{1'000'000'000} + std::int64_t{time.tv_nsec};
  };
  return fmt::format("\"{:x}-{:x}-{:x}\"", std::int64_t{status.st_size}, nanoseconds(status.st_mtim),
                     nanoseconds(status.st_ctim));
}

/// The Range header, unless it was meant for other bytes (If-Range; RFC 9110, 13.1.5). A date or a weak tag never says
/// that they are the same.
std::string_view range_header(const Request& request, std::string_view etag) {
  const std::string_view if_range = request.header("if-range");
  return if_range.empty() || if_range == etag ? request.header("range") : std::string_view();
}

Result<Reply> mark(Api& api, const Call& call, store::Mark mark, store::Marked marked) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::MarkRepository(transaction.database()).set(transaction, call.photo(), mark, marked);
  }));
  return no_content();
}

Result<std::vector<PhotoId>> marked(Api& api, store::Mark mark) {
  return api.service().read([&](store::Database& database) { return store::MarkRepository(database).all(mark); });
}

/// RFC 6266, with the name in UTF-8.
std::string disposition(bool download, std::string_view path) {
  return fmt::format("{}; filename*=UTF-8''{}", download ? "attachment" : "inline",
                     percent_encoded(printable(file_name(path))));
}

}  // namespace

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

Result<Reply> photos_reply(Api& api, const Call& call, std::span<const PhotoId> photos) {
  const auto offset = std::min(static_cast<std::size_t>(call.values.integer("cursor")), photos.size());
  const auto count = std::min(static_cast<std::size_t>(call.values.integer("k")), photos.size() - offset);
  Json list = Json::array();
  for (const store::Tile& tile : TRY(api.service().tiles(photos.subspan(offset, count))))
    list.push_back(tile_json(tile));
  const bool has_more = offset + count < photos.size();
  return json_reply(200, {{"photos", list},
                          {"total", photos.size()},
                          {"cursor", has_more ? Json(std::to_string(offset + count)) : Json(nullptr)}});
}

Result<Reply> get_photo(Api& api, const Call& call) {
  const auto photo = TRY(api.service().photo(call.photo()));
  std::vector<std::string> people;
  for (const store::Facts& facts : photo.facts) {
    for (const std::string& person : facts.metadata.people) {
      if (std::ranges::find(people, person) == people.end()) people.push_back(person);
    }
  }
  return json_reply(200, photo_json(photo, api.service().place(photo.view, call.language()), people));
}

Result<Reply> get_thumbnail(Api& api, const Call& call) {
  const std::string& size = call.values.text("size");
  return picture(api, call,
                 size == "s"   ? engine::PictureSize::kSmall
                 : size == "l" ? engine::PictureSize::kLarge
                               : engine::PictureSize::kMedium);
}

Result<Reply> get_preview(Api& api, const Call& call) {
  return picture(api, call, engine::PictureSize::kPreview);
}

Result<Reply> get_original(Api& api, const Call& call) {
  const auto view = TRY(api.service().view(call.photo()));
  const auto number = static_cast<std::size_t>(call.values.integer("file"));
  auto file = std::make_shared<const image::PhotoFile>(TRY(api.service().original(view, number)));
  const std::int64_t size = file->bytes();
  const std::string etag = TRY(etag_of(*file));
  Reply reply = picture_reply(call, etag);
  if (has_etag(call.request.header("if-none-match"), etag)) {
    reply.status = 304;
    return reply;
  }
  reply.set("Content-Type", std::string(type_of_format(view.format)))
      .set("Accept-Ranges", "bytes")
      .set("Content-Disposition", disposition(call.values.flag("download"), view.paths[number]));
  const Range range = parse_range(range_header(call.request, etag), size);
  if (range.kind == RangeKind::kUnsatisfiable) {
    Reply refusal = problem(416, "range", "the file has no such part");
    refusal.set("Content-Range", fmt::format("bytes */{}", size));
    return refusal;
  }
  if (range.kind == RangeKind::kPart) {
    reply.status = 206;
    reply.set("Content-Range", fmt::format("bytes {}-{}/{}", range.offset, range.offset + range.bytes - 1, size));
  }
  reply.file = FilePart{std::move(file), range.offset, range.bytes};
  return reply;
}

Result<Reply> add_favourite(Api& api, const Call& call) {
  return mark(api, call, store::Mark::kFavourite, store::Marked::kYes);
}
Result<Reply> remove_favourite(Api& api, const Call& call) {
  return mark(api, call, store::Mark::kFavourite, store::Marked::kNo);
}
Result<Reply> hide_photo(Api& api, const Call& call) {
  return mark(api, call, store::Mark::kHidden, store::Marked::kYes);
}
Result<Reply> show_photo(Api& api, const Call& call) {
  return mark(api, call, store::Mark::kHidden, store::Marked::kNo);
}

Result<Reply> list_favourites(Api& api, const Call& call) {
  const auto photos = TRY(marked(api, store::Mark::kFavourite));
  return photos_reply(api, call, TRY(api.service().gallery())->newest_first(photos));
}

Result<Reply> list_hidden(Api& api, const Call& call) {
  return photos_reply(api, call, TRY(marked(api, store::Mark::kHidden)));
}

Result<Reply> get_timeline(Api& api, const Call& call) {
  using By = engine::Gallery::By;
  const std::string& by = call.values.text("by");
  const auto gallery = TRY(api.service().gallery());
  Json buckets = Json::array();
  for (const auto& bucket : gallery->buckets(by == "year" ? By::kYear : by == "day" ? By::kDay : By::kMonth)) {
    buckets.push_back({{"bucket", bucket.bucket}, {"count", bucket.count}});
  }
  return json_reply(200, {{"by", by}, {"buckets", std::move(buckets)}, {"total", gallery->size()}});
}

Result<Reply> get_timeline_bucket(Api& api, const Call& call) {
  return photos_reply(api, call, TRY(api.service().gallery())->in_bucket(call.values.text("bucket")));
}

Result<Reply> get_map(Api& api, const Call& call) {
  const engine::GeoBox box = parse_box(call.values.text("box")).value_or(engine::GeoBox{-180, -90, 180, 90});
  const auto gallery = TRY(api.service().gallery());
  const auto clusters = gallery->clusters(box, call.values.number("zoom"));
  std::vector<PhotoId> covers;
  for (const auto& cluster : clusters) covers.push_back(cluster.photo);
  std::map<std::int64_t, Json> thumbnails;
  for (const store::Tile& tile : TRY(api.service().tiles(covers)))
    thumbnails[tile.id.value] = tile_json(tile)["thumbnail"];
  Json list = Json::array();
  std::int64_t total = 0;
  for (const auto& cluster : clusters) {
    total += cluster.count;
    list.push_back({{"latitude", cluster.latitude},
                    {"longitude", cluster.longitude},
                    {"count", cluster.count},
                    {"box", cluster.box},
                    {"photo_id", cluster.photo.value},
                    {"thumbnail", thumbnails[cluster.photo.value]}});
  }
  return json_reply(
      200, {{"clusters", std::move(list)}, {"total", total}, {"without_position", gallery->without_position()}});
}

Result<Reply> list_map_photos(Api& api, const Call& call) {
  const auto box = parse_box(call.values.text("box"));
  if (!box) return fail(ErrorCode::kInvalidArgument, "the value is not of its form", "box");
  return photos_reply(api, call, TRY(api.service().gallery())->in_box(*box));
}

}  // namespace shoebox::server
