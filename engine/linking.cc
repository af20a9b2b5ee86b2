#include "engine/linking.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unistd.h>

#include <fmt/format.h>

#include "core/path.h"
#include "engine/asking.h"
#include "engine/import.h"
#include "engine/models.h"
#include "ingest/decode_stage.h"
#include "simd/dot.h"
#include "store/embedding_repository.h"
#include "store/import_repository.h"

namespace shoebox::engine {

namespace {

constexpr std::size_t kPhotosRead = 16;
constexpr std::size_t kRowsTried = 512;
// Of the middle one: a photo that was turned or edited since must not decide, and other models come nowhere near.
constexpr float kSameCosine = 0.99F;

Result<float> cosine_of(model::ImageEncoder& encoder, image::ImageDecoder& decoder, const LinkSample& sample) {
  image::DecodeRequest request;
  request.path = sample.path;
  request.renders = {ingest::model_render(encoder.input())};
  request.metadata = false;
  request.pixel_hash = false;
  const auto reply = TRY(decoder.decode(request));
  const auto& bytes = reply.renders.front().bytes;
  const auto vector = TRY(encoder.encode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, 1));
  if (vector.size() != sample.vector.size()) return fail(ErrorCode::kInvalidArgument, "the model has other vectors");
  float sum = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) sum += vector[i] * sample.vector[i];
  return sum;
}

Result<std::vector<LinkSample>> samples_of(store::Database& database, const SpaceId& space) {
  store::ImportRepository imports(database);
  const auto count = static_cast<std::size_t>(TRY(imports.count(space)));
  const std::vector<std::size_t> wanted = rows_to_try(count);
  const std::set<std::size_t> known(wanted.begin(), wanted.end());
  std::vector<LinkSample> by_row(count);
  std::size_t row = 0;
  TRY(imports.visit(space, [&](std::string_view path, std::span<const std::uint16_t> halves) -> Result<void> {
    if (row < count && known.contains(row)) {
      by_row[row] = {std::string(path), std::vector<float>(halves.size())};
      simd::f16_to_f32(halves.data(), halves.size(), by_row[row].vector.data());
    }
    ++row;
    return {};
  }));
  std::vector<LinkSample> samples;
  samples.reserve(wanted.size());
  for (const std::size_t each : wanted) samples.push_back(std::move(by_row[each]));
  return samples;
}

/// Models whose vectors have this size, the one of this name first.
std::vector<model::Bundle> candidates(const LinkParts& parts, std::string_view name, int dimension) {
  std::vector<model::Bundle> bundles;
  for (InstalledModel& installed : installed_models(parts.home, parts.program)) {
    if (installed.bundle && installed.bundle->dimension == dimension) bundles.push_back(std::move(*installed.bundle));
  }
  std::ranges::stable_partition(bundles, [&](const model::Bundle& bundle) { return bundle.name == name; });
  return bundles;
}

Result<void> link(const LinkParts& parts, const SpaceId& imported, const model::Bundle& bundle) {
  const auto transaction = TRY(store::Transaction::begin(parts.database));
  store::EmbeddingRepository embeddings(parts.database);
  TRY(embeddings.add_space(*transaction, bundle.space, bundle.dimension, bundle.name));
  TRY(store::ImportRepository(parts.database).link(*transaction, imported, bundle.space));
  TRY(transaction->commit());
  ::unlink(index_file(parts.home, imported).c_str());
  return {};
}

}  // namespace

std::vector<std::size_t> rows_to_try(std::size_t count) {
  std::vector<std::size_t> rows;
  std::set<std::size_t> taken;
  // Steps of the golden ratio: however few are read in the end, they lie all over.
  constexpr double kGoldenRatio = 0.6180339887498949;
  for (std::size_t i = 0; i < 4 * kRowsTried && rows.size() < std::min(count, kRowsTried); ++i) {
    const double turns = static_cast<double>(i) * kGoldenRatio;
    const auto row = static_cast<std::size_t>((turns - std::floor(turns)) * static_cast<double>(count));
    if (taken.insert(row).second) rows.push_back(row);
  }
  return rows;
}

Result<void> check_same_model(model::ImageEncoder& encoder, image::ImageDecoder& decoder,
                              std::span<const LinkSample> samples, std::size_t count) {
  const std::size_t wanted = std::min(count, kPhotosRead);
  std::vector<float> cosines;
  for (const LinkSample& sample : samples) {
    if (cosines.size() == wanted) break;
    const auto cosine = cosine_of(encoder, decoder, sample);
    if (cosine) cosines.push_back(*cosine);
    if (!cosine && cosine.error().code == ErrorCode::kInvalidArgument) return std::unexpected(cosine.error());
  }
  if (cosines.size() < wanted || cosines.empty()) {
    return fail(ErrorCode::kNotFound,
                fmt::format("to see whether the vectors are this model's, {} of their photos must "
                            "be read again; {} can be",
                            wanted, cosines.size()));
  }
  std::ranges::sort(cosines);
  const float middle = cosines[cosines.size() / 2];
  if (middle >= kSameCosine) return {};
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("this model makes other vectors of the same photos (middle cosine of {}: {:.3f})",
                          cosines.size(), middle));
}

Result<bool> waits_for_model(store::Database& database, std::string_view name) {
  const auto space = TRY(store::EmbeddingRepository(database).find_space(imported_space(name)));
  return space && space->embeddings > 0;
}

Result<model::Bundle> link_imported(const LinkParts& parts, std::string_view name) {
  const SpaceId imported = imported_space(name);
  const auto space = TRY(store::EmbeddingRepository(parts.database).find_space(imported));
  if (!space) return fail(ErrorCode::kNotFound, "no vectors were imported under this name", printable(name));
  const std::vector<LinkSample> samples = TRY(samples_of(parts.database, imported));
  const auto count = static_cast<std::size_t>(space->embeddings);
  std::string reasons;
  for (const model::Bundle& bundle : candidates(parts, name, space->dimension)) {
    const auto encoder = TRY(model::load_image_encoder(bundle, runtime_config(parts.program, 0)));
    const auto same = check_same_model(*encoder, parts.decoder, samples, count);
    if (same) TRY(link(parts, imported, bundle));
    if (same) return bundle;
    reasons += fmt::format("; {}: {}", bundle.name, same.error().message);
  }
  return fail(ErrorCode::kInvalidArgument,
              "no model at hand made these vectors; add the one that did with: shoebox model add DIR" + reasons,
              printable(name));
}

Result<void> require_towers(const model::Bundle& bundle) {
  if (!bundle.folder.empty()) return {};
  return fail(ErrorCode::kUnsupported,
              "these vectors have no model yet: ask with --vector FILE.npy, or find their model with: shoebox model "
              "use NAME",
              printable(bundle.name));
}

}  // namespace shoebox::engine
