#include "search/question_vector.h"

#include <cmath>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::search {
namespace {

constexpr std::string_view kIdeographicSpace = "\u3000";
constexpr std::string_view kSpaces = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  for (bool changed = true; changed;) {
    changed = false;
    while (!text.empty() && kSpaces.contains(text.front())) text.remove_prefix(1);
    while (!text.empty() && kSpaces.contains(text.back())) text.remove_suffix(1);
    if (text.starts_with(kIdeographicSpace)) text.remove_prefix(kIdeographicSpace.size()), changed = true;
    if (text.ends_with(kIdeographicSpace)) text.remove_suffix(kIdeographicSpace.size()), changed = true;
  }
  return text;
}

bool is_weight(double weight) {
  return std::isfinite(weight) && weight >= 0;
}

}  // namespace

Result<std::string> meaning_of(std::string_view text) {
  if (text.size() > limits::kQueryBytesMax) {
    return fail(ErrorCode::kLimitExceeded, "the question is too long: say it in fewer words");
  }
  return printable(trimmed(text));
}

Result<std::vector<float>> unit(std::span<const float> vector) {
  double square = 0;
  for (const float value : vector) square += static_cast<double>(value) * value;
  if (!std::isfinite(square)) return fail(ErrorCode::kInvalidArgument, "the vector has values that are not finite");
  if (square == 0) return fail(ErrorCode::kInvalidArgument, "the vector is empty or zero, so nothing is like it");
  const double factor = 1 / std::sqrt(square);
  std::vector<float> result;
  result.reserve(vector.size());
  for (const float value : vector) result.push_back(static_cast<float>(value * factor));
  return result;
}

Result<std::vector<float>> mix(std::span<const float> text, double text_weight, std::span<const float> image,
                               double image_weight) {
  if (!is_weight(text_weight) || !is_weight(image_weight) || !(text_weight + image_weight > 0) ||
      !std::isfinite(text_weight + image_weight)) {
    return fail(ErrorCode::kInvalidArgument, "weights must be numbers from 0 on, and not both 0");
  }
  if (text.size() != image.size()) {
    return fail(ErrorCode::kInvalidArgument, "the picture was encoded by another model than the words");
  }
  const std::vector<float> first = TRY(unit(text));
  const std::vector<float> second = TRY(unit(image));
  const double sum = text_weight + image_weight;
  std::vector<float> mixed(first.size());
  double square = 0;
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    const double value = first[i] * (text_weight / sum) + second[i] * (image_weight / sum);
    mixed[i] = static_cast<float>(value);
    square += value * value;
  }
  constexpr double kTooShort = 1e-3;  // what is left of two opposites is noise
  if (!(square > kTooShort * kTooShort)) {
    return fail(ErrorCode::kInvalidArgument, "words and picture are opposites with these weights: change the weights");
  }
  return unit(mixed);
}

}  // namespace shoebox::search
