// Which rows get their tiles in this frame. Making a tile costs a fraction of a millisecond, and a fling brings hundreds into
// view: a frame makes some of them, those nearest to the middle of the view first; the others are strips of colour until it
// is their turn, and nothing else as long as one flings. Pure.

export interface WantedRow {
  readonly top: number;
  readonly height: number;
  /// How many of its tiles there are not yet.
  readonly missing: number;
}

/// For each row whether it is made of tiles now. A row that has all of them keeps them; the others share `budget` tiles, of
/// which the nearest row may take more than there are, so that every frame brings something.
export function rowsToMake(rows: readonly WantedRow[], middle: number, budget: number): boolean[] {
  const made = rows.map((row) => row.missing === 0);
  if (budget <= 0) return made;
  const distance = (row: WantedRow): number => Math.abs(row.top + row.height / 2 - middle);
  const waiting = rows.map((row, i) => [i, distance(row)] as const).filter(([i]) => !made[i]);
  waiting.sort((a, b) => a[1] - b[1]);
  let left = budget;
  for (const [i] of waiting) {
    const { missing } = rows[i] as WantedRow;
    if (missing > left && left < budget) break;
    made[i] = true;
    left -= missing;
    if (left <= 0) break;
  }
  return made;
}
