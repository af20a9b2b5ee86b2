// Months and how many photos each has, as positions on a scrubber. Pure.

export interface Bucket {
  readonly bucket: string;
  readonly count: number;
}

export interface YearMark {
  readonly year: string;
  /// 0 at the top, 1 at the bottom.
  readonly share: number;
}

/// Where each bucket begins, as a share of all photos; one more: 1.
export function sharesOf(buckets: readonly Bucket[]): Float64Array {
  const shares = new Float64Array(buckets.length + 1);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  buckets.forEach(({ count }, i) => {
    shares[i] = total > 0 ? seen / total : 0;
    seen += count;
  });
  shares[buckets.length] = 1;
  return shares;
}

/// The bucket at a share of the scrubber.
export function bucketAt(shares: Float64Array, share: number): number {
  let low = 0;
  let high = Math.max(0, shares.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((shares[middle] as number) <= share) low = middle;
    else high = middle - 1;
  }
  return low;
}

/// Years to be written beside the scrubber, none nearer than `gap` to the one before.
export function yearMarks(buckets: readonly Bucket[], shares: Float64Array, gap: number): YearMark[] {
  const marks: YearMark[] = [];
  let last = '';
  buckets.forEach(({ bucket }, i) => {
    const year = bucket.slice(0, 4);
    if (year === last || !/^\d{4}$/.test(year)) return;
    last = year;
    const share = shares[i] as number;
    const before = marks.at(-1);
    if (!before || share - before.share >= gap) marks.push({ year, share });
  });
  return marks;
}

/// The bucket of a moment like 2023-05, or the nearest older one (buckets are newest first).
export function indexOfMonth(buckets: readonly Bucket[], month: string): number {
  const at = buckets.findIndex(({ bucket }) => bucket === month || (bucket !== 'unknown' && bucket < month));
  return at < 0 ? Math.max(0, buckets.length - 1) : at;
}
