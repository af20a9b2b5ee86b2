#include "server/password.h"

#include <array>
#include <sys/random.h>

#include <argon2.h>
#include <openssl/sha.h>

#include "core/path.h"

namespace shoebox::server {

namespace {

constexpr std::uint32_t kPasses = 3;
constexpr std::uint32_t kMemoryKiB = 64 * 1024;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kEncodedBytesMax = 256;
constexpr std::size_t kPasswordBytesMin = 8;
constexpr std::size_t kPasswordBytesMax = 1024;

template <std::size_t N>
Result<std::array<unsigned char, N>> random_bytes() {
  std::array<unsigned char, N> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(N)) {
    return fail(ErrorCode::kIo, "the system gives no random numbers");
  }
  return bytes;
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  const auto salt = TRY(random_bytes<kSaltBytes>());
  std::array<char, kEncodedBytesMax> encoded{};
  const int code = argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(), salt.data(),
                                         salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) return fail(ErrorCode::kInternal, argon2_error_message(code), "argon2");
  return std::string(encoded.data());
}

bool is_password(std::string_view password, const std::string& encoded) {
  return !encoded.empty() && argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

Result<std::string> random_secret() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const auto bytes = TRY(random_bytes<33>());
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned group =
        static_cast<unsigned>(bytes[i]) << 16 | static_cast<unsigned>(bytes[i + 1]) << 8 | bytes[i + 2];
    for (const int shift : {18, 12, 6, 0}) text.push_back(kDigits[group >> shift & 63U]);
  }
  return text;
}

std::string secret_hash(std::string_view secret) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

std::string password_file(const std::string& home_folder) {
  return join_path(home_folder, "password");
}

Result<std::string> load_password(const std::string& home_folder) {
  auto file = read_file(password_file(home_folder), kEncodedBytesMax);
  if (!file && file.error().code == ErrorCode::kNotFound) return std::string();
  if (!file) return file;
  while (file->ends_with('\n')) file->pop_back();
  if (!file->starts_with("$argon2id$")) {
    return fail(ErrorCode::kCorrupt, "this is no password; set it again with: shoebox passwd",
                printable(password_file(home_folder)));
  }
  return file;
}

Result<void> save_password(const std::string& home_folder, std::string_view password) {
  if (password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax) {
    return fail(ErrorCode::kInvalidArgument, "a password has 8 to 1024 bytes");
  }
  const std::string encoded = TRY(hash_password(password));
  return write_file_atomically(password_file(home_folder), encoded + "\n");
}

}  // namespace shoebox::server
