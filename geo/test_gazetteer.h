#pragma once
// The gazetteer that script/setup made, opened once for all tests of this room.

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "geo/gazetteer.h"

namespace shoebox::geo {

inline std::string gazetteer_path() {
  return SHOEBOX_DEPS_DIR "/gazetteer/gazetteer.bin";
}

inline const Gazetteer& test_gazetteer() {
  static const std::unique_ptr<Gazetteer> gazetteer = [] {
    Result<std::unique_ptr<Gazetteer>> opened = Gazetteer::open(gazetteer_path());
    if (!opened) throw std::runtime_error(opened.error().text() + ": run script/setup");
    return std::move(*opened);
  }();
  return *gazetteer;
}

inline std::filesystem::path shared_folder() {
  const char* const shared = std::getenv("SHOEBOX_SHARED");
  return shared != nullptr ? shared : SHOEBOX_SOURCE_DIR "/../shared";
}

}  // namespace shoebox::geo
