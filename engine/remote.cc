#include "engine/remote.h"

#include <functional>

#include <nlohmann/json.hpp>

#include "core/path.h"
#include "engine/remote_messages.h"
#include "search/answer_json.h"

namespace shoebox::engine {

namespace {

using Json = nlohmann::json;

std::string socket_file(const Home& home) {
  return join_path(home.run_folder(), "socket");
}

/// One line, whatever bytes are in it.
std::string line_of(const Json& message) {
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void report(const Json& message, ProgressReporter& progress) {
  if (message.contains("progress")) {
    progress.update(progress_from(message["progress"]));
  } else if (message.contains("note") && message["note"].is_string()) {
    progress.note(message["note"].get_ref<const std::string&>());
  } else if (message.contains("skipped") && message["skipped"].is_array() && message["skipped"].size() == 2) {
    const auto path = from_hex(message["skipped"][0].is_string() ? message["skipped"][0].get<std::string>() : "");
    const Json& reason = message["skipped"][1];
    if (path && reason.is_string()) progress.skipped(*path, reason.get_ref<const std::string&>());
  }
}

/// Sends a command and reports what comes until it is done. -> what is under "done".
Result<Json> command(LineConnection& connection, const Json& message, ProgressReporter& progress,
                     const std::stop_token& stop) {
  TRY(connection.write_line(line_of(message)));
  const std::stop_callback hang_up(stop, [&connection] { connection.finish_writing(); });
  while (true) {
    const auto line = TRY(connection.read_line());
    if (!line) return fail(ErrorCode::kIo, "the other shoebox has ended meanwhile");
    Json reply = Json::parse(*line, nullptr, false);
    if (reply.is_discarded() || !reply.is_object())
      return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently");
    if (reply.contains("error")) return std::unexpected(error_from(reply["error"]));
    if (reply.contains("done")) return std::move(reply["done"]);
    report(reply, progress);
  }
}

/// Tells the asking side; when nobody is there any more, the work is to stop.
class WireProgress final : public ProgressReporter {
 public:
  WireProgress(LineConnection& connection, std::stop_source& stop) : connection_(connection), stop_(stop) {}

  void update(const ProgressState& state) override { send({{"progress", to_message(state)}}); }
  void skipped(std::string_view path, std::string_view reason) override { send({{"skipped", {to_hex(path), reason}}}); }
  void note(std::string_view text) override { send({{"note", text}}); }

 private:
  void send(const Json& message) {
    if (connection_.is_hung_up() || !connection_.write_line(line_of(message))) stop_.request_stop();
  }
  LineConnection& connection_;
  std::stop_source& stop_;
};

Result<Json> run(Service& service, const Json& message, ProgressReporter& progress, const std::stop_token& stop) {
  const std::string what = message.value("do", "");
  if (what == "ask") {
    const Question question = TRY(question_from(message));
    const auto answer = TRY(service.ask(question));
    return Json(search::to_json(answer).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
  if (what == "index") {
    IndexRequest request;
    for (const Json& folder : message.value("folders", Json::array())) {
      request.folders.push_back(TRY(from_hex(folder.is_string() ? folder.get<std::string>() : "x")));
    }
    request.jobs = message.value("jobs", 0);
    return to_message(TRY(service.index(request, progress, stop)));
  }
  if (what == "correct") {
    const Correction correction = TRY(correction_from(message));
    return Json(TRY(service.correct(correction)));
  }
  if (what == "undo_correction") return Json(TRY(service.undo_correction()));
  const std::string name = TRY(from_hex(message.value("name", "")));
  if (what == "use_model") {
    const auto done = TRY(service.use_model(name, progress, stop));
    return Json{{"switched", done.switched}, {"encoded", done.encoded}};
  }
  if (what == "add_model") {
    const auto bundle = TRY(service.add_model(name));
    return Json{{"name", to_hex(bundle.name)}, {"space", to_hex(bundle.space.value)}, {"dimension", bundle.dimension}};
  }
  if (what == "remove_model") {
    const auto removed = TRY(service.remove_model(name));
    return Json{{"vectors", removed.vectors}, {"photos", removed.photos}};
  }
  if (what == "remove_root") return Json(TRY(service.remove_root(name)));
  return fail(ErrorCode::kUnsupported, "the running shoebox does not know this command: stop it and start it again");
}

void serve(Service& service, LineConnection& connection, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto line = connection.read_line();
    if (!line || !*line) return;
    std::stop_source source;
    const std::stop_callback ending(stop, [&source] { source.request_stop(); });
    WireProgress progress(connection, source);
    Result<Json> done = fail(ErrorCode::kCorrupt, "this is not a command");
    const Json message = Json::parse(**line, nullptr, false);
    try {
      if (message.is_object()) done = run(service, message, progress, source.get_token());
    } catch (const Json::exception&) {
      done = fail(ErrorCode::kCorrupt, "this is not a command");
    }
    const Json reply = done ? Json{{"done", std::move(*done)}} : Json{{"error", to_message(done.error())}};
    if (!connection.write_line(line_of(reply))) return;
  }
}

}  // namespace

std::unique_ptr<Remote> Remote::connect(const Home& home) {
  if (!HomeLock::is_held(home)) return nullptr;
  auto connection = LineConnection::connect(socket_file(home));
  if (!connection) return nullptr;
  return std::unique_ptr<Remote>(new Remote(std::move(*connection)));
}

Result<ingest::IndexSummary> Remote::index(const IndexRequest& request, ProgressReporter& progress,
                                           const std::stop_token& stop) {
  Json folders = Json::array();
  for (const std::string& folder : request.folders) folders.push_back(to_hex(folder));
  const Json message = {{"do", "index"}, {"folders", std::move(folders)}, {"jobs", request.jobs}};
  return summary_from(TRY(command(*connection_, message, progress, stop)));
}

Result<ModelSwitch> Remote::use_model(const std::string& name, ProgressReporter& progress,
                                      const std::stop_token& stop) {
  const Json done = TRY(command(*connection_, {{"do", "use_model"}, {"name", to_hex(name)}}, progress, stop));
  if (!done.is_object()) return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently");
  return ModelSwitch{done.value("switched", false), done.value("encoded", std::int64_t{0})};
}

Result<AddedModel> Remote::add_model(const std::string& folder) {
  SilentProgress silent;
  const Json done = TRY(command(*connection_, {{"do", "add_model"}, {"name", to_hex(folder)}}, silent, {}));
  if (!done.is_object()) return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently");
  return AddedModel{.name = TRY(from_hex(done.value("name", ""))),
                    .space = TRY(from_hex(done.value("space", ""))),
                    .dimension = done.value("dimension", std::int64_t{0})};
}

Result<RemovedModel> Remote::remove_model(const std::string& name) {
  SilentProgress silent;
  const Json done = TRY(command(*connection_, {{"do", "remove_model"}, {"name", to_hex(name)}}, silent, {}));
  if (!done.is_object()) return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently");
  return RemovedModel{.vectors = done.value("vectors", std::int64_t{0}),
                      .photos = done.value("photos", std::int64_t{0})};
}

Result<std::int64_t> Remote::remove_root(const std::string& folder) {
  SilentProgress silent;
  const Json done = TRY(command(*connection_, {{"do", "remove_root"}, {"name", to_hex(folder)}}, silent, {}));
  return done.is_number_integer() ? done.get<std::int64_t>() : 0;
}

Result<std::int64_t> Remote::correct(const Correction& correction) {
  SilentProgress silent;
  Json message = to_message(correction);
  message["do"] = "correct";
  const Json done = TRY(command(*connection_, message, silent, {}));
  return done.is_number_integer() ? done.get<std::int64_t>() : 0;
}

Result<std::int64_t> Remote::undo_correction() {
  SilentProgress silent;
  const Json done = TRY(command(*connection_, {{"do", "undo_correction"}}, silent, {}));
  return done.is_number_integer() ? done.get<std::int64_t>() : 0;
}

Result<std::string> Remote::ask(const Question& question) {
  SilentProgress silent;
  Json message = to_message(question);
  message["do"] = "ask";
  const Json done = TRY(command(*connection_, message, silent, {}));
  if (!done.is_string()) return fail(ErrorCode::kCorrupt, "the other shoebox speaks differently");
  return done.get<std::string>();
}

Result<std::unique_ptr<CommandServer>> CommandServer::create(Service& service) {
  auto server = TRY(LineServer::create(
      socket_file(service.home()),
      [&service](LineConnection& connection, const std::stop_token& stop) { serve(service, connection, stop); }));
  return std::unique_ptr<CommandServer>(new CommandServer(std::move(server)));
}

}  // namespace shoebox::engine
