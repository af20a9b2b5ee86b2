#pragma once
// Sentences alone, as `shoebox parse` shows them: by the gazetteer beside the program, and by the people and places of
// the home where there is one. Opens read-only and creates nothing. One thread at a time.

#include <memory>
#include <string_view>

#include "core/result.h"
#include "engine/home.h"
#include "query/query.h"

namespace shoebox::engine {

class SentenceReader final {
 public:
  /// A home that is not there, or cannot be read now, only means that nobody is known by name.
  static Result<std::unique_ptr<SentenceReader>> open(const Home& home);
  ~SentenceReader();
  SentenceReader(const SentenceReader&) = delete;
  SentenceReader& operator=(const SentenceReader&) = delete;

  /// `now`: "2026-11-23T12:00:00+08:00", without an offset in the home zone; empty: the system's clock.
  /// kInvalidArgument.
  Result<query::Query> read(std::string_view text, std::string_view now) const;

 private:
  class Impl;
  explicit SentenceReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::engine
