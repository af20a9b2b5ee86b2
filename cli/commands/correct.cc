#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/duration.h"
#include "cli/json_text.h"
#include "core/path.h"
#include "engine/library.h"
#include "engine/remote.h"

namespace shoebox::cli {

namespace {

using What = engine::Correction::What;

struct Options {
  std::vector<std::string> files;
  std::string camera;
  std::string taken;
  std::string shift;
  std::string place;
  std::string zone;
  std::string as_said;
  bool nowhere = false;
  bool undo = false;
};

int count_of(const Options& options) {
  int said = 0;
  for (const auto* text : {&options.taken, &options.shift, &options.place, &options.zone, &options.as_said}) {
    said += text->empty() ? 0 : 1;
  }
  return said + (options.nowhere ? 1 : 0) + (options.undo ? 1 : 0);
}

Result<engine::Correction> correction_of(const Options& options) {
  engine::Correction correction;
  for (const std::string& file : options.files) correction.files.push_back(TRY(absolute_path(file)));
  correction.camera = options.camera;
  if (!options.taken.empty()) {
    correction.text = options.taken;
  } else if (!options.shift.empty()) {
    correction.what = What::kShift;
    const auto seconds = parse_duration(options.shift);
    if (!seconds) {
      return fail(ErrorCode::kInvalidArgument, "a shift looks like +1h, -30m or +2d12h", printable(options.shift));
    }
    correction.seconds = *seconds;
  } else if (!options.place.empty()) {
    correction.what = What::kPlace;
    correction.text = options.place;
  } else if (!options.zone.empty()) {
    correction.what = What::kZone;
    correction.text = options.zone;
  } else if (!options.as_said.empty()) {
    correction.what = What::kAsSaid;
    correction.text = options.as_said;
  } else {
    correction.what = What::kNowhere;
  }
  return correction;
}

/// By whoever may write: the process that holds the home, or this one.
template <typename Work>
Result<std::int64_t> in_library(const Context& context, Work work) {
  if (const auto remote = engine::Remote::connect(context.home)) return work(*remote);
  // Opening to write would make a library where there is none.
  TRY(engine::Library::open(context.home, engine::Access::kRead));
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kWrite));
  return work(*library);
}

std::string said_of(Language language, bool undone, std::int64_t photos) {
  if (photos == 0 && !undone) {
    return std::string(translate(language, "nothing changed: the photos have that already, or no clock to move"));
  }
  if (photos == 1) {
    return std::string(undone ? translate(language, "one photo is as it was before")
                              : translate(language, "one photo corrected; take it back with: shoebox correct --undo"));
  }
  return undone ? say(language, "{} photos are as they were before", say_count(photos))
                : say(language, "{} photos corrected; take it back with: shoebox correct --undo", say_count(photos));
}

Result<ExitCode> run(Context& context, const Options& options) {
  if (count_of(options) != 1) {
    return fail(ErrorCode::kInvalidArgument,
                "say one of --taken, --shift, --place, --nowhere, --zone, --as-said and --undo");
  }
  if (options.undo && !(options.files.empty() && options.camera.empty())) {
    return fail(ErrorCode::kInvalidArgument,
                "it takes back what was corrected last, whichever photos that were: leave out files and --camera",
                "--undo");
  }
  std::int64_t photos = 0;
  if (options.undo) {
    photos = TRY(in_library(context, [](auto& library) { return library.undo_correction(); }));
  } else {
    const engine::Correction correction = TRY(correction_of(options));
    photos = TRY(in_library(context, [&](auto& library) { return library.correct(correction); }));
  }
  if (context.json) {
    context.out.line(json_text(nlohmann::json{{options.undo ? "undone" : "corrected", photos}}));
  } else if (!context.quiet) {
    context.out.line(said_of(context.language, options.undo, photos));
  }
  return photos == 0 && !options.undo ? ExitCode::kNothingFound : ExitCode::kOk;
}

}  // namespace

Runner declare_correct(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<Options>();
  command.add_option("files", options->files, text("photos of the library"))->option_text("FILE ...");
  command.add_option("--camera", options->camera, text("all photos of this camera"))->option_text("NAME");
  command.add_option("--taken", options->taken, text("taken then: 2024-03-09T14:05, or only its beginning"))
      ->option_text("TIME");
  command.add_option("--shift", options->shift, text("the clock was wrong by this: +1h, -30m, +2d12h"))
      ->option_text("TIME");
  command.add_option("--place", options->place, text("taken there: Kyoto, or in degrees 35.01,135.77"))
      ->option_text("PLACE");
  command.add_flag("--nowhere", options->nowhere, text("the place is wrong, and the right one is not known"));
  command.add_option("--zone", options->zone, text("the clocks there: Asia/Tokyo"))->option_text("ZONE");
  command.add_option("--as-said", options->as_said, text("taken, place or zone as the files say it again"))
      ->option_text("FIELD");
  command.add_flag("--undo", options->undo, text("take back what was corrected last"));
  command.footer(
      text("Examples:\n"
           "  shoebox correct scan*.jpg --taken 1987-07\n"
           "  shoebox correct --camera \"Canon EOS R6\" --shift +1h\n"
           "  shoebox correct IMG_0042.jpg --place Kyoto\n"
           "  shoebox correct --undo\n"
           "Files are never written to: what you say is kept in the library and stands before what they say."));
  return [options](Context& context) { return run(context, *options); };
}

}  // namespace shoebox::cli
