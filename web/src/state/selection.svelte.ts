// The photos that are chosen to do something with all of them: by their box, by x or a long press; with shift up to there.

import { photoList } from './photo_list.svelte';

class Selection {
  ids = $state.raw<ReadonlySet<number>>(new Set());
  private last: number | null = null;

  get any(): boolean {
    return this.ids.size > 0;
  }

  has(id: number): boolean {
    return this.ids.has(id);
  }

  toggle(id: number): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    this.ids = next;
    this.last = id;
  }

  /// All from the one that was chosen last to this one, in the order of the page.
  extendTo(id: number): void {
    const from = this.last === null ? -1 : photoList.indexOf(this.last);
    const to = photoList.indexOf(id);
    if (from < 0 || to < 0) return this.toggle(id);
    const between = photoList.photos.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.ids = new Set([...this.ids, ...between.map((photo) => photo.photo_id)]);
    this.last = id;
  }

  clear(): void {
    if (this.any) this.ids = new Set();
    this.last = null;
  }
}

export const selection = new Selection();
