#include "model/tokenizer.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::model {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::int32_t>;

// As tools/make_test_tokenizers.py cuts the reference's ids.
constexpr std::size_t kLength = 52;

const std::string kData = SHOEBOX_SOURCE_DIR "/tests/data/tokenizers/";

std::vector<Json> read_lines(const std::string& file) {
  std::vector<Json> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
  return lines;
}

std::vector<std::string> read_texts(const std::string& file) {
  std::vector<std::string> texts;
  for (const Json& line : read_lines(file)) texts.push_back(line.get<std::string>());
  return texts;
}

/// Every text's ids are those of the reference.
void check(const std::string& tokenizer_file, const std::vector<std::string>& texts,
           const std::vector<Json>& reference) {
  ASSERT_EQ(texts.size(), reference.size());
  const auto tokenizer = Tokenizer::load(tokenizer_file);
  ASSERT_TRUE(tokenizer) << tokenizer.error().text();
  for (std::size_t index = 0; index < texts.size(); ++index) {
    const auto ids = tokenizer->encode(texts[index], kLength);
    ASSERT_TRUE(ids) << ids.error().text();
    ASSERT_EQ(*ids, reference[index].get<Ids>()) << "text " << index << ": " << texts[index].substr(0, 200);
  }
}

void check_golden(const std::string& name) {
  check(kData + name + ".json", read_texts(kData + "texts.jsonl"), read_lines(kData + name + ".ids.jsonl"));
}

TEST(Tokenizer, ByteBpeEqualsReference) {
  check_golden("byte_bpe");
}

TEST(Tokenizer, WordPieceEqualsReference) {
  check_golden("wordpiece");
}

TEST(Tokenizer, UnigramEqualsReference) {
  check_golden("unigram");
}

TEST(Tokenizer, MetaspaceBpeWithByteFallbackEqualsReference) {
  check_golden("metaspace_bpe");
}

/// The outside captions, Chinese and English, at most `count`; empty when they are not here.
std::vector<std::string> read_captions(std::size_t count) {
  const char* shared = std::getenv("SHOEBOX_SHARED");
  std::ifstream stream(std::string(shared != nullptr ? shared : SHOEBOX_SOURCE_DIR "/../shared") +
                       "/data/captions/captions.jsonl");
  std::vector<std::string> texts;
  for (std::string line; texts.size() < count && std::getline(stream, line);) {
    const Json json = Json::parse(line);
    for (const char* language : {"zh", "en"}) {
      for (const Json& text : json.value(language, Json::array())) texts.push_back(text.get<std::string>());
    }
  }
  texts.resize(std::min(texts.size(), count));
  return texts;
}

/// Live, because the default model's tokenizer is made at set-up: its ids against PyPI tokenizers (script/setup
/// --test).
TEST(Tokenizer, DefaultModelEqualsReferenceOnTwoThousandCaptions) {
  const std::string python = SHOEBOX_DEPS_DIR "/test-venv/bin/python";
  const std::string tokenizer = SHOEBOX_DEPS_DIR "/default-model/textual/tokenizer.json";
  if (::access(python.c_str(), X_OK) != 0) GTEST_SKIP() << "no reference: script/setup --test makes .deps/test-venv";
  if (::access(tokenizer.c_str(), R_OK) != 0) GTEST_SKIP() << "no default model: script/setup makes it";
  auto texts = read_texts(kData + "texts.jsonl");
  const auto captions = read_captions(2000);
  if (captions.empty())
    std::cout << "the captions of ../shared are not here: only the repository's own texts are compared\n";
  texts.insert(texts.end(), captions.begin(), captions.end());

  const std::string folder = ::testing::TempDir();
  const std::string texts_file = folder + "shoebox_texts.jsonl";
  const std::string ids_file = folder + "shoebox_ids.jsonl";
  std::ofstream stream(texts_file);
  for (const std::string& text : texts) stream << Json(text).dump() << "\n";
  stream.close();
  const std::string command = "'" + python + "' '" SHOEBOX_SOURCE_DIR "/tools/default_model/reference_ids.py' '" +
                              tokenizer + "' '" + texts_file + "' --length " + std::to_string(kLength) + " --out '" +
                              ids_file + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  check(tokenizer, texts, read_lines(ids_file));
}

Tokenizer load(const std::string& name) {
  auto tokenizer = Tokenizer::load(kData + name);
  EXPECT_TRUE(tokenizer) << tokenizer.error().text();
  return std::move(*tokenizer);
}

TEST(Tokenizer, CuttingKeepsTheClosingToken) {
  const Tokenizer tokenizer = load("byte_bpe.json");
  std::string text;
  while (text.size() < 10'000) text += "a dog runs along the beach ";
  for (const std::size_t length : {77, 5, 3, 2}) {
    const auto ids = tokenizer.encode(text, length);
    ASSERT_TRUE(ids);
    EXPECT_EQ(ids->size(), length);
    EXPECT_EQ(ids->front(), tokenizer.find("<|startoftext|>"));
    EXPECT_EQ(ids->back(), tokenizer.find("<|endoftext|>"));
  }
}

TEST(Tokenizer, NeverGivesMoreThanAskedFor) {
  const Tokenizer tokenizer = load("wordpiece.json");
  for (const std::size_t length : {0, 1}) EXPECT_LE(tokenizer.encode("a dog", length)->size(), length);
}

TEST(Tokenizer, EmptyTextIsOnlySpecialTokens) {
  const Tokenizer tokenizer = load("wordpiece.json");
  EXPECT_EQ(*tokenizer.encode("", 52), (Ids{*tokenizer.find("[CLS]"), *tokenizer.find("[SEP]")}));
}

TEST(Tokenizer, BytesThatAreNotUtf8CountAsReplacementCharacters) {
  const Tokenizer tokenizer = load("byte_bpe.json");
  EXPECT_EQ(*tokenizer.encode("dog \xFF cat", 52), *tokenizer.encode("dog \uFFFD cat", 52));
  EXPECT_EQ(*tokenizer.encode("\xC3", 52), *tokenizer.encode("\uFFFD", 52));
}

TEST(Tokenizer, CanonicalizingLowersCaseAndDropsPunctuation) {
  const Tokenizer tokenizer = load("unigram.json");
  const auto plain = *tokenizer.encode("a dogs beach 6 oclock", kLength);
  EXPECT_EQ(*tokenizer.encode("  A dog's\tBEACH_6, o'clock!? ", kLength, TextCleaning::kCanonicalize), plain);
  EXPECT_EQ(*tokenizer.encode("A Dogs BEACH 6 Oclock", kLength, TextCleaning::kLowercase), plain);
  EXPECT_EQ(*tokenizer.encode("日落，沙滩", kLength, TextCleaning::kCanonicalize),
            *tokenizer.encode("日落，沙滩", kLength));
}

TEST(Tokenizer, UnknownTokenIsNotFound) {
  const Tokenizer tokenizer = load("unigram.json");
  EXPECT_EQ(tokenizer.find("</s>"), 2);
  EXPECT_EQ(tokenizer.find("no such token"), std::nullopt);
  EXPECT_EQ(tokenizer.find("\xFF"), std::nullopt);
}

TEST(Tokenizer, ThreadsMayShareOne) {
  const Tokenizer tokenizer = load("byte_bpe.json");
  const auto texts = read_texts(kData + "texts.jsonl");
  std::vector<Ids> expected;
  for (const std::string& text : texts) expected.push_back(*tokenizer.encode(text, kLength));
  std::vector<std::thread> threads;
  std::array<int, 4> wrong{};
  for (std::size_t thread = 0; thread < wrong.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t index = 0; index < texts.size(); ++index) {
        if (*tokenizer.encode(texts[index], kLength) != expected[index]) ++wrong[thread];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

std::string write_temporary(const std::string& content) {
  std::string file = ::testing::TempDir() + "shoebox_tokenizer.json";
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

void check_rejected(const std::string& content, std::string_view says) {
  const auto file = write_temporary(content);
  const auto tokenizer = Tokenizer::load(file);
  ASSERT_FALSE(tokenizer) << content.substr(0, 100);
  EXPECT_EQ(tokenizer.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(tokenizer.error().context, file);
  EXPECT_NE(tokenizer.error().message.find(says), std::string::npos) << tokenizer.error().message;
}

TEST(Tokenizer, ForeignFilesAreNamed) {
  check_rejected("", "is empty");
  check_rejected("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n", "git-lfs");
  check_rejected("<!DOCTYPE html><html></html>", "web page");
  check_rejected("{}", "no tokenizer");
  check_rejected("[1, 2]", "no tokenizer");
  check_rejected(std::string(100'000, '['), "no tokenizer");
  check_rejected(R"({"version":"1.0","added_tokens":[],"model":{"type":"Unigram","unk_id":7,"vocab":[]}})",
                 "no tokenizer");
}

TEST(Tokenizer, EveryTruncationIsRejected) {
  const std::string whole = *read_file(kData + "wordpiece.json", limits::kMiB);
  for (std::size_t bytes = 1; bytes < whole.size(); bytes += 97) check_rejected(whole.substr(0, bytes), "cut off");
}

TEST(Tokenizer, FlippedBitsNeverCrash) {
  const std::string whole = *read_file(kData + "unigram.json", limits::kMiB);
  unsigned random = 1;
  for (int round = 0; round < 200; ++round) {
    std::string damaged = whole;
    for (int flip = 0; flip < 3; ++flip) {
      random = random * 1'664'525 + 1'013'904'223;
      damaged[random / 8 % damaged.size()] ^= static_cast<char>(1U << random % 8);
    }
    const auto tokenizer = Tokenizer::load(write_temporary(damaged));
    if (tokenizer) (void)tokenizer->encode("a dog on the beach 日落沙滩 👍", kLength);
  }
}

TEST(Tokenizer, MissingFileIsNotFound) {
  EXPECT_EQ(Tokenizer::load("/nonexistent/tokenizer.json").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace shoebox::model
