#include "server/request.h"

namespace shoebox::server {

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Reply& Reply::set(std::string name, std::string value) & {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Reply&& Reply::set(std::string name, std::string value) && {
  return std::move(set(std::move(name), std::move(value)));
}

}  // namespace shoebox::server
