#include "model/onnx_file.h"

#include <gtest/gtest.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::model {
namespace {

const std::string kBundles = SHOEBOX_SOURCE_DIR "/tests/data/bundles/";

OnnxFacts inspect(const std::string& file) {
  auto facts = inspect_onnx_file(kBundles + file);
  EXPECT_TRUE(facts) << facts.error().text();
  return facts.value_or(OnnxFacts{});
}

TEST(OnnxFile, TellsInputsAndOutputs) {
  const auto facts = inspect("m_clip/visual/model.onnx");
  ASSERT_EQ(facts.inputs.size(), 1U);
  EXPECT_EQ(facts.inputs[0].name, "image");
  EXPECT_EQ(facts.inputs[0].type, ElementType::kFloat);
  EXPECT_EQ(facts.inputs[0].shape, (std::vector<std::int64_t>{1, 3, 32, 32}));
  ASSERT_EQ(facts.outputs.size(), 2U);
  EXPECT_EQ(embedding_output(facts.outputs), 1U);
  EXPECT_EQ(facts.outputs[1].shape, (std::vector<std::int64_t>{1, 12}));
  EXPECT_EQ(facts.convolutions, 1);
}

TEST(OnnxFile, FreeDimensionsAreMinusOne) {
  const auto facts = inspect("siglip_hub/onnx/text_model.onnx");
  ASSERT_EQ(facts.inputs.size(), 1U);
  EXPECT_EQ(facts.inputs[0].type, ElementType::kInt64);
  EXPECT_EQ(facts.inputs[0].shape, (std::vector<std::int64_t>{-1, -1}));
}

TEST(OnnxFile, FindsQuantisationPerRun) {
  EXPECT_TRUE(inspect("chinese_hub/onnx/vision_model.onnx").quantised_per_run);
  EXPECT_FALSE(inspect("openclip/visual/model.onnx").quantised_per_run);
}

TEST(OnnxFile, FindsTheTokenTable) {
  EXPECT_EQ(inspect("openclip/textual/model.onnx").token_rows, 1500);
  EXPECT_EQ(inspect("openclip/visual/model.onnx").token_rows, 0);
}

TEST(OnnxFile, NamesWeightFiles) {
  EXPECT_EQ(inspect("external/visual/model.onnx").external_files, std::vector<std::string>{"Weights of the tower"});
  EXPECT_TRUE(inspect("external/textual/model.onnx").external_files.empty());
}

TEST(OnnxFile, EmbeddingIsFoundByNameThenByShape) {
  const TensorInfo hidden{"last_hidden_state", ElementType::kFloat, {-1, -1, 8}};
  const TensorInfo unknown{"output_7", ElementType::kFloat, {-1, 8}};
  const TensorInfo pooled{"pooler_output", ElementType::kFloat, {-1, 8}};
  const TensorInfo projected{"image_embeds", ElementType::kFloat, {-1, 8}};
  const std::vector<TensorInfo> all{hidden, unknown, pooled, projected};
  EXPECT_EQ(embedding_output(all), 3U);
  EXPECT_EQ(embedding_output(std::vector{hidden, unknown, pooled}), 2U);
  EXPECT_EQ(embedding_output(std::vector{hidden, unknown}), 1U);
  EXPECT_EQ(embedding_output(std::vector{hidden}), 0U) << "the only one";
  EXPECT_EQ(embedding_output(std::vector{hidden, hidden}), 2U) << "none";
  EXPECT_EQ(embedding_output({}), 0U);
}

TEST(OnnxFile, FolderIsNotAFile) {
  EXPECT_EQ(inspect_onnx_file(kBundles).error().code, ErrorCode::kCorrupt);
}

std::vector<std::byte> read_bytes(const std::string& file) {
  const std::string content = *read_file(kBundles + file, limits::kMiB);
  const auto bytes = std::as_bytes(std::span(content));
  return {bytes.begin(), bytes.end()};
}

TEST(OnnxFile, NoTruncationIsTakenForAModel) {
  const auto whole = read_bytes("openclip/visual/model.onnx");
  for (std::size_t count = 0; count + 6 < whole.size(); count += 13) {
    const auto facts = inspect_onnx(std::span(whole).first(count));
    ASSERT_FALSE(facts) << count;
    EXPECT_EQ(facts.error().code, ErrorCode::kCorrupt);
  }
}

TEST(OnnxFile, LyingLengthsAreRefused) {
  // graph (field 7) of 2^63 bytes; a group, which protobuf 3 does not have; a varint without end.
  for (const char* hex :
       {"\x3A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", "\x3B\x01", "\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"}) {
    EXPECT_FALSE(inspect_onnx(std::as_bytes(std::span(hex, std::char_traits<char>::length(hex)))));
  }
}

TEST(OnnxFile, GraphsWithinGraphsEndSomewhere) {
  // model > graph > node > attribute > graph > node > …, each inside the one before.
  std::string inner;
  for (int depth = 0; depth < 1000; ++depth) {
    for (const char key : {'\x32', '\x2A', '\x0A'}) {  // AttributeProto.g, NodeProto.attribute, GraphProto.node
      std::string length;
      for (std::size_t rest = inner.size(); length.empty() || rest > 0; rest >>= 7) {
        length += static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
      }
      inner = key + length + inner;
    }
    if (inner.size() > 60'000) break;
  }
  std::string length;
  for (std::size_t rest = inner.size(); rest > 0; rest >>= 7)
    length += static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
  const std::string model = "\x3A" + length + inner;
  EXPECT_FALSE(inspect_onnx(std::as_bytes(std::span(model))));
}

}  // namespace
}  // namespace shoebox::model
