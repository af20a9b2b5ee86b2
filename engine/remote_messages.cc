#include "engine/remote_messages.h"

#include <array>

#include <nlohmann/json.hpp>

namespace shoebox::engine {

namespace {

using Json = nlohmann::json;

constexpr std::array kCodes = {
    ErrorCode::kInvalidArgument, ErrorCode::kNotFound, ErrorCode::kUnsupported, ErrorCode::kCorrupt,
    ErrorCode::kLimitExceeded,   ErrorCode::kIo,       ErrorCode::kBusy,        ErrorCode::kCancelled,
    ErrorCode::kInternal};

std::unexpected<Error> unreadable() {
  return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently: stop it and start it again");
}

/// Wrong types in a message are exceptions of the JSON library.
template <typename Read>
auto guarded(Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const Json::exception&) {
    return unreadable();
  }
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    text.push_back(kDigits[static_cast<unsigned char>(c) & 15U]);
  }
  return text;
}

Result<std::string> from_hex(const std::string& text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes;
  if (text.size() % 2 != 0) return unreadable();
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::size_t high = kDigits.find(text[i]);
    const std::size_t low = kDigits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return unreadable();
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

Json to_message(const Error& error) {
  return {{"code", to_string(error.code)}, {"message", error.message}, {"context", to_hex(error.context)}};
}

Error error_from(const Json& message) {
  const auto read = [&]() -> Result<Error> {
    Error error;
    for (const ErrorCode code : kCodes) {
      if (to_string(code) == message.at("code").get<std::string>()) error.code = code;
    }
    error.message = message.at("message");
    error.context = TRY(from_hex(message.at("context")));
    return error;
  };
  auto error = guarded(read);
  return error ? std::move(*error) : error.error();
}

Json to_message(const ProgressState& state) {
  return {{"stage", state.stage},
          {"done", state.done},
          {"total", state.total},
          {"total_is_final", state.total_is_final},
          {"skipped", state.skipped},
          {"per_second", state.per_second},
          {"seconds_left", state.seconds_left}};
}

ProgressState progress_from(const Json& message) {
  ProgressState state;
  const auto stage = message.find("stage");
  if (stage != message.end() && stage->is_string()) state.stage = stage->get_ref<const std::string&>();
  const auto read = [&]() -> Result<void> {
    state.done = message.at("done");
    state.total = message.at("total");
    state.total_is_final = message.at("total_is_final");
    state.skipped = message.at("skipped");
    state.per_second = message.at("per_second");
    state.seconds_left = message.at("seconds_left");
    return {};
  };
  (void)guarded(read);  // a number that is missing is not shown
  return state;
}

Json to_message(const ingest::IndexSummary& summary) {
  Json skipped = Json::array();
  for (const auto& file : summary.skipped) skipped.push_back({to_hex(file.path), file.error});
  Json offline = Json::array();
  for (const std::string& root : summary.offline) offline.push_back(to_hex(root));
  return {{"seen", summary.seen},
          {"added", summary.added},
          {"unchanged", summary.unchanged},
          {"moved", summary.moved},
          {"updated", summary.updated},
          {"ignored", summary.ignored},
          {"missing", summary.missing},
          {"embedded", summary.embedded},
          {"skipped", std::move(skipped)},
          {"offline", std::move(offline)},
          {"seconds", summary.seconds},
          {"photos_per_second", summary.photos_per_second},
          {"interrupted", summary.interrupted}};
}

Result<ingest::IndexSummary> summary_from(const Json& message) {
  return guarded([&]() -> Result<ingest::IndexSummary> {
    ingest::IndexSummary summary;
    summary.seen = message.at("seen");
    summary.added = message.at("added");
    summary.unchanged = message.at("unchanged");
    summary.moved = message.at("moved");
    summary.updated = message.at("updated");
    summary.ignored = message.at("ignored");
    summary.missing = message.at("missing");
    summary.embedded = message.at("embedded");
    for (const Json& file : message.at("skipped")) {
      summary.skipped.push_back({TRY(from_hex(file.at(0))), file.at(1).get<std::string>()});
    }
    for (const Json& root : message.at("offline")) summary.offline.push_back(TRY(from_hex(root)));
    summary.seconds = message.at("seconds");
    summary.photos_per_second = message.at("photos_per_second");
    summary.interrupted = message.at("interrupted");
    return summary;
  });
}

Json to_message(const Correction& correction) {
  Json photos = Json::array();
  for (const PhotoId photo : correction.photos) photos.push_back(photo.value);
  Json files = Json::array();
  for (const std::string& file : correction.files) files.push_back(to_hex(file));
  return {{"photos", std::move(photos)},           {"files", std::move(files)},
          {"camera", to_hex(correction.camera)},   {"what", static_cast<int>(correction.what)},
          {"text", to_hex(correction.text)},       {"seconds", correction.seconds},
          {"latitude", correction.place.latitude}, {"longitude", correction.place.longitude}};
}

Result<Correction> correction_from(const Json& message) {
  return guarded([&]() -> Result<Correction> {
    Correction correction;
    for (const Json& photo : message.at("photos")) correction.photos.push_back(PhotoId{photo.get<std::int64_t>()});
    for (const Json& file : message.at("files")) correction.files.push_back(TRY(from_hex(file)));
    correction.camera = TRY(from_hex(message.at("camera")));
    const int what = message.at("what");
    if (what < 0 || what > static_cast<int>(Correction::What::kAsSaid)) {
      return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently: stop it and start it again");
    }
    correction.what = static_cast<Correction::What>(what);
    correction.text = TRY(from_hex(message.at("text")));
    correction.seconds = message.at("seconds");
    correction.place.latitude = message.at("latitude");
    correction.place.longitude = message.at("longitude");
    return correction;
  });
}

Json to_message(const Question& question) {
  const search::SearchRequest& request = question.request;
  Json json = {{"text", to_hex(request.text)},
               {"vector", request.vector},
               {"text_weight", request.text_weight},
               {"image_weight", request.image_weight},
               {"k", request.k},
               {"above_line", request.above_line},
               {"explain", request.explain},
               {"language", static_cast<int>(request.language)},
               {"no_fold", request.no_fold},
               {"no_filters", request.no_filters},
               {"image_file", to_hex(question.image_file)},
               {"model", to_hex(question.model)}};
  if (request.now_local_minutes) json["now_local_minutes"] = *request.now_local_minutes;
  return json;
}

Result<Question> question_from(const Json& message) {
  return guarded([&]() -> Result<Question> {
    Question question;
    search::SearchRequest& request = question.request;
    request.text = TRY(from_hex(message.at("text")));
    request.vector = message.at("vector").get<std::vector<float>>();
    request.text_weight = message.at("text_weight");
    request.image_weight = message.at("image_weight");
    request.k = message.at("k");
    request.above_line = message.at("above_line");
    request.explain = message.at("explain");
    const int language = message.at("language");
    request.language = language == 1 ? search::Language::kChinese : search::Language::kEnglish;
    request.no_fold = message.at("no_fold");
    request.no_filters = message.at("no_filters");
    if (message.contains("now_local_minutes"))
      request.now_local_minutes = message.at("now_local_minutes").get<std::int64_t>();
    question.image_file = TRY(from_hex(message.at("image_file")));
    question.model = TRY(from_hex(message.at("model")));
    return question;
  });
}

}  // namespace shoebox::engine
