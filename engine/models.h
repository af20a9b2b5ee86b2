#pragma once
// The bundles at hand: the embedded default beside the program and those that the user added to the home. Cheap:
// settings are read, towers are not loaded. Free functions; adding and removing wants the home's lock.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/home.h"
#include "model/bundle.h"

namespace shoebox::engine {

struct InstalledModel {
  std::string name;
  std::string folder;
  bool embedded = false;         // came with the program
  Result<model::Bundle> bundle;  // or why it cannot be used
};

/// The embedded one first, then by name.
std::vector<InstalledModel> installed_models(const Home& home, const ProgramFiles& program);

/// By name or by SpaceId; "" is the embedded one. Imported vectors are a model without towers, by their name. kNotFound
/// tells what there is; the bundle's own error when it is damaged.
Result<model::Bundle> find_model(const Home& home, const ProgramFiles& program, std::string_view name);

/// Of those: by name or by SpaceId; damaged ones are absent.
std::optional<model::Bundle> find_installed(const Home& home, const ProgramFiles& program, std::string_view name);

/// Copies a bundle folder into the home under its name, after loading both towers from the copy and comparing their
/// dimensions, so that what is added works. kInvalidArgument when the name is taken.
Result<model::Bundle> add_model(const Home& home, const ProgramFiles& program, const std::string& folder);

/// Loads both towers and compares what they say of themselves; a second of work, for a model that is to be relied on.
Result<void> try_out(const model::Bundle& bundle, const ProgramFiles& program);

/// Where ONNX Runtime is, and how many threads it may use.
model::RuntimeConfig runtime_config(const ProgramFiles& program, int threads);

}  // namespace shoebox::engine
