#pragma once
// Whether vectors that were made elsewhere are a model's: the model reads some of the photos again and must come to the
// same vectors. Then they are put into the model's space, and sentences find those photos.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "engine/home.h"
#include "image/decoder.h"
#include "model/bundle.h"
#include "model/encoder.h"
#include "store/database.h"

namespace shoebox::engine {

/// A photo whose vector (of length 1) is known from elsewhere.
struct LinkSample {
  std::string path;
  std::vector<float> vector;
};

/// Which of `count` rows to try, best spread first: many, because files may be gone.
std::vector<std::size_t> rows_to_try(std::size_t count);

/// Encodes 16 of the samples (all, when `count`, the number of all vectors, is less), in their order, those left out
/// that cannot be read. kInvalidArgument when the middle one of their cosines is under 0.99; kNotFound when too few
/// could be read to tell.
Result<void> check_same_model(model::ImageEncoder& encoder, image::ImageDecoder& decoder,
                              std::span<const LinkSample> samples, std::size_t count);

struct LinkParts {
  const Home& home;
  const ProgramFiles& program;
  store::Database& database;  // writable
  image::ImageDecoder& decoder;
};

/// Whether vectors were imported under this name and still wait for a model.
Result<bool> waits_for_model(store::Database& database, std::string_view name);

/// Finds the model, among those at hand, that makes the vectors imported under `name`, the one of that name first, and
/// gives them to it. -> the model. kInvalidArgument when none does.
Result<model::Bundle> link_imported(const LinkParts& parts, std::string_view name);

/// Without towers (imported vectors): kUnsupported, and what to do.
Result<void> require_towers(const model::Bundle& bundle);

}  // namespace shoebox::engine
