#include <memory>
#include <ranges>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/limits.h"
#include "core/path.h"
#include "engine/library.h"
#include "engine/remote.h"

namespace shoebox::cli {

namespace {

struct IndexOptions {
  std::vector<std::string> folders;
  int jobs = 0;
  std::string without;  // stages to leave out; none of them exists yet, so nothing changes
  std::string only;     // stages that alone are to run
};

nlohmann::json to_json(const ingest::IndexSummary& summary) {
  nlohmann::json skipped = nlohmann::json::array();
  for (const auto& file : summary.skipped) skipped.push_back({{"path", printable(file.path)}, {"error", file.error}});
  return {{"seen", summary.seen},   {"added", summary.added},     {"unchanged", summary.unchanged},
          {"moved", summary.moved}, {"updated", summary.updated}, {"ignored", summary.ignored},
          {"skipped", skipped},     {"seconds", summary.seconds}, {"photos_per_second", summary.photos_per_second}};
}

void print(Context& context, const ingest::IndexSummary& summary) {
  const Language language = context.language;
  context.out.line(say(language, "{} files: {} added, {} unchanged, {} moved, {} updated, {} not pictures, {} skipped",
                       say_count(summary.seen), say_count(summary.added), say_count(summary.unchanged),
                       say_count(summary.moved), say_count(summary.updated), say_count(summary.ignored),
                       say_count(static_cast<std::int64_t>(summary.skipped.size()))));
  context.out.line(
      say(language, "{} at {:.1f} photos/s", say_duration(language, summary.seconds), summary.photos_per_second));
  if (!summary.skipped.empty()) context.out.line(translate(language, "why they were skipped: shoebox status"));
}

/// The stages that can be named. What reads faces and text in pictures is not there yet.
Result<void> check_stages(const IndexOptions& options) {
  for (const std::string_view list : {std::string_view(options.without), std::string_view(options.only)}) {
    for (const auto part : std::views::split(list, ',')) {
      const std::string_view stage(part.begin(), part.end());
      if (stage != "faces" && stage != "ocr") {
        return fail(ErrorCode::kInvalidArgument, "the stages are faces and ocr", printable(stage));
      }
    }
  }
  if (options.only.empty()) return {};
  return fail(ErrorCode::kUnsupported, "this version reads no faces and no text in pictures yet", "--only");
}

/// In the process that has the library open, if there is one, else here.
Result<ingest::IndexSummary> read_photos(Context& context, const engine::IndexRequest& request,
                                         ProgressReporter& progress) {
  if (const auto remote = engine::Remote::connect(context.home)) {
    return remote->index(request, progress, context.stop_on_signal());
  }
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kWrite));
  if (request.folders.empty() && TRY(library->status()).roots.empty()) {
    return fail(ErrorCode::kNotFound, "nothing is indexed here yet; start with: shoebox index DIR");
  }
  return library->index(request, progress, context.stop_on_signal());
}

Result<ExitCode> index(Context& context, const IndexOptions& options) {
  TRY(check_stages(options));
  std::vector<std::string> folders;
  folders.reserve(options.folders.size());
  for (const std::string& folder : options.folders) folders.push_back(TRY(absolute_path(folder)));
  TerminalProgress progress(context.err, context.language,
                            choose_progress_style(context.quiet || context.json, context.err));
  const auto summary = TRY(read_photos(context, {.folders = folders, .jobs = options.jobs}, progress));
  progress.finish();
  if (context.json)
    context.out.line(json_text(to_json(summary)));
  else if (!context.quiet)
    print(context, summary);
  if (!summary.interrupted) return ExitCode::kOk;
  return fail(ErrorCode::kCancelled, "stopped; everything read so far is kept, the same command goes on from here");
}

}  // namespace

Runner declare_index(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<IndexOptions>();
  command
      .add_option("folders", options->folders,
                  text("folders to read, with everything below; none: all known folders again"))
      ->option_text("[DIR...]");
  command.add_option("--jobs", options->jobs, text("decode processes; 0: one a core"))
      ->option_text("N")
      ->check(CLI::Range(0, limits::kJobsMax));
  command.add_option("--without", options->without, text("leave these out, comma-separated: faces, ocr"))
      ->option_text("STAGES");
  command.add_option("--only", options->only, text("do only these, comma-separated: faces, ocr"))
      ->option_text("STAGES");
  command.footer(
      text("Examples:\n"
           "  shoebox index ~/Pictures /mnt/nas/photos\n"
           "  shoebox index                     look for what is new\n"
           "  shoebox index --json --quiet      for scripts: one line of JSON at the end"));
  return [options](Context& context) { return index(context, *options); };
}

}  // namespace shoebox::cli
