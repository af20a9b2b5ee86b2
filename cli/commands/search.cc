#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/contact_sheet.h"
#include "cli/json_text.h"
#include "cli/photo_folders.h"
#include "core/limits.h"
#include "core/path.h"
#include "engine/library.h"
#include "engine/npy.h"
#include "engine/remote.h"
#include "image/encode_png.h"
#include "search/answer_json.h"

namespace shoebox::cli {

namespace {

constexpr std::size_t kSheetCells = 24;

struct SearchOptions {
  std::vector<std::string> words;
  std::size_t k = 12;
  std::string image;
  std::string weights;
  std::string model;
  std::string now;
  std::string contact_sheet;
  std::string queries;
  std::string vectors;
  bool explain = false;
  bool above_line = false;
  bool batch = false;
  bool no_fold = false;
  bool no_filters = false;
  bool strict = false;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// "0.7,0.3"
Result<void> parse_weights(std::string_view text, search::SearchRequest& request) {
  const char* const end = text.data() + text.size();
  const auto [comma, text_error] = std::from_chars(text.data(), end, request.text_weight);
  const bool has_comma = text_error == std::errc() && comma != end && *comma == ',';
  const auto [rest, image_error] = std::from_chars(has_comma ? comma + 1 : end, end, request.image_weight);
  if (has_comma && image_error == std::errc() && rest == end && request.text_weight >= 0 && request.image_weight >= 0) {
    return {};
  }
  return fail(ErrorCode::kInvalidArgument, "two numbers that are not negative, as 0.7,0.3", "--weights");
}

Result<engine::Question> question_of(const Context& context, engine::Library& library, const SearchOptions& options) {
  engine::Question question;
  question.model = options.model;
  question.strict = options.strict;
  if (!options.image.empty()) question.image_file = TRY(absolute_path(options.image));
  search::SearchRequest& request = question.request;
  request.text = joined(options.words);
  request.k = options.k;
  request.above_line = options.above_line;
  request.explain = options.explain;
  request.no_fold = options.no_fold;
  request.no_filters = options.no_filters;
  request.language = context.language == Language::kChinese ? search::Language::kChinese : search::Language::kEnglish;
  if (!options.weights.empty()) TRY(parse_weights(options.weights, request));
  if (!options.now.empty()) request.now_local_minutes = TRY(library.home_minutes(options.now));
  return question;
}

/// What each chip matches, and what all of them leave.
void print_plan(Context& context, const search::SearchAnswer& answer) {
  for (std::size_t i = 0; i < answer.plan->photos.size(); ++i) {
    const query::Chip& chip = answer.query.chips[i];
    context.out.line(fmt::format("{}{}  {}", chip.negated ? "-" : "", terminal_safe(chip.canonical),
                                 say_photos(context.language, static_cast<std::int64_t>(answer.plan->photos[i]))));
  }
  context.out.line(say(context.language, "{} of {} photos pass the filters",
                       say_count(static_cast<std::int64_t>(answer.plan->left)),
                       say_count(static_cast<std::int64_t>(answer.plan->library))));
}

void print_explanation(Context& context, const search::SearchAnswer& answer) {
  if (!answer.query.meaning.empty() || answer.plan) {
    context.out.line(say(context.language, "looked for: {}", terminal_safe(answer.meaning)));
  }
  if (answer.plan) print_plan(context, answer);
  const auto& ms = answer.took_ms;
  context.out.line(
      say(context.language,
          "model {}: parse {:.1f}, encode {:.1f}, filter {:.1f}, index {:.1f}, rank {:.1f}, total {:.1f} ms",
          answer.model, ms.parse, ms.encode, ms.filter, ms.index, ms.rank, ms.total));
}

/// "taken 2025-04-03 · Kyoto, Japan · looks like cherry blossom (0.81)"
std::string why(const search::SearchResult& result) {
  std::string text;
  for (const search::Reason& reason : result.why) text.append(text.empty() ? "" : " · ").append(reason.text);
  return text;
}

void print_to_errors(Context& context, const std::string& line) {
  std::fprintf(context.err, "%s\n", line.c_str());
}

/// What to leave out when nothing passes all filters.
void print_advice(Context& context, const search::SearchAnswer& answer) {
  print_to_errors(context, std::string(translate(context.language, "nothing found")));
  if (answer.relax.empty()) return;
  const search::Relaxation& best = answer.relax.front();
  print_to_errors(context, say(context.language, "no photo passes all filters; without \"{}\" there would be {}",
                               terminal_safe(answer.query.chips[best.chip].text),
                               say_count(static_cast<std::int64_t>(best.total))));
}

/// Folders whose photos are not shown for the time being.
void print_unavailable(Context& context, engine::Library& library) {
  const auto status = library.status();
  if (!status) return;
  for (const engine::RootStatus& root : status->roots) {
    if (root.root.available) continue;
    print_to_errors(context, say(context.language, "{} is not there now; its photos are kept and come back with it",
                                 terminal_safe(root.root.path)));
  }
}

/// What else may have been meant, also where something was found.
void print_suggestions(Context& context, const search::SearchAnswer& answer) {
  for (const std::string& unread : answer.query.unread) {
    print_to_errors(context, say(context.language, "looked for as words, since it cannot be read as a filter: {}",
                                 terminal_safe(unread)));
  }
  for (const std::string& suggestion : answer.query.suggestions) {
    print_to_errors(context, say(context.language, "did you mean: {}", terminal_safe(suggestion)));
  }
}

void print_answer(Context& context, const search::SearchAnswer& answer, bool explain) {
  bool under_line = false;
  for (const search::SearchResult& result : answer.results) {
    if (!under_line && result.relevance < answer.line) {
      under_line = true;
      context.out.line(translate(context.language, "maybe:"));
    }
    const std::string more = result.folded == 0 ? "" : fmt::format(" (+{})", result.folded);
    context.out.line(fmt::format("{:.2f}  {}{}", result.relevance, terminal_safe(result.path), more));
    if (explain || context.out.is_terminal()) context.out.line("      " + terminal_safe(why(result)));
  }
  if (explain) print_explanation(context, answer);
  if (context.quiet || !context.out.is_terminal()) return;
  context.out.line(say(context.language, "{} of {} photos, {:.0f} ms",
                       say_count(static_cast<std::int64_t>(answer.results.size())),
                       say_count(static_cast<std::int64_t>(answer.total)), answer.took_ms.total));
}

Result<void> write_contact_sheet(Context& context, engine::Library& library, const search::SearchAnswer& answer,
                                 const std::string& path) {
  std::vector<SheetCell> cells;
  for (const search::SearchResult& result : answer.results) {
    if (cells.size() == kSheetCells) break;
    auto picture = library.thumbnail(result.photo_id);
    cells.push_back({picture ? std::move(*picture) : image::Image{}, result.relevance});
  }
  const auto png = TRY(image::encode_png(make_contact_sheet(cells)));
  TRY(write_file_atomically(path, std::string_view(reinterpret_cast<const char*>(png.data()), png.size())));
  chmod(path.c_str(), 0644);  // a picture to show around, unlike what the library keeps
  if (!context.quiet && !context.json) context.out.line(say(context.language, "wrote {}", terminal_safe(path)));
  return {};
}

/// A strict answer says so; what it cost is in its took_ms.
std::string answer_json(const search::SearchAnswer& answer, bool strict) {
  nlohmann::json json = search::to_json(answer);
  if (strict) json["strict"] = true;
  return json_text(json);
}

/// By the process that has models and index loaded already.
Result<ExitCode> print_remote_answer(Context& context, engine::Remote& remote, const engine::Question& question) {
  const std::string answer = TRY(remote.ask(question));
  context.out.line(answer);
  const auto json = nlohmann::json::parse(answer, nullptr, false);
  const bool found = json.is_object() && json.contains("results") && !json["results"].empty();
  return found ? ExitCode::kOk : ExitCode::kNothingFound;
}

Result<ExitCode> search_once(Context& context, engine::Library& library, const SearchOptions& options) {
  const engine::Question question = TRY(question_of(context, library, options));
  std::string sheet;
  if (!options.contact_sheet.empty()) {
    sheet = TRY(absolute_path(options.contact_sheet));
    TRY(check_outside_photos(library, std::string(parent_folder(sheet))));
  }
  // The warm process answers by its bounds.
  if (context.json && sheet.empty() && !options.strict) {
    if (const auto remote = engine::Remote::connect(context.home))
      return print_remote_answer(context, *remote, question);
  }
  const auto answer = TRY(library.ask(question));
  if (context.json)
    context.out.line(answer_json(answer, options.strict));
  else
    print_answer(context, answer, options.explain);
  if (options.strict && !context.json && !context.quiet) {
    context.out.line(say(context.language, "strict: every vector was compared; the search in them took {:.1f} ms",
                         answer.took_ms.index));
  }
  if (!sheet.empty()) TRY(write_contact_sheet(context, library, answer, sheet));
  const bool found = !answer.results.empty();
  if (!context.json && !context.quiet) {
    if (!found) {
      print_advice(context, answer);
      print_unavailable(context, library);
    }
    print_suggestions(context, answer);
  }
  return found ? ExitCode::kOk : ExitCode::kNothingFound;
}

/// Answers a list of questions, each a JSON line in order; one that cannot be answered gives a line with its error.
Result<ExitCode> answer_lines(Context& context, engine::Library& library, std::span<const engine::Question> questions,
                              bool batch) {
  ExitCode code = ExitCode::kOk;
  const bool strict = !questions.empty() && questions.front().strict;
  const auto print = [&](const Result<search::SearchAnswer>& answer) {
    if (!answer) code = ExitCode::kError;
    context.out.line(answer ? answer_json(*answer, strict)
                            : nlohmann::json{{"error",
                                              {{"code", to_string(answer.error().code)},
                                               {"message", printable(answer.error().text())}}}}
                                  .dump());
    context.out.flush();
  };
  const std::size_t step = batch ? limits::kQueryBatchMax : 1;
  for (std::size_t at = 0; at < questions.size() && !context.out.ended(); at += step) {
    const auto part = questions.subspan(at, std::min(step, questions.size() - at));
    if (!batch) {
      print(library.ask(part.front()));
      continue;
    }
    auto answers = library.ask_all(part);
    for (std::size_t i = 0; i < part.size(); ++i) {
      // One that cannot be answered fails the whole pass: asked alone, each gives its own answer or error.
      print(answers ? Result<search::SearchAnswer>(std::move((*answers)[i])) : library.ask(part[i]));
    }
  }
  return code;
}

Result<ExitCode> search_queries(Context& context, engine::Library& library, const SearchOptions& options) {
  std::ifstream file;
  if (options.queries != "-") {
    std::error_code error;
    if (!std::filesystem::is_directory(options.queries, error)) file.open(options.queries);
    if (!file.is_open()) return fail(ErrorCode::kNotFound, "cannot open the file", printable(options.queries));
  }
  std::istream& lines = options.queries == "-" ? std::cin : file;
  const engine::Question pattern = TRY(question_of(context, library, options));
  std::vector<engine::Question> pending;
  ExitCode code = ExitCode::kOk;
  const std::size_t step = options.batch ? limits::kQueryBatchMax : 1;
  const auto answer_pending = [&]() -> Result<void> {
    if (TRY(answer_lines(context, library, pending, options.batch)) != ExitCode::kOk) code = ExitCode::kError;
    pending.clear();
    return {};
  };
  for (std::string line; std::getline(lines, line) && !context.out.ended();) {
    if (line.ends_with('\r')) line.pop_back();
    pending.push_back(pattern);
    pending.back().request.text = line;
    if (pending.size() == step) TRY(answer_pending());
  }
  TRY(answer_pending());
  return code;
}

Result<ExitCode> search_vectors(Context& context, engine::Library& library, const SearchOptions& options) {
  const auto matrix = TRY(engine::load_npy(options.vectors));
  std::vector<engine::Question> questions(matrix.rows, TRY(question_of(context, library, options)));
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    const auto begin = matrix.values.begin() + static_cast<std::ptrdiff_t>(row * matrix.columns);
    questions[row].request.vector.assign(begin, begin + static_cast<std::ptrdiff_t>(matrix.columns));
  }
  return answer_lines(context, library, questions, options.batch);
}

/// Options that say nothing together are told, because one of them would be passed over in silence.
Result<void> check_options(const SearchOptions& options) {
  const bool has_sheet = !options.contact_sheet.empty();
  const bool has_picture = !options.image.empty();
  if (!options.queries.empty() && (!options.words.empty() || !options.vectors.empty() || has_picture || has_sheet)) {
    return fail(ErrorCode::kInvalidArgument,
                "its questions are asked alone: leave out the words, --vector, --image and --contact-sheet",
                "--queries");
  }
  if (!options.vectors.empty() && has_sheet) {
    return fail(ErrorCode::kInvalidArgument, "its answers are JSON lines: leave out --contact-sheet", "--vector");
  }
  if (!options.weights.empty() && (joined(options.words).empty() || !has_picture)) {
    return fail(ErrorCode::kInvalidArgument, "they weigh words against a picture: give both, words and --image",
                "--weights");
  }
  return {};
}

Result<ExitCode> search(Context& context, const SearchOptions& options) {
  const bool asked =
      !options.words.empty() || !options.image.empty() || !options.queries.empty() || !options.vectors.empty();
  if (!asked) return fail(ErrorCode::kInvalidArgument, "say what to look for, or give a picture with --image FILE");
  TRY(check_options(options));
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kRead));
  if (!options.queries.empty()) return search_queries(context, *library, options);
  if (!options.vectors.empty()) return search_vectors(context, *library, options);
  return search_once(context, *library, options);
}

void declare_switches(CLI::App& command, Language language, SearchOptions& options) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  command.add_option("--now", options.now, text("what \"now\" is, as 2026-11-23T12:00:00+08:00"))->option_text("TIME");
  command.add_flag("--explain", options.explain, text("tell how the answer was found"));
  command.add_flag("--above-line", options.above_line, text("only results above the line"));
  command.add_flag("--no-fold", options.no_fold, text("every photo by itself, copies and bursts too"));
  command.add_flag("--no-filters", options.no_filters, text("the words are meaning only"));
  command.add_flag("--strict", options.strict,
                   text("compare every vector; otherwise about one hit in some thousand may be missed"));
  command.add_flag("--batch", options.batch, text("with --queries or --vector: the queries share one pass"));
}

}  // namespace

Runner declare_search(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<SearchOptions>();
  command.add_option("query", options->words, text("what you remember, in Chinese or English"))->option_text("QUERY");
  command.add_option("-k", options->k, text("how many results; 0: all"))
      ->option_text("N")
      ->check(CLI::Range(std::size_t{0}, limits::kResultsMax));
  command.add_option("--image", options->image, text("a picture as the question: everything like it"))
      ->option_text("FILE");
  command.add_option("--weights", options->weights, text("of text and image when both are given"))->option_text("T,I");
  command.add_option("--model", options->model, text("answer with this model (name or space)"))->option_text("SPACE");
  command.add_option("--contact-sheet", options->contact_sheet, text("write a picture of the results"))
      ->option_text("OUT.png");
  command.add_option("--queries", options->queries, text("a query a line from a file or - ; answers as JSON lines"))
      ->option_text("FILE|-");
  command.add_option("--vector", options->vectors, text("float32 vectors as the questions; answers as JSON lines"))
      ->option_text("FILE.npy");
  declare_switches(command, language, *options);
  command.footer(
      text("Examples:\n"
           "  shoebox search 日落沙滩\n"
           "  shoebox search \"a dog running on a beach\" -k 5\n"
           "  shoebox search \"beach photos from Okinawa last summer not at night\"\n"
           "  shoebox search 去年在日本拍的樱花 --explain\n"
           "  shoebox search --image cat.jpg            everything like this picture\n"
           "  shoebox search 雪地 --image dog.jpg       both together\n"
           "  shoebox search 樱花 --contact-sheet sheet.png\n"
           "  shoebox search --queries questions.txt    a JSON line each"));
  return [options](Context& context) { return search(context, *options); };
}

}  // namespace shoebox::cli
