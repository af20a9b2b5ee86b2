#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/limits.h"
#include "core/path.h"
#include "server/handlers.h"
#include "server/json.h"
#include "server/problem.h"

namespace shoebox::server {

namespace {

bool is_chinese(const Call& call) {
  return call.language() == search::Language::kChinese;
}

Reply job_reply(Api& api, const Call& call) {
  return json_reply(202, job_json(api.service().job(), is_chinese(call)));
}

/// Where a user's photos usually are.
std::string usual_folder() {
  const char* home = std::getenv("HOME");
  std::string folder = home == nullptr || *home != '/' ? "/" : home;
  std::error_code error;
  for (const char* name : {"Pictures", "图片", "Photos"}) {
    std::string path = join_path(folder, name);
    if (std::filesystem::is_directory(path, error)) return path;
  }
  return folder;
}

Result<std::vector<std::string>> folders_in(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const std::string name = at->path().filename().string();
    const bool is_shown = !name.starts_with('.') && printable(name) == name && at->is_directory(ignored);
    if (is_shown && names.size() < limits::kFoldersShownMax) names.push_back(name);
  }
  if (error)
    return fail(ErrorCode::kNotFound, "there is no such folder, or it may not be looked at", printable(folder));
  std::ranges::sort(names);
  return names;
}

Result<store::Root> root_of(Api& api, std::int64_t id) {
  const auto status = TRY(api.service().status());
  for (const engine::RootStatus& each : status.roots) {
    if (each.root.id.value == id) return each.root;
  }
  return fail(ErrorCode::kNotFound, "there is no such folder in the library");
}

}  // namespace

Result<Reply> get_status(Api& api, const Call& call) {
  engine::Service& service = api.service();
  const auto status = TRY(service.status());
  const auto favourites = TRY(service.read(
      [](store::Database& database) { return store::MarkRepository(database).all(store::Mark::kFavourite); }));
  const engine::StorageStatus storage = service.storage();
  Json json = {{"version", SHOEBOX_VERSION}, {"home", printable(service.home().folder)}};
  json.update(status_json(status, is_chinese(call)));
  json["favourites"] = favourites.size();
  json["hidden"] = TRY(service.gallery())->hidden_count();
  json["storage"] = {{"database_bytes", storage.database_bytes},
                     {"index_bytes", storage.index_bytes},
                     {"thumbnail_bytes", storage.thumbnail_bytes},
                     {"model_bytes", storage.model_bytes},
                     {"free_bytes", storage.free_bytes}};
  json["job"] = job_json(service.job(), is_chinese(call));
  json["languages"] = {"zh-CN", "en"};
  return json_reply(200, json);
}

Result<Reply> watch_events(Api&, const Call&) {
  Reply reply;
  reply.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store").set("X-Accel-Buffering", "no");
  reply.is_event_stream = true;
  return reply;
}

Result<Reply> start_index(Api& api, const Call& call) {
  if (TRY(api.service().status()).roots.empty()) {
    return fail(ErrorCode::kUnsupported, "there is no folder to look into yet: add one with POST /api/roots");
  }
  TRY(api.service().begin_index({}));
  return job_reply(api, call);
}

Result<Reply> stop_index(Api& api, const Call& call) {
  api.service().stop_job();
  return job_reply(api, call);
}

Result<Reply> list_roots(Api& api, const Call&) {
  const auto status = TRY(api.service().status());
  Json list = Json::array();
  for (const engine::RootStatus& root : status.roots) list.push_back(root_json(root));
  return json_reply(200, {{"roots", std::move(list)}});
}

Result<Reply> add_root(Api& api, const Call& call) {
  const std::string folder = TRY(absolute_path(call.body["path"].get<std::string>()));
  TRY(api.service().begin_index({.folders = {folder}}));
  return job_reply(api, call);
}

Result<Reply> remove_root(Api& api, const Call& call) {
  const auto root = TRY(root_of(api, call.values.integer("root")));
  const auto photos = TRY(api.service().remove_root(root.path));
  return json_reply(200, {{"photos", photos}});
}

Result<Reply> list_folders(Api& api, const Call& call) {
  (void)api;
  const std::string& asked = call.values.text("path");
  if (!asked.empty() && !asked.starts_with('/'))
    return fail(ErrorCode::kInvalidArgument, "the path must be absolute", "path");
  const std::string folder = asked.empty() ? usual_folder() : TRY(absolute_path(asked));
  const std::string_view parent = parent_folder(folder);
  Json list = Json::array();
  for (const std::string& name : TRY(folders_in(folder)))
    list.push_back({{"name", name}, {"path", join_path(folder, name)}});
  return json_reply(200, {{"path", printable(folder)},
                          {"parent", folder == "/" ? Json(nullptr) : Json(parent.empty() ? "/" : printable(parent))},
                          {"folders", std::move(list)}});
}

Result<Reply> list_models(Api& api, const Call& call) {
  const auto status = TRY(api.service().status());
  const auto active = std::ranges::find_if(status.spaces, [](const store::Space& space) { return space.active; });
  Json list = Json::array();
  for (const engine::InstalledModel& each : engine::installed_models(api.service().home(), api.program())) {
    const bool is_active = active == status.spaces.end() ? each.embedded : each.name == active->model;
    list.push_back(model_json(each, is_active, is_chinese(call)));
  }
  return json_reply(200, {{"models", std::move(list)}});
}

Result<Reply> use_model(Api& api, const Call& call) {
  TRY(api.service().begin_use_model(call.body["name"].get<std::string>()));
  return job_reply(api, call);
}

}  // namespace shoebox::server
