#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/path.h"
#include "engine/library.h"
#include "engine/models.h"
#include "engine/remote.h"

namespace shoebox::cli {

namespace {

/// The name of the model that answers now: of the active space, else the embedded one.
std::string active_model(Context& context) {
  if (!engine::home_exists(context.home)) return "default";
  const auto library = engine::Library::open(context.home, engine::Access::kRead);
  return library ? (*library)->active_model_name() : "default";
}

Result<ExitCode> list_models(Context& context) {
  const std::string active = active_model(context);
  nlohmann::json all = nlohmann::json::array();
  for (const engine::InstalledModel& each : engine::installed_models(context.home, engine::find_program_files())) {
    const bool answers = each.name == active;
    nlohmann::json row = {
        {"name", each.name}, {"folder", printable(each.folder)}, {"embedded", each.embedded}, {"active", answers}};
    if (each.bundle) {
      row["space"] = each.bundle->space.value;
      row["dimension"] = each.bundle->dimension;
      row["licence"] = each.bundle->licence;
      row["languages"] = each.bundle->languages;
    } else {
      row["problem"] = printable(each.bundle.error().text());
    }
    all.push_back(row);
    if (context.json) continue;
    const std::string what = each.bundle ? say(context.language, "{} numbers a photo", each.bundle->dimension)
                                         : terminal_safe(say_error(context.language, each.bundle.error()));
    context.out.line(fmt::format("{} {:<24} {}", answers ? "*" : " ", terminal_safe(each.name), what));
  }
  if (context.json) context.out.line(json_text(all));
  return all.empty() ? ExitCode::kNothingFound : ExitCode::kOk;
}

/// In the process that has the library open, if there is one, else here; so do the others below.
Result<engine::AddedModel> take_in(Context& context, const std::string& folder) {
  if (const auto remote = engine::Remote::connect(context.home)) return remote->add_model(TRY(absolute_path(folder)));
  TRY(engine::create_home(context.home));
  const auto lock = TRY(engine::HomeLock::acquire(context.home));
  const auto bundle = TRY(engine::add_model(context.home, engine::find_program_files(), folder));
  return engine::AddedModel{bundle.name, bundle.space.value, static_cast<std::int64_t>(bundle.dimension)};
}

Result<ExitCode> add_model(Context& context, const std::string& folder) {
  const auto added = TRY(take_in(context, folder));
  if (context.json) {
    context.out.line(
        json_text(nlohmann::json{{"name", added.name}, {"space", added.space}, {"dimension", added.dimension}}));
  } else if (!context.quiet) {
    context.out.line(
        say(context.language, "added {0}; let it answer with: shoebox model use {0}", terminal_safe(added.name)));
  }
  return ExitCode::kOk;
}

Result<engine::ModelSwitch> switch_model(Context& context, const std::string& name, ProgressReporter& progress) {
  if (const auto remote = engine::Remote::connect(context.home)) {
    return remote->use_model(name, progress, context.stop_on_signal());
  }
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kWrite));
  return library->use_model(name, progress, context.stop_on_signal());
}

Result<ExitCode> use_model(Context& context, const std::string& name) {
  TerminalProgress progress(context.err, context.language,
                            choose_progress_style(context.quiet || context.json, context.err));
  const auto summary = TRY(switch_model(context, name, progress));
  progress.finish();
  if (context.json) {
    context.out.line(
        json_text(nlohmann::json{{"model", name}, {"active", summary.switched}, {"encoded", summary.encoded}}));
  } else if (!context.quiet) {
    context.out.line(
        summary.switched
            ? say(context.language, "{} answers from now on; {} photos were read for it", terminal_safe(name),
                  say_count(summary.encoded))
            : say(context.language,
                  "stopped: {} photos were read for {}; say it again to go on, until then the old model answers",
                  say_count(summary.encoded), terminal_safe(name)));
  }
  return summary.switched ? ExitCode::kOk : ExitCode::kError;
}

Result<engine::RemovedModel> take_out(Context& context, const std::string& name) {
  if (const auto remote = engine::Remote::connect(context.home)) return remote->remove_model(name);
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kWrite));
  return library->remove_model(name);
}

Result<ExitCode> remove_model(Context& context, const std::string& name) {
  const auto removed = TRY(take_out(context, name));
  if (context.json) {
    context.out.line(
        json_text(nlohmann::json{{"model", name}, {"vectors", removed.vectors}, {"photos", removed.photos}}));
  } else if (!context.quiet) {
    context.out.line(
        say(context.language, "removed {}, with {} vectors", terminal_safe(name), say_count(removed.vectors)));
  }
  return ExitCode::kOk;
}

}  // namespace

Runner declare_model(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto name = std::make_shared<std::string>();
  command.require_subcommand(1);
  command.add_subcommand("list", text("the models at hand; * answers now"))->fallthrough();
  CLI::App* add = command.add_subcommand("add", text("take a model bundle (a folder) into the library"))->fallthrough();
  add->add_option("folder", *name, text("folder of the bundle: immich or Hub layout"))->option_text("DIR")->required();
  CLI::App* use =
      command
          .add_subcommand("use",
                          text("let a model answer; photos are read for it first, the old one answers until then"))
          ->fallthrough();
  use->add_option("name", *name, text("its name, from model list"))->option_text("NAME")->required();
  CLI::App* remove =
      command.add_subcommand("remove", text("remove an added model, or imported vectors"))->fallthrough();
  remove->add_option("name", *name, text("its name, or that of the imported vectors"))->option_text("NAME")->required();
  command.footer(
      text("Examples:\n"
           "  shoebox model list\n"
           "  shoebox model add ~/Downloads/XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k\n"
           "  shoebox model use XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k"));
  return [name, add, use, remove](Context& context) {
    if (add->parsed()) return add_model(context, *name);
    if (use->parsed()) return use_model(context, *name);
    if (remove->parsed()) return remove_model(context, *name);
    return list_models(context);
  };
}

}  // namespace shoebox::cli
