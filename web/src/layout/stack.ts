// Sections of a page above one another: a heading and rows of photos, or as much room as they will probably take as long
// as they have not been loaded. Pure; what is in view is found by bisection, so a library of any size costs the same.

import { estimateHeight, heightOf, justify, rowsBetween, type Rows } from './justified';

export interface SectionInput {
  /// Of every photo; null: not loaded, `count` of them.
  readonly aspects: Float32Array | null;
  readonly count: number;
  readonly heading: number;  // its height, 0: none
}

export interface Measure {
  readonly width: number;
  readonly rowHeight: number;
  readonly gap: number;
  readonly sectionGap: number;
}

export interface PlacedSection {
  readonly top: number;
  readonly heading: number;
  readonly height: number;  // heading included
  readonly rows: Rows | null;
}

export interface Stack {
  readonly sections: readonly PlacedSection[];
  readonly height: number;
}

export interface VisibleRows {
  readonly section: number;
  readonly first: number;
  readonly end: number;
}

interface Cached {
  readonly aspects: Float32Array;
  readonly measure: Measure;
  readonly rows: Rows;
}

/// Lays sections out, and remembers the rows of those whose photos have not changed.
export class StackLayout {
  private readonly cache = new Map<Float32Array, Cached>();

  place(inputs: readonly SectionInput[], measure: Measure): Stack {
    const sections: PlacedSection[] = [];
    let top = 0;
    for (const input of inputs) {
      const rows = input.aspects ? this.rowsOf(input.aspects, measure) : null;
      const body = rows ? heightOf(rows) : estimateHeight(input.count, measure.width, measure.rowHeight, measure.gap);
      const height = input.heading + body;
      sections.push({ top, heading: input.heading, height, rows });
      top += height + measure.sectionGap;
    }
    return { sections, height: Math.max(0, top - measure.sectionGap) };
  }

  private rowsOf(aspects: Float32Array, measure: Measure): Rows {
    const cached = this.cache.get(aspects);
    if (cached && cached.measure.width === measure.width && cached.measure.rowHeight === measure.rowHeight) {
      return cached.rows;
    }
    const rows = justify(aspects, measure.width, measure.rowHeight, measure.gap);
    if (this.cache.size > 2000) this.cache.clear();
    this.cache.set(aspects, { aspects, measure, rows });
    return rows;
  }
}

/// Sections [first, end) that touch [from, to).
export function sectionsBetween(stack: Stack, from: number, to: number): [first: number, end: number] {
  const first = sectionAt(stack, from);
  let end = first;
  while (end < stack.sections.length && (stack.sections[end] as PlacedSection).top < to) end += 1;
  return [first, end];
}

/// The last section that begins at or above y; 0 when all begin below or there is none.
export function sectionAt(stack: Stack, y: number): number {
  let low = 0;
  let high = stack.sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stack.sections[middle] as PlacedSection).top <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/// The rows in view of every section in view.
export function rowsInView(stack: Stack, from: number, to: number): VisibleRows[] {
  const visible: VisibleRows[] = [];
  const [first, end] = sectionsBetween(stack, from, to);
  for (let s = first; s < end; s += 1) {
    const section = stack.sections[s] as PlacedSection;
    const top = section.top + section.heading;
    const [firstRow, endRow] = section.rows ? rowsBetween(section.rows, from - top, to - top) : [0, 0];
    visible.push({ section: s, first: firstRow, end: endRow });
  }
  return visible;
}
