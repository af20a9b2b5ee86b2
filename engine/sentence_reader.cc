#include "engine/sentence_reader.h"

#include <ctime>

#include "core/config.h"
#include "core/log.h"
#include "engine/knowledge.h"
#include "store/database.h"

namespace shoebox::engine {

class SentenceReader::Impl {
 public:
  explicit Impl(const Config& config) : knowledge(find_program_files(), config) {}

  Result<void> meet_people(const Home& home) {
    database = TRY(store::Database::open(home.database_file(), store::Access::kReadOnly));
    return knowledge.refresh(*database);
  }

  Knowledge knowledge;
  std::unique_ptr<store::Database> database;
};

SentenceReader::SentenceReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SentenceReader::~SentenceReader() = default;

Result<std::unique_ptr<SentenceReader>> SentenceReader::open(const Home& home) {
  const Config config = TRY(Config::load(home.config_file()));
  auto impl = std::make_unique<Impl>(config);
  if (home_exists(home)) {
    if (const auto met = impl->meet_people(home); !met) log::warning(met.error().text());
  }
  return std::unique_ptr<SentenceReader>(new SentenceReader(std::move(impl)));
}

Result<query::Query> SentenceReader::read(std::string_view text, std::string_view now) const {
  const Knowledge& knowledge = impl_->knowledge;
  std::int64_t minutes = 0;
  if (now.empty()) {
    const auto utc = static_cast<std::int64_t>(std::time(nullptr));
    minutes = (utc + knowledge.home_offset(utc)) / 60;
  } else {
    minutes = TRY(knowledge.home_minutes(now));
  }
  return knowledge.understand(text, minutes);
}

}  // namespace shoebox::engine
