#include "cli/parser.h"

#include <array>

#include <CLI/CLI.hpp>

#include "core/path.h"

namespace shoebox::cli {

namespace {

struct CommandRow {
  const char* name;
  Runner (*declare)(CLI::App&, Language);
  const char* summary;
};

constexpr std::array kCommands = {
    CommandRow{"index", declare_index, "read photos and make them findable"},
    CommandRow{"search", declare_search, "find photos by what is in them"},
    CommandRow{"parse", declare_parse, "what a sentence is understood as"},
    CommandRow{"status", declare_status, "what the library holds"},
    CommandRow{"roots", declare_roots, "the folders that are indexed"},
    CommandRow{"correct", declare_correct, "say when or where photos were really taken"},
    CommandRow{"import", declare_import, "take over vectors that were made elsewhere"},
    CommandRow{"export", declare_export, "write the vectors for other programs"},
    CommandRow{"model", declare_model, "the models that understand photos and sentences"},
    CommandRow{"serve", declare_serve, "the page and the REST interface, on this machine or for the house"},
    CommandRow{"passwd", declare_passwd, "set the password for the page"},
    CommandRow{"config", declare_config, "read and change settings"},
    CommandRow{"completion", declare_completion, "print a completion script for bash, zsh or fish"},
    CommandRow{"man", declare_man, "print the manual page"},
};

constexpr const char* kExamples =
    "Examples:\n"
    "  shoebox index ~/Pictures              read every photo there, once\n"
    "  shoebox search \"日落沙滩\"             ask in Chinese or English\n"
    "  shoebox search dog on a beach -k 5    the five best\n"
    "  shoebox search --image cat.jpg        everything like this picture\n"
    "  shoebox status                        what is in the library\n"
    "Everything stays on this machine. Photos and their folders are never written to.";

/// The words that CLI11 puts into help itself.
void set_labels(CLI::App& app, Language language) {
  for (const char* label : {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "Positionals", "REQUIRED", "TEXT"}) {
    app.get_formatter()->label(label, std::string(translate(language, label)));
  }
  app.get_formatter()->column_width(34);
  app.option_defaults()->group(std::string(translate(language, "Options")));
}

const CLI::App& deepest_parsed(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest_parsed(*parsed.front());
}

/// "shoebox model use"
std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : full_name(*app.get_parent()) + " " + app.get_name();
}

/// "add, list, use"; empty when it has none of its own.
std::string names_of_commands(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return names;
}

/// The first word that is neither an option nor the value of a global one, where a command should stand.
std::string_view first_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--home" || word == "--lang")
      ++i;
    else if (!word.starts_with('-'))
      return word;
  }
  return {};
}

}  // namespace

Parser::Parser(Language language)
    : app_(std::make_unique<CLI::App>(
          std::string(translate(language, "Find photos by what is in them, on your own machine.")), "shoebox")) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  set_labels(*app_, language);
  app_->set_help_flag("-h,--help", text("show this help"))->group(text("Options"));
  app_->set_version_flag("--version", "shoebox " SHOEBOX_VERSION, text("show the version"));
  app_->add_option("--home", global_.home, text("the data folder (else $SHOEBOX_HOME, else the XDG data folder)"))
      ->option_text("DIR");
  app_->add_option("--lang", global_.language, text("language of messages"))
      ->option_text("zh-CN|en")
      ->check(CLI::IsMember({"zh-CN", "zh", "en"}));
  app_->add_flag("-q,--quiet", global_.quiet, text("no progress, errors only"));
  app_->add_flag("--json", global_.json, text("answers as JSON"));
  app_->footer(text(kExamples));
  app_->require_subcommand(1);
  for (const CommandRow& row : kCommands) {
    CLI::App* command = app_->add_subcommand(row.name, text(row.summary));
    command->fallthrough()->group(text("Commands"));
    command->get_help_ptr()->group(text("Options"));
    runners_.emplace_back(command, row.declare(*command, language));
    for (CLI::App* part : command->get_subcommands([](const CLI::App*) { return true; })) {
      part->group(text("Commands"))->footer("");
      part->get_help_ptr()->group(text("Options"));
    }
  }
}

Parser::~Parser() = default;

Result<Parser::Outcome> Parser::parse(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App& asked = deepest_parsed(*app_);
    return Outcome{{}, asked.help(asked.get_parent() == nullptr ? "" : full_name(*asked.get_parent()))};
  } catch (const CLI::CallForVersion& version) {
    return Outcome{{}, std::string(version.what()) + "\n"};
  } catch (const CLI::ParseError& error) {
    const CLI::App& failed = deepest_parsed(*app_);
    const std::string_view word = first_word(argc, argv);
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && argc < 2) return Outcome{{}, app_->help()};
    if (&failed == app_.get() && !word.empty()) {
      return fail(ErrorCode::kInvalidArgument, "there is no such command; see shoebox --help", printable(word));
    }
    const std::string commands = names_of_commands(failed);
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !commands.empty()) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("say which of its commands: {}; see {} --help", commands, full_name(failed)));
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}; see {} --help", printable(error.what()), full_name(failed)));
  }
  for (const auto& [command, runner] : runners_) {
    if (command->parsed()) return Outcome{runner, {}};
  }
  return Outcome{{}, app_->help()};
}

}  // namespace shoebox::cli
