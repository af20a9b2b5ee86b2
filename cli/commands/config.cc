#include "core/config.h"

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/path.h"

namespace shoebox::cli {

namespace {

struct ConfigOptions {
  std::string key;
  std::optional<std::string> value;  // "" is one: back to the default
};

Result<ExitCode> get_setting(Context& context, const ConfigOptions& options) {
  const Config config = TRY(Config::load(context.home.config_file()));
  if (!options.key.empty()) {
    const std::string value = TRY(config.get(options.key));
    context.out.line(context.json ? json_text(nlohmann::json{{options.key, value}}) : value);
    return ExitCode::kOk;
  }
  nlohmann::json all = nlohmann::json::object();
  for (const ConfigKey& key : Config::keys()) {
    const std::string value = TRY(config.get(key.name));
    all[std::string(key.name)] = value;
    if (!context.json) {
      context.out.line(fmt::format("{:<14} {:<20} {}", key.name, value.empty() ? "-" : value,
                                   translate(context.language, key.help)));
    }
  }
  if (context.json) context.out.line(json_text(all));
  return ExitCode::kOk;
}

Result<ExitCode> set_setting(Context& context, const ConfigOptions& options) {
  if (!options.value) {
    return fail(ErrorCode::kInvalidArgument, "say its new value; \"\" goes back to the default",
                printable(options.key));
  }
  TRY(engine::create_home(context.home));
  Config config = TRY(Config::load(context.home.config_file()));
  TRY(config.set(options.key, *options.value));
  TRY(config.save(context.home.config_file()));
  return ExitCode::kOk;
}

}  // namespace

Runner declare_config(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<ConfigOptions>();
  command.require_subcommand(1);
  CLI::App* get = command.add_subcommand("get", text("show one setting, or all"))->fallthrough();
  get->add_option("key", options->key, text("the setting"))->option_text("KEY");
  CLI::App* set =
      command.add_subcommand("set", text("change a setting; an empty value goes back to the default"))->fallthrough();
  set->add_option("key", options->key, text("the setting"))->option_text("KEY")->required();
  set->add_option_function<std::string>(
         "value", [options](const std::string& value) { options->value = value; }, text("its new value"))
      ->option_text("VALUE");
  command.footer(
      text("Examples:\n"
           "  shoebox config get\n"
           "  shoebox config set time_zone Asia/Shanghai\n"
           "  shoebox config set exclude \"*.tmp,private/\""));
  return [options, set](Context& context) {
    return set->parsed() ? set_setting(context, *options) : get_setting(context, *options);
  };
}

}  // namespace shoebox::cli
