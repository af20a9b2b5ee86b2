#pragma once
// Samples of any colour space to sRGB, by lcms2. Pure, safe to call concurrently.

#include "image/image.h"
#include "image/raster.h"

namespace shoebox::image {

/// RGB as on an sRGB screen. A profile that is damaged or of another kind than the samples counts as absent: a picture
/// in slightly wrong colours is worth more than none. HDR transfer curves (PQ, HLG) are brought to screen white with a
/// soft shoulder.
Image to_srgb(Raster raster);

}  // namespace shoebox::image
