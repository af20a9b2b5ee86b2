#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <span>
#include <unistd.h>
#include <unordered_map>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"
#include "search/answer_json.h"
#include "server/forms.h"
#include "server/handlers.h"
#include "server/json.h"
#include "server/multipart.h"
#include "server/problem.h"
#include "server/schema_check.h"

namespace shoebox::server {

namespace {

constexpr std::string_view kUploadName = "upload-";

/// A file that goes when it is not needed any more.
class TemporaryFile final {
 public:
  static Result<std::unique_ptr<TemporaryFile>> create(const std::string& folder, std::string_view content) {
    std::string path = join_path(folder, std::string(kUploadName) + "XXXXXX");
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) return fail(ErrorCode::kIo, "cannot keep the picture");
    close(descriptor);
    std::unique_ptr<TemporaryFile> file(new TemporaryFile(std::move(path)));
    TRY(write_file_atomically(file->path_, content));
    return file;
  }
  ~TemporaryFile() { unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

engine::Question question_of(const Call& call, std::size_t offset) {
  engine::Question question;
  question.model = call.values.text("model");
  search::SearchRequest& request = question.request;
  request.text = call.values.text("q");
  // One more than shown tells whether there is more.
  request.k = offset + static_cast<std::size_t>(call.values.integer("k")) + 1;
  request.above_line = call.values.flag("above_line");
  request.explain = call.values.flag("explain");
  request.no_fold = call.values.flag("no_fold");
  request.no_filters = call.values.flag("no_filters");
  request.language = call.language();
  if (const auto weights = parse_pair(call.values.text("weights"))) {
    request.text_weight = (*weights)[0];
    request.image_weight = (*weights)[1];
  }
  return question;
}

/// The answer's JSON with what a grid needs of each result.
Result<Json> add_tiles(Api& api, Json json) {
  std::vector<PhotoId> photos;
  for (const Json& result : json["results"]) photos.push_back(PhotoId{result["photo_id"].get<std::int64_t>()});
  std::unordered_map<std::int64_t, Json> tiles;
  for (const store::Tile& tile : TRY(api.service().tiles(photos))) tiles.emplace(tile.id.value, tile_json(tile));
  Json results = Json::array();
  for (Json& result : json["results"]) {
    const auto tile = tiles.find(result["photo_id"].get<std::int64_t>());
    if (tile == tiles.end()) continue;  // gone meanwhile
    for (auto& [name, value] : tile->second.items()) {
      if (!result.contains(name)) result[name] = std::move(value);
    }
    results.push_back(std::move(result));
  }
  json["results"] = std::move(results);
  return json;
}

/// Asks for all up to the end of the page, and shows the page.
Result<Reply> answer_page(Api& api, const Call& call, const auto& complete) {
  const auto offset = static_cast<std::size_t>(call.values.integer("cursor"));
  const auto count = static_cast<std::size_t>(call.values.integer("k"));
  const auto end_of_pages = static_cast<std::size_t>(limits::kPagesResultsMax);
  const bool by_time = call.values.text("sort") == "time";
  engine::Question question = question_of(call, offset);
  // In the order of time every page needs all that is found.
  if (by_time) question.request.k = end_of_pages;
  TRY(complete(question));
  auto answer = TRY(api.service().ask(question));
  if (by_time) search::sort_by_time(answer);
  auto& results = answer.results;
  const bool has_more = results.size() > offset + count && offset + count < end_of_pages;
  results.resize(std::min(results.size(), offset + count));
  results.erase(results.begin(), results.begin() + static_cast<std::ptrdiff_t>(std::min(offset, results.size())));
  Json json = TRY(add_tiles(api, search::to_json(answer)));
  json["cursor"] = has_more ? Json(std::to_string(offset + count)) : Json(nullptr);
  return json_reply(200, json);
}

struct Upload {
  std::string_view picture;
  std::string words;
};

Result<Upload> parse_upload(const Request& request) {
  const std::string_view type = request.header("content-type");
  const auto boundary = form_boundary(type);
  if (!boundary) {
    if (request.body.empty()) return fail(ErrorCode::kInvalidArgument, "the body is empty: send a picture");
    return Upload{request.body, {}};
  }
  const auto form = parse_form(request.body, *boundary);
  if (!form) return fail(ErrorCode::kInvalidArgument, "the form is not well-formed");
  Upload upload;
  for (const FormPart& part : *form) {
    if (part.name == "image") upload.picture = part.content;
    if (part.name == "q") upload.words = printable(part.content);
  }
  if (upload.picture.empty())
    return fail(ErrorCode::kInvalidArgument, "the form has no picture; its name is \"image\"");
  if (character_count(upload.words) > static_cast<std::size_t>(limits::kQuestionCharactersMax)) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("the words are too long: {} characters at most", limits::kQuestionCharactersMax));
  }
  return upload;
}

/// An uploaded picture has no name: that of its file here would tell where the home lies.
Error without_path(Error error, const std::string& folder, search::Language language) {
  const std::string path = printable(join_path(folder, kUploadName));
  if (printable(error.context).find(path) != std::string::npos)
    error.context = language == search::Language::kChinese ? "图片" : "the picture";
  return error;
}

/// Whether `name` has `typed` in it, without regard to ASCII case.
bool contains(std::string_view name, std::string_view typed) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::search(name, typed, {}, lower, lower).begin() != name.end() || typed.empty();
}

/// Times in the words of sentences: those that are said of any library, and the years and months of this one.
std::vector<std::string> times_to_suggest(const engine::Gallery& gallery, search::Language language) {
  constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
  const bool chinese = language == search::Language::kChinese;
  std::vector<std::string> times =
      chinese ? std::vector<std::string>{"今天", "昨天", "上周", "上个月", "今年", "去年", "前年", "往年今日"}
              : std::vector<std::string>{"today",     "yesterday", "last week",  "last month",
                                         "this year", "last year", "on this day"};
  std::vector<std::string> months;
  for (const auto& bucket : gallery.buckets(engine::Gallery::By::kMonth)) {
    int month = 0;
    if (bucket.bucket.size() != 7) continue;
    std::from_chars(bucket.bucket.data() + 5, bucket.bucket.data() + 7, month);
    if (month < 1 || month > 12) continue;
    const std::string year = bucket.bucket.substr(0, 4);
    std::string whole_year = year + (chinese ? "年" : "");
    if (times.back() != whole_year) times.push_back(std::move(whole_year));
    months.push_back(chinese ? fmt::format("{}年{}月", year, month) : fmt::format("{} {}", kMonths[month - 1], year));
  }
  times.insert(times.end(), months.begin(), months.end());
  return times;
}

}  // namespace

Result<Reply> search(Api& api, const Call& call) {
  return answer_page(api, call, [&](engine::Question& question) -> Result<void> {
    if (call.values.has("photo"))
      question.request.image = TRY(api.service().vector(PhotoId{call.values.integer("photo")}));
    return {};
  });
}

Result<Reply> search_by_picture(Api& api, const Call& call) {
  auto upload = parse_upload(call.request);
  if (!upload) return std::unexpected(upload.error());
  const std::string folder = api.service().home().run_folder();
  const auto file = TemporaryFile::create(folder, upload->picture);
  if (!file) return std::unexpected(without_path(file.error(), folder, call.language()));
  auto reply = answer_page(api, call, [&](engine::Question& question) -> Result<void> {
    question.image_file = (*file)->path();
    if (!upload->words.empty()) question.request.text = upload->words;
    return {};
  });
  if (!reply) return std::unexpected(without_path(reply.error(), folder, call.language()));
  return reply;
}

Result<Reply> suggest(Api& api, const Call& call) {
  const std::string& typed = call.values.text("q");
  Json list = Json::array();
  const auto add = [&](std::string_view kind, std::string_view text) {
    const bool is_known = std::ranges::any_of(list, [&](const Json& each) { return each["text"] == text; });
    if (list.size() < limits::kSuggestionsMax && text != typed && contains(text, typed) && !is_known) {
      list.push_back({{"kind", kind}, {"text", printable(text)}});
    }
  };
  const auto found = api.service().read([&](store::Database& database) -> Result<void> {
    store::SavedSearchRepository searches(database);
    for (const auto& each : TRY(searches.kept())) {
      if (list.size() < limits::kSuggestionsMax / 2) add("search", each.words);
    }
    for (const auto& each : TRY(searches.all())) add("saved", each.words);
    return {};
  });
  if (!found) return std::unexpected(found.error());
  if (!typed.empty()) {
    const auto gallery = TRY(api.service().gallery());
    for (const std::string& person : TRY(api.service().person_names())) add("person", person);
    for (const std::string& place : TRY(api.service().place_names(call.language()))) add("place", place);
    for (const std::string& camera : gallery->cameras()) add("camera", camera);
    for (const std::string& time : times_to_suggest(*gallery, call.language())) {
      if (contains(std::string_view(time).substr(0, typed.size()), typed)) add("time", time);
    }
  }
  return json_reply(200, {{"suggestions", list}});
}

Result<Reply> list_history(Api& api, const Call&) {
  Json list = Json::array();
  const auto kept =
      TRY(api.service().read([](store::Database& database) { return store::SavedSearchRepository(database).kept(); }));
  for (const auto& each : kept) list.push_back({{"q", each.words}, {"at", utc_time(each.at_ms)}});
  return json_reply(200, {{"searches", list}});
}

Result<Reply> keep_search(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::SavedSearchRepository(transaction.database()).keep(transaction, call.body["q"].get<std::string>());
  }));
  return no_content();
}

Result<Reply> clear_history(Api& api, const Call&) {
  TRY(api.service().write([](store::Transaction& transaction) {
    return store::SavedSearchRepository(transaction.database()).forget_kept(transaction);
  }));
  return no_content();
}

}  // namespace shoebox::server
