#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/limits.h"
#include "core/path.h"
#include "engine/sentence_reader.h"
#include "query/query_json.h"

namespace shoebox::cli {

namespace {

struct ParseOptions {
  std::vector<std::string> words;
  std::string now;
  std::string queries;
};

/// A line of --queries: plain words, or {"q": …, "now": …}.
struct Asked {
  std::string text;
  std::string now;
};

Result<Asked> asked_in(const std::string& line, const std::string& now) {
  Asked asked{.text = line, .now = now};
  if (!line.starts_with('{')) return asked;
  const auto json = nlohmann::json::parse(line, nullptr, false);
  const auto text = json.is_object() ? json.find("q") : json.end();
  if (!json.is_object() || text == json.end() || !text->is_string()) return asked;  // words that begin with {
  asked.text = text->get<std::string>();
  const auto its_now = json.find("now");
  if (its_now == json.end() || its_now->is_null()) return asked;
  if (!its_now->is_string()) return fail(ErrorCode::kInvalidArgument, "\"now\" is a time as text");
  asked.now = its_now->get<std::string>();
  return asked;
}

Result<query::Query> understand(const engine::SentenceReader& reader, const Asked& asked) {
  if (asked.text.size() > static_cast<std::size_t>(limits::kQueryBytesMax))
    return fail(ErrorCode::kLimitExceeded, "the question is too long");
  return reader.read(asked.text, asked.now);
}

void print(Context& context, const query::Query& query) {
  const Language language = context.language;
  for (const query::Chip& chip : query.chips) {
    context.out.line(fmt::format("{}{:<12}  {}  ({})", chip.negated ? "- " : "  ",
                                 translate(language, query::name_of(chip.kind)), terminal_safe(chip.text),
                                 terminal_safe(chip.canonical)));
  }
  if (!query.meaning.empty()) context.out.line(say(language, "  meaning       {}", terminal_safe(query.meaning)));
  if (!query.negative_meaning.empty())
    context.out.line(say(language, "- meaning       {}", terminal_safe(query.negative_meaning)));
  for (const std::string& unread : query.unread)
    context.out.line(
        say(language, "looked for as words, since it cannot be read as a filter: {}", terminal_safe(unread)));
  for (const std::string& suggestion : query.suggestions)
    context.out.line(say(language, "did you mean: {}", terminal_safe(suggestion)));
}

Result<ExitCode> parse_lines(Context& context, const engine::SentenceReader& reader, const ParseOptions& options) {
  std::ifstream file;
  if (options.queries != "-") {
    std::error_code error;
    if (!std::filesystem::is_directory(options.queries, error)) file.open(options.queries);
    if (!file.is_open()) return fail(ErrorCode::kNotFound, "cannot open the file", printable(options.queries));
  }
  std::istream& lines = options.queries == "-" ? std::cin : file;
  ExitCode code = ExitCode::kOk;
  for (std::string line; std::getline(lines, line) && !context.out.ended();) {
    if (line.ends_with('\r')) line.pop_back();
    const auto asked = asked_in(line, options.now);
    const auto query = asked ? understand(reader, *asked) : Result<query::Query>(std::unexpected(asked.error()));
    if (query) {
      context.out.line(json_text(query::to_json(*query)));
    } else {
      code = ExitCode::kError;
      const nlohmann::json error = {{"code", to_string(query.error().code)},
                                    {"message", printable(query.error().text())}};
      context.out.line(nlohmann::json{{"error", error}}.dump());
    }
    context.out.flush();
  }
  return code;
}

Result<ExitCode> parse(Context& context, const ParseOptions& options) {
  if (options.words.empty() && options.queries.empty())
    return fail(ErrorCode::kInvalidArgument, "say a sentence, or give a file of them with --queries FILE");
  const auto reader = TRY(engine::SentenceReader::open(context.home));
  if (!options.queries.empty()) return parse_lines(context, *reader, options);
  std::string text;
  for (const std::string& word : options.words) text += (text.empty() ? "" : " ") + word;
  const query::Query query = TRY(understand(*reader, {.text = text, .now = options.now}));
  if (context.json)
    context.out.line(json_text(query::to_json(query)));
  else
    print(context, query);
  return ExitCode::kOk;
}

}  // namespace

Runner declare_parse(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<ParseOptions>();
  command.add_option("query", options->words, text("a sentence in Chinese or English"))->option_text("QUERY");
  command.add_option("--now", options->now, text("what \"now\" is, as 2026-11-23T12:00:00+08:00"))->option_text("TIME");
  command
      .add_option("--queries", options->queries,
                  text("a sentence a line from a file or - , or {\"q\", \"now\"}; answers as JSON lines"))
      ->option_text("FILE|-");
  command.footer(
      text("Examples:\n"
           "  shoebox parse 去年在日本拍的樱花\n"
           "  shoebox parse \"dogs in Paris, not at night\" --json"));
  return [options](Context& context) { return parse(context, *options); };
}

}  // namespace shoebox::cli
