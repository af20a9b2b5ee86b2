#pragma once
// For tests: the tiny bundles of tests/data/bundles in a folder of the test's own, complete with a tokenizer, to be
// loaded or damaged.

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace shoebox::model {

class BundleFixture final {
 public:
  explicit BundleFixture(const std::string& name) {
    namespace fs = std::filesystem;
    static int count = 0;
    home_ =
        fs::temp_directory_path() / ("shoebox_bundle_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    fs::create_directories(home_);
    // The folder's name is a sign of the family, so it is kept.
    fs::copy(fs::path(SHOEBOX_SOURCE_DIR "/tests/data/bundles") / name, home_ / name, fs::copy_options::recursive);
    folder_ = home_ / name;
    expected = nlohmann::json::parse(read("expected.json"));
    tokenizer = fs::exists(folder_ / "textual") ? "textual/tokenizer.json" : "tokenizer.json";
    fs::copy_file(SHOEBOX_SOURCE_DIR "/tests/data/tokenizers/" + expected["tokenizer"].get<std::string>() + ".json",
                  folder_ / tokenizer);
  }
  ~BundleFixture() { std::filesystem::remove_all(home_); }
  BundleFixture(const BundleFixture&) = delete;
  BundleFixture& operator=(const BundleFixture&) = delete;

  std::string folder() const { return folder_.string(); }
  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  std::string read(const std::string& file) const {
    std::ifstream stream(folder_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write(const std::string& file, const std::string& content) const {
    std::ofstream(folder_ / file, std::ios::binary) << content;
  }
  void remove(const std::string& file) const { std::filesystem::remove_all(folder_ / file); }
  /// Changes one file's JSON.
  template <typename Change>
  void edit(const std::string& file, Change change) const {
    auto json = nlohmann::json::parse(read(file));
    change(json);
    write(file, json.dump());
  }

  nlohmann::json expected;
  std::string tokenizer;  // its place in the bundle

 private:
  std::filesystem::path home_;
  std::filesystem::path folder_;
};

}  // namespace shoebox::model
