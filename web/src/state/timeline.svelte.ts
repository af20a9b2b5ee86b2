// The library by month (by year when photos are few): how many photos each has at once, the photos themselves as they come into view.

import { api, type Timeline } from '../api/client';
import { Latest } from './latest';
import type { ListedPhoto } from './photo_list.svelte';

const PAGE_COUNT = 500;
const AT_ONCE = 2;
/// With fewer photos a month than this, a heading each would be more heading than photos: years then.
const FEW = 6;

class Months {
  timeline = $state.raw<Timeline | null>(null);
  /// Of months that have been loaded.
  photos = $state.raw<ReadonlyMap<string, readonly ListedPhoto[]>>(new Map());
  failed = $state(false);
  private wanted: string[] = [];
  private loading = new Set<string>();
  private outdated = new Set<string>();  // of those that are being loaded: there is more in them than was asked for
  private readonly asked = new Latest();

  /// Asks what there is now; what has not changed in number stays. An answer that comes after a newer one is dropped.
  async refresh(): Promise<void> {
    try {
      const timeline = await this.asked.run(askTimeline);
      if (!timeline) return;
      const before = new Map(this.timeline?.buckets.map(({ bucket, count }) => [bucket, count]));
      const kept = timeline.buckets.filter(({ bucket, count }) => before.get(bucket) === count);
      for (const { bucket, count } of timeline.buckets) {
        if (before.get(bucket) !== count && this.loading.has(bucket)) this.outdated.add(bucket);
      }
      this.photos = new Map(kept.flatMap(({ bucket }) => {
        const photos = this.photos.get(bucket);
        return photos ? [[bucket, photos] as const] : [];
      }));
      this.timeline = timeline;
      this.failed = false;
    } catch {
      this.failed = this.timeline === null;
    }
  }

  /// These months are in view: they are loaded first, what was wanted before and is not in view any more not at all.
  want(buckets: readonly string[]): void {
    this.wanted = buckets.filter((bucket) => !this.photos.has(bucket) && !this.loading.has(bucket));
    this.next();
  }

  private next(): void {
    while (this.loading.size < AT_ONCE) {
      const bucket = this.wanted.shift();
      if (bucket === undefined) return;
      this.loading.add(bucket);
      void this.load(bucket).finally(() => {
        this.loading.delete(bucket);
        this.next();
      });
    }
  }

  private async load(bucket: string): Promise<void> {
    try {
      const photos: ListedPhoto[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.bucket(bucket, PAGE_COUNT, cursor);
        photos.push(...page.photos);
        cursor = page.cursor ?? undefined;
      } while (cursor);
      if (this.outdated.delete(bucket)) {
        this.wanted = [bucket, ...this.wanted];
        return;
      }
      const unique = [...new Map(photos.map((photo) => [photo.photo_id, photo])).values()];
      this.photos = new Map(this.photos).set(bucket, unique);
    } catch {
      this.outdated.delete(bucket);  // wanted again when it comes into view again
    }
  }
}

async function askTimeline(): Promise<Timeline> {
  const timeline = await api.timeline('month');
  const isSparse = timeline.buckets.length > 1 && timeline.total < FEW * timeline.buckets.length;
  return isSparse ? api.timeline('year') : timeline;
}

export const months = new Months();
