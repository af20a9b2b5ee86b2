// The image tower: pixels to normalised planes by a table of 256 values a channel, a few pictures at a time through the
// graph, one row of length 1 each.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/check.h"
#include "core/limits.h"
#include "model/bundle.h"
#include "model/image_planes.h"
#include "model/session.h"
#include "model/vectors.h"

namespace shoebox::model {
namespace {

// Pictures a run. A transformer's matrices gain from 4 (a tenth less time than 1, 8 gains no more); a convolutional
// net's planes fall out of the caches instead, and 2 is best (docs/models.md has the numbers).
constexpr std::size_t kTransformerBatch = 4;
constexpr std::size_t kConvolutionalBatch = 2;
constexpr int kTransformerConvolutionsMax = 8;

/// How many pictures go through the graph at once.
std::size_t choose_batch(const OnnxFacts& facts, std::int64_t fixed) {
  // Scales that are found anew for every run would make a photo's vector depend on its neighbours.
  if (fixed == 1 || facts.quantised_per_run) return 1;
  return facts.convolutions > kTransformerConvolutionsMax ? kConvolutionalBatch : kTransformerBatch;
}

class OnnxImageEncoder final : public ImageEncoder {
 public:
  OnnxImageEncoder(const Bundle& bundle, Session session, std::size_t output, std::size_t batch_max)
      : file_(bundle.visual_file),
        spec_(bundle.image),
        dimension_(bundle.dimension),
        planes_(bundle.image),
        session_(std::move(session)),
        output_(output),
        batch_max_(batch_max) {}

  const ImageInputSpec& input() const override { return spec_; }
  int dimension() const override { return dimension_; }
  Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t n) override;

 private:
  std::string file_;
  ImageInputSpec spec_;
  int dimension_;
  PlaneTable planes_;
  Session session_;
  std::size_t output_;
  std::size_t batch_max_;
};

Result<std::vector<float>> OnnxImageEncoder::encode(std::span<const std::uint8_t> pixels, std::size_t n) {
  const auto side = static_cast<std::size_t>(spec_.side);
  const std::size_t picture = side * side * 3;
  CHECK(pixels.size() == n * picture);
  CHECK(n <= limits::kEncodeBatchMax);
  std::vector<float> vectors;
  vectors.reserve(n * static_cast<std::size_t>(dimension_));
  std::vector<float> planes(std::min(n, batch_max_) * picture);
  for (std::size_t first = 0; first < n; first += batch_max_) {
    const std::size_t count = std::min(batch_max_, n - first);
    for (std::size_t index = 0; index < count; ++index) {
      planes_.fill(pixels.subspan((first + index) * picture, picture),
                   std::span(planes).subspan(index * picture, picture));
    }
    const auto signed_side = static_cast<std::int64_t>(side);
    const TensorView view{
        ElementType::kFloat, planes.data(), {static_cast<std::int64_t>(count), 3, signed_side, signed_side}};
    const FloatTensor tensor = TRY(session_.run({&view, 1}, output_));
    TRY(append_unit_rows(tensor, count, dimension_, file_, vectors));
  }
  return vectors;
}

/// The one input must be f32 [1|N, 3, side, side].
Result<void> check_input(const Bundle& bundle, const Session& session) {
  const auto wrong = [&](std::string what) {
    return fail(ErrorCode::kUnsupported, std::move(what), bundle.visual_file);
  };
  if (session.inputs().size() != 1) {
    return wrong(fmt::format("wants {} inputs; an image tower has one, the pixels", session.inputs().size()));
  }
  const TensorInfo& input = session.inputs().front();
  if (input.type != ElementType::kFloat || input.shape.size() != 4) {
    return wrong(fmt::format(
        "its input \"{}\" is not a float picture [N, 3, side, side]; use a model with float32 inputs", input.name));
  }
  const auto fits = [](std::int64_t has, std::int64_t wants) { return has == -1 || has == wants; };
  if (!fits(input.shape[1], 3) || !fits(input.shape[2], bundle.image.side) ||
      !fits(input.shape[3], bundle.image.side)) {
    return wrong(fmt::format("its input \"{}\" does not take 3 x {} x {} pixels", input.name, bundle.image.side,
                             bundle.image.side));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<ImageEncoder>> load_image_encoder(const Bundle& bundle, const RuntimeConfig& runtime) {
  const OnnxFacts facts = TRY(inspect_onnx_file(bundle.visual_file));
  Session session = TRY(Session::load(bundle.visual_file, {runtime.threads, runtime.provider, runtime.library}));
  TRY(check_input(bundle, session));
  const std::size_t output = embedding_output(session.outputs());
  if (output >= session.outputs().size()) {
    return fail(ErrorCode::kUnsupported, "has no output that could be an embedding (float, [N, D])",
                bundle.visual_file);
  }
  const std::int64_t batch = session.inputs().front().shape[0];
  if (batch > 1) {
    return fail(ErrorCode::kUnsupported, fmt::format("takes only {} pictures at once; export it for 1 or N", batch),
                bundle.visual_file);
  }
  return std::make_unique<OnnxImageEncoder>(bundle, std::move(session), output, choose_batch(facts, batch));
}

}  // namespace shoebox::model
