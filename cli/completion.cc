#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/config.h"

namespace shoebox::cli {

namespace {

/// One subcommand with everything that may follow it, as the shells need it.
struct Node {
  std::string path;                                          // "model use"
  std::vector<std::pair<std::string, std::string>> words;    // subcommand, description
  std::vector<std::pair<std::string, std::string>> options;  // --long or -s, description
  std::vector<std::string> values;                           // what may stand there, where that is a short list
};

/// By what help calls them. Of other options anything may be the value.
std::vector<std::string> values_of(const CLI::Option& option) {
  const std::string& name = option.get_option_text();
  if (name == "SHELL") return {"bash", "zsh", "fish"};
  if (name == "zh-CN|en") return {"zh-CN", "en"};
  std::vector<std::string> values;
  if (name != "KEY") return values;
  for (const ConfigKey& key : Config::keys()) values.emplace_back(key.name);
  return values;
}

std::vector<const CLI::App*> children(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* child) { return !child->get_group().empty(); });
}

void add_options(const CLI::App& app, Node& node) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames())
      node.options.emplace_back("--" + name, option->get_description());
    for (const std::string& name : option->get_snames())
      node.options.emplace_back("-" + name, option->get_description());
    if (option->get_positional() && node.values.empty()) node.values = values_of(*option);
  }
}

void collect(const CLI::App& app, const CLI::App& root, const std::string& path, std::vector<Node>& nodes) {
  Node node{path, {}, {}, {}};
  add_options(app, node);
  if (&app != &root) add_options(root, node);
  for (const CLI::App* child : children(app)) node.words.emplace_back(child->get_name(), child->get_description());
  nodes.push_back(node);
  for (const CLI::App* child : children(app)) {
    collect(*child, root, path.empty() ? child->get_name() : path + " " + child->get_name(), nodes);
  }
}

std::vector<Node> tree_of(const CLI::App& app) {
  std::vector<Node> nodes;
  collect(app, app, "", nodes);
  return nodes;
}

std::string join_names(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string text;
  for (const auto& [name, description] : pairs) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string join_values(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " ") + value;
  return text;
}

/// The options of the whole program that take one of a few words: all commands know them.
std::vector<std::pair<std::string, std::string>> options_with_values(const CLI::App& app) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const CLI::Option* option : app.get_options()) {
    const std::string values = join_values(values_of(*option));
    if (values.empty()) continue;
    for (const std::string& name : option->get_lnames()) pairs.emplace_back("--" + name, values);
  }
  return pairs;
}

/// The same for bash and zsh: a line of `case` for each such option.
std::string value_cases(const CLI::App& app) {
  std::string cases;
  for (const auto& [name, values] : options_with_values(app)) {
    cases += fmt::format("    {}) values=({}) ;;\n", name, values);
  }
  return cases;
}

/// For a single-quoted shell string.
std::string shell_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else if (c == '\n')
      result += ' ';
    else
      result += c;
  }
  return result;
}

std::string bash_script(const CLI::App& app) {
  std::string cases;
  for (const Node& node : tree_of(app)) {
    cases += fmt::format("    \"{}\") words=\"{}\" options=\"{}\" values=({}) ;;\n", node.path, join_names(node.words),
                         join_names(node.options), join_values(node.values));
  }
  return fmt::format(
      R"(# bash completion for shoebox: source this file, or put it into ~/.local/share/bash-completion/completions/shoebox
_shoebox_lookup() {{
  case "$1" in
{}    *) return 1 ;;
  esac
}}
_shoebox() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" path="" word words="" options="" given=0
  local -a values=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$word" in -*) continue ;; esac
    if _shoebox_lookup "${{path:+$path }}$word"; then path="${{path:+$path }}$word" given=0; else given=1; fi
  done
  _shoebox_lookup "$path"
  (( given )) && values=()
  case "${{COMP_WORDS[COMP_CWORD-1]}}" in
{}  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif (( ${{#values[@]}} )); then
    COMPREPLY=($(compgen -W "${{values[*]}}" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ -z "$words" ]] && compopt -o default
  fi
}}
complete -F _shoebox shoebox
)",
      cases, value_cases(app));
}

std::string zsh_script(const CLI::App& app) {
  const auto described = [](const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::string text;
    for (const auto& [name, description] : pairs) {
      std::string clean = shell_text(description);
      for (std::size_t at = 0; (at = clean.find(':', at)) != std::string::npos; at += 2) clean.insert(at, "\\");
      text += fmt::format(" '{}:{}'", name, clean);
    }
    return text;
  };
  std::string cases;
  for (const Node& node : tree_of(app)) {
    cases += fmt::format("    '{}') words=({}) options=({}) values=({}) ;;\n", node.path, described(node.words),
                         described(node.options), join_values(node.values));
  }
  return fmt::format(R"(#compdef shoebox
# zsh completion for shoebox: put it as _shoebox into a folder of $fpath
_shoebox_lookup() {{
  case "$1" in
{}    *) return 1 ;;
  esac
}}
_shoebox() {{
  local path_words="" word given=0
  local -a words_before options values
  words_before=("${{words[@]:1:CURRENT-2}}")
  local current="${{words[CURRENT]}}" previous="${{words[CURRENT-1]}}"
  local -a words
  for word in $words_before; do
    [[ "$word" == -* ]] && continue
    if _shoebox_lookup "${{path_words:+$path_words }}$word"; then
      path_words="${{path_words:+$path_words }}$word" given=0
    else
      given=1
    fi
  done
  words=() options=() values=()
  _shoebox_lookup "$path_words"
  (( given )) && values=()
  case "$previous" in
{}  esac
  if [[ "$current" == -* ]]; then
    _describe option options
  elif (( $#values )); then
    _describe value values
  elif (( $#words )); then
    _describe command words
  else
    _files
  fi
}}
compdef _shoebox shoebox
)",
                     cases, value_cases(app));
}

std::string fish_script(const CLI::App& app) {
  std::string lines =
      "# fish completion for shoebox: put it into ~/.config/fish/completions/shoebox.fish\n"
      "function __shoebox_at\n"
      "  set -l words (commandline -opc | string match -v -r '^-')[2..]\n"
      "  set -l wanted (string split -n ' ' -- $argv[1])\n"
      "  test (count $wanted) -le (count $words); or return 1\n"
      "  test (count $wanted) -eq 0; and return 0\n"
      "  test \"$words[1..\"(count $wanted)\"]\" = \"$wanted\" 2>/dev/null; or "
      "test (string join ' ' -- $words[1..(count $wanted)]) = \"$argv[1]\"\n"
      "end\n"
      "function __shoebox_only_at\n"
      "  set -l words (commandline -opc | string match -v -r '^-')[2..]\n"
      "  test (string join ' ' -- $words) = \"$argv[1]\"\n"
      "end\n";
  for (const auto& [name, values] : options_with_values(app)) {
    lines += fmt::format("complete -c shoebox -x -l {} -a '{}'\n", name.substr(2), values);
  }
  for (const Node& node : tree_of(app)) {
    if (!node.values.empty()) {
      lines += fmt::format("complete -c shoebox -f -n '__shoebox_only_at \"{}\"' -a '{}'\n", node.path,
                           join_values(node.values));
    }
    for (const auto& [name, description] : node.words) {
      lines += fmt::format("complete -c shoebox -f -n '__shoebox_only_at \"{}\"' -a '{}' -d '{}'\n", node.path, name,
                           shell_text(description));
    }
    for (const auto& [name, description] : node.options) {
      const bool is_long = name.starts_with("--");
      lines += fmt::format("complete -c shoebox -n '__shoebox_at \"{}\"' -{} {} -d '{}'\n", node.path,
                           is_long ? 'l' : 's', name.substr(is_long ? 2 : 1), shell_text(description));
    }
  }
  return lines;
}

std::string roff(std::string_view text) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
    line_start = c == '\n';
  }
  return result;
}

void append_options(const CLI::App& app, std::string& page) {
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_positional() ? option->get_name(true, false) : option->get_name(false, true);
    page += fmt::format(".TP\n.B {}{}{}\n{}\n", roff(name), option->get_option_text().empty() ? "" : " ",
                        roff(option->get_option_text()), roff(option->get_description()));
  }
}

void append_command(const CLI::App& app, const std::string& path, std::string& page) {
  page += fmt::format(".SS {}\n{}\n", roff(path), roff(app.get_description()));
  append_options(app, page);
  if (!app.get_footer().empty()) page += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(app.get_footer()));
  for (const CLI::App* child : children(app)) append_command(*child, path + " " + child->get_name(), page);
}

}  // namespace

Result<std::string> completion_script(const CLI::App& app, std::string_view shell) {
  if (shell == "bash") return bash_script(app);
  if (shell == "zsh") return zsh_script(app);
  if (shell == "fish") return fish_script(app);
  return fail(ErrorCode::kInvalidArgument, "the shells are bash, zsh and fish", std::string(shell));
}

std::string manual_page(const CLI::App& app) {
  std::string page = fmt::format(
      ".TH SHOEBOX 1 \"\" \"shoebox {}\" \"User Commands\"\n"
      ".SH NAME\nshoebox \\- {}\n.SH SYNOPSIS\n.B shoebox\n.I COMMAND\n[options]\n"
      ".SH OPTIONS\nThey may stand before or after the command.\n",
      SHOEBOX_VERSION, roff(app.get_description()));
  append_options(app, page);
  page += ".SH COMMANDS\n";
  for (const CLI::App* child : children(app)) append_command(*child, child->get_name(), page);
  page += fmt::format(".SH EXAMPLES\n.nf\n{}\n.fi\n", roff(app.get_footer()));
  page +=
      ".SH EXIT STATUS\n0: ok. 1: nothing found. 2: error.\n"
      ".SH ENVIRONMENT\n.TP\n.B SHOEBOX_HOME\nthe data folder\n.TP\n.B SHOEBOX_TIME_ZONE\nthe home time zone, as "
      "Asia/Shanghai\n";
  return page;
}

}  // namespace shoebox::cli
