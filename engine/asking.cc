#include "engine/asking.h"

#include <algorithm>
#include <cstdint>
#include <thread>
#include <unistd.h>

#include "core/hash.h"
#include "core/log.h"
#include "core/path.h"
#include "engine/linking.h"
#include "engine/models.h"
#include "index/cascade_index.h"
#include "ingest/catch_up.h"
#include "ingest/decode_stage.h"
#include "store/embedding_repository.h"
#include "store/photo_repository.h"

namespace shoebox::engine {

namespace {

/// One question is short: more threads only cost their start.
constexpr unsigned kTextThreadsMax = 4;

int text_threads() {
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kTextThreadsMax));
}

}  // namespace

std::string background_file(const Home& home, const SpaceId& space) {
  return index_file(home, space) + ".background.json";
}

std::string index_file(const Home& home, const SpaceId& space) {
  const std::string name = hash_bytes(std::as_bytes(std::span(space.value))).hex().substr(0, 16);
  return join_path(home.index_folder(), name + ".index");
}

Result<std::unique_ptr<Asking>> Asking::create(Parts parts, model::Bundle bundle) {
  std::unique_ptr<Asking> asking(new Asking(std::move(parts), std::move(bundle)));
  TRY(asking->open_index());
  return asking;
}

Result<void> Asking::open_index() {
  const auto space = TRY(store::EmbeddingRepository(parts_.database).find_space(bundle_.space));
  if (!space) {
    return fail(ErrorCode::kNotFound,
                "no photo has been read for this model; let it read them with: shoebox model use NAME",
                printable(bundle_.name));
  }
  const std::string path = index_file(parts_.home, bundle_.space);
  const auto open = [&] {
    index::IndexOptions options;
    options.memory_bytes = parts_.index_memory_bytes;
    if (parts_.strict) options.exactness = index::Exactness::kProof;
    return index::CascadeIndex::open(path, bundle_.space, bundle_.dimension, index::OpenMode::kReadOnly, options);
  };
  auto index = open();
  const bool fresh = index && (*index)->last_commit() >= TRY(parts_.database.last_commit());
  if (!fresh) {
    const auto refreshed = refresh_index(path);
    index = open();
    if (!index && !refreshed) return std::unexpected(refreshed.error());
  }
  index_ = TRY(std::move(index));
  return {};
}

/// Index files are derived: whoever finds one missing, damaged or behind brings it up to date, unless another process
/// writes and so does it itself.
Result<void> Asking::refresh_index(const std::string& path) {
  std::unique_ptr<HomeLock> lock;
  std::unique_ptr<store::Database> writable;
  if (!parts_.is_writer) {
    lock = TRY(HomeLock::acquire(parts_.home));
    writable = TRY(store::Database::open(parts_.home.database_file(), store::Access::kReadWrite));
  }
  store::Database& database = writable ? *writable : parts_.database;
  TRY(ingest::open_derived_index(database, path, bundle_.space, bundle_.dimension, 0));
  return {};
}

/// A damaged row is found by the search that meets it.
Result<void> Asking::rebuild_index() {
  const std::string path = index_file(parts_.home, bundle_.space);
  {
    std::unique_ptr<HomeLock> lock;
    if (!parts_.is_writer) lock = TRY(HomeLock::acquire(parts_.home));
    ::unlink(path.c_str());
  }
  searcher_.reset();
  index_.reset();
  background_tried_ = false;
  return open_index();
}

Result<void> Asking::load_text_encoder() {
  TRY(require_towers(bundle_));
  if (!text_encoder_)
    text_encoder_ = TRY(model::load_text_encoder(bundle_, runtime_config(parts_.program, text_threads())));
  return {};
}

void Asking::make_searcher() {
  const Knowledge& knowledge = parts_.knowledge;
  search::SearchParts parts{.database = parts_.database, .index = *index_};
  parts.calibration = bundle_.calibration;
  parts.model = bundle_.name;
  parts.home = [&knowledge](std::int64_t utc_seconds) { return knowledge.home_offset(utc_seconds); };
  parts.understand = [&knowledge](std::string_view text, std::int64_t now) { return knowledge.understand(text, now); };
  parts.name_place = [&knowledge](const geo::Location& location, search::Language language) {
    return knowledge.name_place(location, language);
  };
  searcher_ = std::make_unique<search::Searcher>(std::move(parts));
}

/// Once a space is opened: reads what was measured before, or measures it on a sample of the photos.
Result<void> Asking::find_background() {
  if (background_tried_) return {};
  background_tried_ = true;
  const std::string path = background_file(parts_.home, bundle_.space);
  auto background = search::load_background(path, bundle_.space);
  if (!background || search::is_outgrown(*background, index_->size())) {
    const auto slots = TRY(store::PhotoRepository(parts_.database).present_slots());
    index::Bitmap sample;
    const std::size_t count = std::min(slots.size(), search::kBackgroundPhotos);
    for (std::size_t i = 0; i < count; ++i) sample.insert(slots[i * slots.size() / count]);
    background = TRY(search::measure_background(*text_encoder_, *index_, sample));
    // Derived: whoever may not write here measures again next time.
    if (background) (void)search::save_background(path, bundle_.space, *background);
  }
  if (background) searcher_->set_background(*background);
  return {};
}

Result<void> Asking::load_image_encoder() {
  TRY(require_towers(bundle_));
  if (!image_encoder_)
    image_encoder_ = TRY(model::load_image_encoder(bundle_, runtime_config(parts_.program, text_threads())));
  return {};
}

Result<image::RenderSpec> Asking::picture_spec() {
  TRY(load_image_encoder());
  return ingest::model_render(image_encoder_->input());
}

Result<RenderedPicture> Asking::decode_picture(const std::string& path) {
  image::DecodeRequest request;
  request.path = path;
  request.renders = {TRY(picture_spec())};
  request.metadata = false;
  request.pixel_hash = false;
  image::ImageDecoder* decoder = TRY(parts_.decoder());
  auto reply = TRY(decoder->decode(request));
  return RenderedPicture{request.renders.front(), std::move(reply.renders.front().bytes)};
}

Result<std::vector<float>> Asking::encode_picture(const Question& question) {
  const bool is_ready = question.picture && question.picture->spec == TRY(picture_spec());
  const RenderedPicture picture = is_ready ? *question.picture : TRY(decode_picture(question.image_file));
  return image_encoder_->encode({reinterpret_cast<const std::uint8_t*>(picture.rgb.data()), picture.rgb.size()}, 1);
}

Result<std::vector<search::SearchAnswer>> Asking::ask(std::span<const Question> questions) {
  std::vector<search::SearchRequest> requests;
  std::string picture;
  std::vector<float> picture_vector;
  for (const Question& question : questions) {
    requests.push_back(question.request);
    if (!question.request.text.empty()) TRY(load_text_encoder());
    if (question.image_file.empty()) continue;
    if (question.image_file != picture) picture_vector = TRY(encode_picture(question));
    picture = question.image_file;
    requests.back().image = picture_vector;
  }
  if (!searcher_) make_searcher();
  if (text_encoder_) {
    searcher_->set_text_encoder(text_encoder_.get());
    // Without it relevance is a little less sure; no reason not to answer.
    if (const auto found = find_background(); !found) log::warning(found.error().text());
  }
  TRY(parts_.knowledge.refresh(parts_.database));
  auto answers = searcher_->search_all(requests);
  if (answers || answers.error().code != ErrorCode::kCorrupt) return answers;
  log::warning("the index is filled anew: " + answers.error().text());
  TRY(rebuild_index());
  make_searcher();
  if (text_encoder_) searcher_->set_text_encoder(text_encoder_.get());
  return searcher_->search_all(requests);
}

}  // namespace shoebox::engine
