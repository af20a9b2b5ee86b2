// What is at the upper edge of the view, told so that it can be found again when photos above it turn out to be higher or
// lower than estimated, or more follow below. Pure.

import { rowAt, rowOf } from './justified';
import { sectionAt, type Stack } from './stack';

export interface Anchor {
  readonly section: number;
  /// The first photo of the row at the edge; null in a section that has not been loaded.
  readonly photo: number | null;
  /// How far into that row, or into that section: 0 its upper edge, 1 its lower.
  readonly share: number;
}

/// Null above all sections: what comes first is to be seen then, not what was first.
export function anchorAt(stack: Stack, y: number): Anchor | null {
  const at = sectionAt(stack, y);
  const section = stack.sections[at];
  if (!section || y <= section.top) return null;
  const rows = section.rows;
  if (!rows || rows.count === 0) return { section: at, photo: null, share: (y - section.top) / Math.max(1, section.height) };
  const inside = y - section.top - section.heading;
  const row = rowAt(rows, inside);
  return { section: at, photo: rows.starts[row] as number, share: (inside - (rows.tops[row] as number)) / (rows.heights[row] as number) };
}

/// Where it is now.
export function heightOfAnchor(stack: Stack, { section: at, photo, share }: Anchor): number | null {
  const section = stack.sections[at];
  if (!section) return null;
  const rows = section.rows;
  if (photo === null || !rows || rows.count === 0) return section.top + (photo === null ? share : 0) * section.height;
  const row = rowOf(rows, Math.min(photo, (rows.starts[rows.count] as number) - 1));
  return section.top + section.heading + (rows.tops[row] as number) + share * (rows.heights[row] as number);
}
