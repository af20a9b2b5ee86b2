#pragma once
// The messages of run/socket (engine/remote.h) as JSON, both ways. Paths are hexadecimal, because they are bytes. Pure;
// what cannot be read is kCorrupt.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/progress.h"
#include "core/result.h"
#include "engine/correction.h"
#include "engine/question.h"
#include "ingest/pipeline.h"

namespace shoebox::engine {

std::string to_hex(std::string_view bytes);
Result<std::string> from_hex(const std::string& text);

nlohmann::json to_message(const Error& error);
Error error_from(const nlohmann::json& message);

nlohmann::json to_message(const ProgressState& state);
/// `stage` is a view into the message.
ProgressState progress_from(const nlohmann::json& message);

nlohmann::json to_message(const ingest::IndexSummary& summary);
Result<ingest::IndexSummary> summary_from(const nlohmann::json& message);

nlohmann::json to_message(const Correction& correction);
Result<Correction> correction_from(const nlohmann::json& message);

nlohmann::json to_message(const Question& question);
Result<Question> question_from(const nlohmann::json& message);

}  // namespace shoebox::engine
