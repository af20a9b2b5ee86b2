#include "image/colour.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>

#include <lcms2.h>

namespace shoebox::image {
namespace {

struct ContextDeleter {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
struct ProfileDeleter {
  void operator()(cmsHPROFILE profile) const { cmsCloseProfile(profile); }
};
struct TransformDeleter {
  void operator()(cmsHTRANSFORM transform) const { cmsDeleteTransform(transform); }
};
struct CurveDeleter {
  void operator()(cmsToneCurve* curve) const { cmsFreeToneCurve(curve); }
};
using Context = std::unique_ptr<std::remove_pointer_t<cmsContext>, ContextDeleter>;
using Profile = std::unique_ptr<void, ProfileDeleter>;
using Transform = std::unique_ptr<void, TransformDeleter>;
using Curve = std::unique_ptr<cmsToneCurve, CurveDeleter>;

Context make_context() {
  Context context(cmsCreateContext(nullptr, nullptr));
  if (context) cmsSetLogErrorHandlerTHR(context.get(), [](cmsContext, cmsUInt32Number, const char*) {});
  return context;
}

/// Screen white of an HDR picture in cd/m2 (ITU-R BT.2408: diffuse white).
constexpr double kDiffuseWhite = 203.0;

/// Brightness above three quarters of screen white is squeezed below it.
double soft_shoulder(double light) {
  constexpr double kKnee = 0.75;
  if (light < kKnee) return light;
  return kKnee + (1 - kKnee) * (1 - std::exp(-(light - kKnee) / (1 - kKnee)));
}

/// SMPTE ST 2084, signal to cd/m2.
double pq_light(double signal) {
  constexpr double m1 = 2610.0 / 16384, m2 = 2523.0 / 4096 * 128;
  constexpr double c1 = 3424.0 / 4096, c2 = 2413.0 / 4096 * 32, c3 = 2392.0 / 4096 * 32;
  const double p = std::pow(signal, 1 / m2);
  return 10000 * std::pow(std::max(p - c1, 0.0) / (c2 - c3 * p), 1 / m1);
}

/// ARIB STD-B67 on a screen of 1,000 cd/m2 (system gamma 1.2), a channel by itself.
double hlg_light(double signal) {
  constexpr double a = 0.17883277, b = 0.28466892, c = 0.55991073;
  const double scene = signal <= 0.5 ? signal * signal / 3 : (std::exp((signal - c) / a) + b) / 12;
  return 1000 * std::pow(scene, 1.2);
}

Curve srgb_curve(cmsContext context) {
  const double parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  return Curve(cmsBuildParametricToneCurve(context, 4, parameters));
}

Curve hdr_curve(cmsContext context, double (*light)(double)) {
  constexpr int kSteps = 4096;
  std::vector<float> table(kSteps);
  for (int i = 0; i < kSteps; ++i) {
    table[i] = static_cast<float>(soft_shoulder(light(i / (kSteps - 1.0)) / kDiffuseWhite));
  }
  return Curve(cmsBuildTabulatedToneCurveFloat(context, kSteps, table.data()));
}

Curve curve_of_transfer(cmsContext context, int transfer) {
  switch (transfer) {
    case 4:
      return Curve(cmsBuildGamma(context, 2.2));
    case 5:
      return Curve(cmsBuildGamma(context, 2.8));
    case 8:
      return Curve(cmsBuildGamma(context, 1.0));
    case 16:
      return hdr_curve(context, pq_light);
    case 18:
      return hdr_curve(context, hlg_light);
    default:  // sRGB, and the video curves that stills are tagged with when sRGB is meant.
      return srgb_curve(context);
  }
}

std::array<double, 8> chromaticities_of(int primaries) {
  switch (primaries) {
    case 9:  // BT.2020
      return {0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046};
    case 11:  // DCI-P3
      return {0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06};
    case 12:  // Display P3
      return {0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06};
    default:
      return GammaAndPrimaries{}.white_and_primaries;
  }
}

Profile matrix_profile(cmsContext context, const std::array<double, 8>& xy, Curve curve) {
  if (!curve) return nullptr;
  const cmsCIExyY white{xy[0], xy[1], 1};
  const cmsCIExyYTRIPLE primaries{{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
  cmsToneCurve* const curves[] = {curve.get(), curve.get(), curve.get()};
  return Profile(cmsCreateRGBProfileTHR(context, &white, &primaries, curves));
}

/// Null when the colours are sRGB as far as the file says.
Profile source_profile(cmsContext context, const ColourSpace& colour) {
  if (!colour.icc.empty() && colour.icc.size() <= std::numeric_limits<cmsUInt32Number>::max()) {
    return Profile(
        cmsOpenProfileFromMemTHR(context, colour.icc.data(), static_cast<cmsUInt32Number>(colour.icc.size())));
  }
  if (colour.code_points) {
    const auto [primaries, transfer] = *colour.code_points;
    return matrix_profile(context, chromaticities_of(primaries), curve_of_transfer(context, transfer));
  }
  if (colour.gamma && colour.gamma->file_gamma > 0.01) {
    // 1 / 2.2 is how files say sRGB where they have only a number for it.
    const bool srgb_like = std::abs(colour.gamma->file_gamma - 1 / 2.2) < 0.02;
    Curve curve = srgb_like ? srgb_curve(context) : Curve(cmsBuildGamma(context, 1 / colour.gamma->file_gamma));
    return matrix_profile(context, colour.gamma->white_and_primaries, std::move(curve));
  }
  return nullptr;
}

bool describes_pictures(cmsHPROFILE profile) {
  const auto kind = cmsGetDeviceClass(profile);
  return kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
         kind == cmsSigColorSpaceClass;
}

struct Layout {
  int channels;
  cmsUInt32Number format;
};

/// The samples that the profile speaks of; 0 channels when we have none such.
Layout layout_of(cmsHPROFILE profile) {
  switch (cmsGetColorSpace(profile)) {
    case cmsSigGrayData:
      return {1, TYPE_GRAY_8};
    case cmsSigRgbData:
      return {3, TYPE_RGB_8};
    case cmsSigCmykData:
      return {4, TYPE_CMYK_8};
    default:
      return {0, 0};
  }
}

void gray_to_rgb(Raster& raster) {
  const std::size_t count = raster.samples.size();
  raster.samples.resize(count * 3);
  for (std::size_t i = count; i-- > 0;) {
    const std::uint8_t value = raster.samples[i];
    raster.samples[3 * i] = raster.samples[3 * i + 1] = raster.samples[3 * i + 2] = value;
  }
  raster.channels = 3;
}

std::uint8_t multiply(int a, int b) {
  return static_cast<std::uint8_t>((a * b + 127) / 255);
}

/// Ink as if it filtered light ideally; in place, since the result is the shorter one.
void cmyk_to_rgb(Raster& raster) {
  const std::size_t count = raster.samples.size() / 4;
  std::uint8_t* out = raster.samples.data();
  const std::uint8_t* in = raster.samples.data();
  for (std::size_t i = 0; i < count; ++i, in += 4, out += 3) {
    const int light = 255 - in[3];
    const std::uint8_t rgb[] = {multiply(255 - in[0], light), multiply(255 - in[1], light),
                                multiply(255 - in[2], light)};
    std::copy_n(rgb, 3, out);
  }
  raster.samples.resize(count * 3);
  raster.channels = 3;
}

void transform_rows(Raster& raster, cmsHTRANSFORM transform) {
  for (int y = 0; y < raster.height; ++y) {
    cmsDoTransform(transform, raster.row(y), raster.row(y), static_cast<cmsUInt32Number>(raster.width));
  }
}

/// Most profiles in photos are some sRGB. They are known by what they do, not by their names: if no colour of a grid
/// moves by more than a level, neither will the picture.
bool leaves_srgb_alone(cmsHTRANSFORM transform) {
  for (int i = 0; i < 6 * 6 * 6; ++i) {
    const std::uint8_t in[] = {static_cast<std::uint8_t>(i % 6 * 51), static_cast<std::uint8_t>(i / 6 % 6 * 51),
                               static_cast<std::uint8_t>(i / 36 * 51)};
    std::uint8_t out[3];
    cmsDoTransform(transform, in, out, 1);
    for (int c = 0; c < 3; ++c) {
      if (std::abs(in[c] - out[c]) > 1) return false;
    }
  }
  return true;
}

/// Other layouts than RGB go through a row of their own, since the result is longer or shorter than the source.
void transform_to_new_samples(Raster& raster, cmsHTRANSFORM transform) {
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(raster.width) * raster.height * 3);
  for (int y = 0; y < raster.height; ++y) {
    cmsDoTransform(transform, raster.row(y), &rgb[static_cast<std::size_t>(y) * raster.width * 3],
                   static_cast<cmsUInt32Number>(raster.width));
  }
  raster.samples = std::move(rgb);
  raster.channels = 3;
}

/// Leaves the raster as it is when there is no profile to be used.
void apply_profile(Raster& raster) {
  if (raster.colour.icc.empty() && !raster.colour.code_points && !raster.colour.gamma) return;
  const Context context = make_context();
  if (!context) return;
  const Profile profile = source_profile(context.get(), raster.colour);
  if (!profile || !describes_pictures(profile.get())) return;
  const Layout layout = layout_of(profile.get());
  if (raster.channels == 1 && layout.channels == 3) gray_to_rgb(raster);
  if (raster.channels != layout.channels) return;
  const Profile srgb(cmsCreate_sRGBProfileTHR(context.get()));
  const Transform transform(
      cmsCreateTransformTHR(context.get(), profile.get(), layout.format, srgb.get(), TYPE_RGB_8, INTENT_PERCEPTUAL, 0));
  if (!transform) return;
  if (layout.channels != 3) {
    transform_to_new_samples(raster, transform.get());
  } else if (!leaves_srgb_alone(transform.get())) {
    transform_rows(raster, transform.get());
  }
}

}  // namespace

Image to_srgb(Raster raster) {
  apply_profile(raster);
  if (raster.channels == 1) gray_to_rgb(raster);
  if (raster.channels == 4) cmyk_to_rgb(raster);
  return {raster.width, raster.height, std::move(raster.samples)};
}

}  // namespace shoebox::image
