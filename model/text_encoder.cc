// The text tower: text to ids, padded as the family wants, one text a run: what a text's vector is then never depends
// on what it is asked together with, and a CPU gains nothing from batches of so little.

#include <algorithm>

#include <fmt/format.h>

#include "core/path.h"
#include "model/bundle.h"
#include "model/language_code.h"
#include "model/session.h"
#include "model/tokenizer.h"
#include "model/vectors.h"

namespace shoebox::model {
namespace {

/// What each input of the graph is fed with.
enum class Feed { kIds, kMask, kZeros };

struct TextInput {
  Feed feed = Feed::kIds;
  ElementType type = ElementType::kInt64;
};

/// How this bundle's texts become ids: fixed once both the tokenizer and the graph are known.
struct TextSpec {
  std::string file;
  int dimension = 0;
  std::size_t length = 77;  // most ids; exactly so many unless `length_free`
  bool length_free = false;
  std::int32_t pad_id = 0;
  TextCleaning cleaning = TextCleaning::kNone;
  bool language_first = false;
  std::int64_t token_rows = 0;  // ids must be under this; 0: not known
  std::vector<TextInput> inputs;
  std::size_t output = 0;
};

class OnnxTextEncoder final : public TextEncoder {
 public:
  OnnxTextEncoder(TextSpec spec, Tokenizer tokenizer, Session session)
      : spec_(std::move(spec)), tokenizer_(std::move(tokenizer)), session_(std::move(session)) {}

  int dimension() const override { return spec_.dimension; }
  Result<std::vector<float>> encode(std::span<const std::string> texts) override;

 private:
  Result<std::vector<std::int32_t>> tokenize(std::string_view text) const;
  Result<void> encode_one(std::string_view text, std::vector<float>& vectors) const;

  TextSpec spec_;
  Tokenizer tokenizer_;
  Session session_;
};

Result<std::vector<std::int32_t>> OnnxTextEncoder::tokenize(std::string_view text) const {
  auto ids = TRY(tokenizer_.encode(text, spec_.length, spec_.cleaning));
  if (spec_.language_first && !ids.empty()) {
    // The tokenizer's template opens with its own default language.
    if (const auto code = tokenizer_.find(language_code(text))) ids.front() = *code;
  }
  for (const std::int32_t id : ids) {
    if (spec_.token_rows > 0 && id >= spec_.token_rows) {
      return fail(
          ErrorCode::kCorrupt,
          fmt::format(
              "knows only {} tokens, but tokenizer.json gives number {}: the two files belong to different models",
              spec_.token_rows, id),
          spec_.file);
    }
  }
  return ids;
}

Result<void> OnnxTextEncoder::encode_one(std::string_view text, std::vector<float>& vectors) const {
  std::vector<std::int32_t> ids = TRY(tokenize(text));
  const std::size_t used = ids.size();
  if (!spec_.length_free || ids.empty()) ids.resize(spec_.length_free ? 1 : spec_.length, spec_.pad_id);
  std::vector<std::vector<std::int32_t>> narrow;
  std::vector<std::vector<std::int64_t>> wide;
  std::vector<TensorView> views;
  for (const TextInput& input : spec_.inputs) {
    std::vector<std::int32_t> values = ids;
    if (input.feed != Feed::kIds) std::fill(values.begin(), values.end(), 0);
    if (input.feed == Feed::kMask) std::fill_n(values.begin(), used, 1);
    const std::vector<std::int64_t> shape{1, static_cast<std::int64_t>(values.size())};
    if (input.type == ElementType::kInt64) {
      wide.emplace_back(values.begin(), values.end());
      views.push_back({input.type, wide.back().data(), shape});
    } else {
      narrow.push_back(std::move(values));
      views.push_back({input.type, narrow.back().data(), shape});
    }
  }
  const FloatTensor tensor = TRY(session_.run(views, spec_.output));
  return append_unit_rows(tensor, 1, spec_.dimension, spec_.file, vectors);
}

Result<std::vector<float>> OnnxTextEncoder::encode(std::span<const std::string> texts) {
  std::vector<float> vectors;
  vectors.reserve(texts.size() * static_cast<std::size_t>(spec_.dimension));
  for (const std::string& text : texts) TRY(encode_one(text, vectors));
  return vectors;
}

/// Ids, mask or zeros for each input, by its name among integer inputs of rank 2.
Result<void> bind_inputs(const Session& session, TextSpec& spec) {
  bool has_ids = false;
  for (const TensorInfo& input : session.inputs()) {
    const bool integer = input.type == ElementType::kInt32 || input.type == ElementType::kInt64;
    const bool is_mask = input.name.find("mask") != std::string::npos;
    const bool is_type = input.name.find("token_type") != std::string::npos;
    if (!integer || input.shape.size() != 2 || (has_ids && !is_mask && !is_type)) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("its input \"{}\" is not one of token ids, attention mask or token types", input.name),
                  spec.file);
    }
    if (input.shape[0] > 1)
      return fail(ErrorCode::kUnsupported, "takes only several texts at once; export it for 1 or N", spec.file);
    spec.inputs.push_back({is_mask ? Feed::kMask : is_type ? Feed::kZeros : Feed::kIds, input.type});
    has_ids = has_ids || spec.inputs.back().feed == Feed::kIds;
    if (input.shape[1] <= 0) continue;
    spec.length = static_cast<std::size_t>(input.shape[1]);  // the graph knows best
    spec.length_free = false;
  }
  if (has_ids) return {};
  return fail(ErrorCode::kUnsupported, "has no input for token ids", spec.file);
}

Result<void> check_vocabulary(const Bundle& bundle, const Tokenizer& tokenizer, const TextSpec& spec) {
  if (spec.token_rows == 0 || tokenizer.vocabulary() <= static_cast<std::size_t>(spec.token_rows)) return {};
  return fail(ErrorCode::kCorrupt,
              fmt::format("has {} tokens, but {} knows only {}: the two files belong to different models",
                          tokenizer.vocabulary(), bundle.textual_file, spec.token_rows),
              bundle.tokenizer_file);
}

}  // namespace

Result<std::unique_ptr<TextEncoder>> load_text_encoder(const Bundle& bundle, const RuntimeConfig& runtime) {
  if (bundle.textual_file.empty()) {
    return fail(ErrorCode::kUnsupported, "this model cannot read words; these vectors are asked with --vector FILE.npy",
                printable(bundle.name));
  }
  const OnnxFacts facts = TRY(inspect_onnx_file(bundle.textual_file));
  Tokenizer tokenizer = TRY(Tokenizer::load(bundle.tokenizer_file));
  Session session = TRY(Session::load(bundle.textual_file, {runtime.threads, runtime.provider, runtime.library}));
  TextSpec spec;
  spec.file = bundle.textual_file;
  spec.dimension = bundle.dimension;
  spec.length = static_cast<std::size_t>(bundle.context_length);
  spec.length_free = bundle.text_length_free;
  spec.pad_id = bundle.pad_id;
  spec.cleaning = bundle.cleaning;
  spec.language_first = bundle.language_first;
  spec.token_rows = facts.token_rows;
  if (!bundle.pad_token.empty()) spec.pad_id = tokenizer.find(bundle.pad_token).value_or(bundle.pad_id);
  TRY(bind_inputs(session, spec));
  TRY(check_vocabulary(bundle, tokenizer, spec));
  spec.output = embedding_output(session.outputs());
  if (spec.output >= session.outputs().size()) {
    return fail(ErrorCode::kUnsupported, "has no output that could be an embedding (float, [N, D])",
                bundle.textual_file);
  }
  return std::make_unique<OnnxTextEncoder>(std::move(spec), std::move(tokenizer), std::move(session));
}

}  // namespace shoebox::model
