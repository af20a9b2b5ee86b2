// Photos with where they are, as the tiles take it: made once a row, so that scrolling touches only what comes or goes.

import { boxesOf, type Rows } from '../layout/justified';
import type { ListedPhoto } from '../state/photo_list.svelte';
import { averageColour } from './placeholder';

export interface PlacedPhoto {
  readonly photo: ListedPhoto;
  /// Its index in the group.
  readonly position: number;
  /// Where it is, how large, and its colour: CSS.
  readonly style: string;
  /// The longer side in pixels of the page.
  readonly side: number;
}

export interface PlacedRow {
  readonly photos: readonly PlacedPhoto[];
  readonly top: number;
  readonly height: number;
  /// The row as a strip of its photos' colours: CSS.
  readonly style: string;
}

function placedRow(rows: Rows, photos: readonly ListedPhoto[], aspects: Float32Array, row: number): PlacedRow {
  const start = rows.starts[row] as number;
  const [top, height] = [rows.tops[row] as number, rows.heights[row] as number];
  const stops: string[] = [];
  const list = boxesOf(rows, aspects, row).map((box, i): PlacedPhoto => {
    const photo = photos[start + i] as ListedPhoto;
    const colour = averageColour(photo.thumbhash) ?? 'var(--sunken)';
    const end = box.x + box.width;
    stops.push(`${colour} ${box.x}px ${end}px,transparent ${end}px ${end + rows.gap}px`);
    const style = `inset-inline-start:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px;background-color:${colour}`;
    return { photo, position: start + i, style, side: Math.max(box.width, box.height) };
  });
  const style = `top:${top}px;height:${height}px;background-image:linear-gradient(var(--along),${stops.join()},transparent 0)`;
  return { photos: list, top, height, style };
}

export class PlacedRows {
  private readonly known = new WeakMap<Rows, Map<number, PlacedRow>>();

  /// Rows [first, end).
  between(rows: Rows, photos: readonly ListedPhoto[], aspects: Float32Array, first: number, end: number): PlacedRow[] {
    let known = this.known.get(rows);
    if (!known) this.known.set(rows, (known = new Map()));
    const list: PlacedRow[] = [];
    for (let row = first; row < end; row += 1) {
      let entry = known.get(row);
      if (!entry) known.set(row, (entry = placedRow(rows, photos, aspects, row)));
      list.push(entry);
    }
    return list;
  }
}
