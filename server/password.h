#pragma once
// Secrets: the password's hash (argon2id, RFC 9106), tokens, and comparing without telling by time. Thread-safe.

#include <string>
#include <string_view>

#include "core/result.h"

namespace shoebox::server {

/// The encoded hash with its salt and costs: 64 MiB, 3 passes, about a tenth of a second.
Result<std::string> hash_password(std::string_view password);
/// Whether `encoded` is of this password. Costs as much as hashing.
bool is_password(std::string_view password, const std::string& encoded);

/// 256 random bits, base64url.
Result<std::string> random_secret();
/// SHA-256, for secrets that are random: what is kept of them.
std::string secret_hash(std::string_view secret);

/// The file that holds the password's hash, in the home.
std::string password_file(const std::string& home_folder);
/// "" when none is set. kIo, kCorrupt.
Result<std::string> load_password(const std::string& home_folder);
/// kInvalidArgument when it is shorter than 8 or longer than 1024 bytes.
Result<void> save_password(const std::string& home_folder, std::string_view password);

}  // namespace shoebox::server
