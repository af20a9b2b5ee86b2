// A list of photos that comes page by page: favourites, hidden photos, an album.

import type { Photos } from '../api/client';
import type { ListedPhoto } from './photo_list.svelte';

export type LoadPage = (k: number, cursor?: string) => Promise<Photos>;

export class PagedPhotos {
  photos = $state.raw<readonly ListedPhoto[]>([]);
  total = $state(0);
  state = $state<'loading' | 'done' | 'failed'>('loading');
  private cursor: string | null = null;
  private busy = false;

  constructor(private readonly load: LoadPage) {}

  async refresh(): Promise<void> {
    try {
      const page = await this.load(200);
      this.photos = page.photos;
      this.total = page.total;
      this.cursor = page.cursor;
      this.state = 'done';
    } catch {
      this.state = 'failed';
    }
  }

  async more(): Promise<void> {
    if (this.busy || this.cursor === null) return;
    this.busy = true;
    try {
      const page = await this.load(500, this.cursor);
      const known = new Set(this.photos.map((photo) => photo.photo_id));
      this.photos = [...this.photos, ...page.photos.filter((photo) => !known.has(photo.photo_id))];
      this.cursor = page.cursor;
    } catch {
      // Asked for again when the end comes into view once more.
    }
    this.busy = false;
  }
}
