// The photos that are in view as a list, in the order of the page: what the viewer goes through with its arrows. A page
// that shows photos sets it; more are loaded when the end comes near.

import type { Tile } from '../api/client';

export interface ListedPhoto extends Tile {
  readonly relevance?: number;
  readonly place?: string | null;
  readonly why?: readonly { readonly kind: string; readonly text: string }[];
  readonly paths?: readonly string[];
  /// How many of the same burst, pair or edit it stands for.
  readonly folded?: number;
  readonly maybe?: boolean;
}

class PhotoList {
  photos = $state.raw<readonly ListedPhoto[]>([]);
  /// Loads what follows; null: this is all.
  more: (() => void) | null = null;
  /// Hearts set in this visit: the grid and the viewer show the same.
  private hearts = $state.raw<ReadonlyMap<number, boolean>>(new Map());
  /// Photos hidden in this visit: they leave every list at once.
  private gone = $state.raw<ReadonlySet<number>>(new Set());

  set(photos: readonly ListedPhoto[], more: (() => void) | null): void {
    this.photos = photos;
    this.more = more;
  }

  /// A photo leaves the list that is shown, not the library.
  takeOut(id: number): void {
    this.photos = this.photos.filter((photo) => photo.photo_id !== id);
  }

  indexOf(id: number): number {
    return this.photos.findIndex((photo) => photo.photo_id === id);
  }

  isFavourite(photo: Tile): boolean {
    return this.hearts.get(photo.photo_id) ?? photo.favourite;
  }

  setFavourite(id: number, on: boolean): void {
    this.hearts = new Map(this.hearts).set(id, on);
  }

  isGone(id: number): boolean {
    return this.gone.has(id);
  }

  setGone(id: number, gone: boolean): void {
    const next = new Set(this.gone);
    if (gone) next.add(id);
    else next.delete(id);
    this.gone = next;
  }

  get anyGone(): boolean {
    return this.gone.size > 0;
  }
}

export const photoList = new PhotoList();
