#pragma once
// Metadata on its way from a worker to the pool. The reader enforces what image/metadata.h promises, since a worker
// that a hostile file took over may send anything.

#include "image/metadata.h"
#include "image/worker_wire.h"

namespace shoebox::image {

/// `metadata` keeps its promises; what does not would be refused by the reader.
void write_metadata(WireWriter& out, const Metadata& metadata);

/// Faults `in` when the values break a promise of image/metadata.h.
Metadata parse_metadata(WireReader& in);

}  // namespace shoebox::image
