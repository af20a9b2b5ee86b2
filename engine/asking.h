#pragma once
// The reading side of a library: keeps what is needed to answer in one space (index, towers, searcher) from question to
// question. One thread at a time; borrows its parts.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/home.h"
#include "engine/knowledge.h"
#include "engine/question.h"
#include "image/decoder.h"
#include "index/vector_index.h"
#include "model/bundle.h"
#include "search/searcher.h"
#include "store/database.h"

namespace shoebox::engine {

/// The derived index file of a space in a home.
std::string index_file(const Home& home, const SpaceId& space);

/// What everyday texts score with its photos, beside it.
std::string background_file(const Home& home, const SpaceId& space);

class Asking final {
 public:
  struct Parts {
    const Home& home;
    const ProgramFiles& program;
    store::Database& database;
    Knowledge& knowledge;
    bool is_writer = false;  // this process holds the home's lock
    std::function<Result<image::ImageDecoder*>()> decoder;
    std::int64_t index_memory_bytes = 0;  // 0: decided by the machine
    bool strict = false;                  // every vector is compared
  };

  /// Opens the space's index, brought up to date where that is possible. kBusy: it must be made anew and somebody else
  /// is writing.
  static Result<std::unique_ptr<Asking>> create(Parts parts, model::Bundle bundle);

  Result<std::vector<search::SearchAnswer>> ask(std::span<const Question> questions);

  /// How the model wants the picture of a question.
  Result<image::RenderSpec> picture_spec();

 private:
  Asking(Parts parts, model::Bundle bundle) : parts_(std::move(parts)), bundle_(std::move(bundle)) {}
  Result<void> open_index();
  Result<void> refresh_index(const std::string& path);
  Result<void> rebuild_index();
  Result<void> load_text_encoder();
  void make_searcher();
  Result<void> find_background();
  Result<void> load_image_encoder();
  Result<RenderedPicture> decode_picture(const std::string& path);
  Result<std::vector<float>> encode_picture(const Question& question);

  Parts parts_;
  model::Bundle bundle_;
  std::unique_ptr<index::VectorIndex> index_;
  std::unique_ptr<model::TextEncoder> text_encoder_;
  std::unique_ptr<model::ImageEncoder> image_encoder_;
  std::unique_ptr<search::Searcher> searcher_;
  bool background_tried_ = false;
};

}  // namespace shoebox::engine
