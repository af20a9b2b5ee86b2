// The search that the address asks for: its answer, page by page. What comes late never overwrites what is newer.

import { ApiError, search, type Chip, type Question, type SearchAnswer } from '../api/client';
import { Latest } from './latest';
import type { ListedPhoto } from './photo_list.svelte';
import { findPicture } from './picture';
import { byTime } from './sections';

/// A first answer fills some screens; what follows comes in larger pages.
const FIRST_COUNT = 100;
const NEXT_COUNT = 500;
/// Below the line there is no end of ever less likely photos: as many are shown without a click.
export const MAYBE_COUNT = 60;

export interface Asked {
  readonly q: string;
  readonly like: number | null;
  readonly image: string | null;
  readonly sort: 'relevance' | 'time';
  readonly mix: number | null;
  readonly lang: 'zh-CN' | 'en';
}

export type SearchState = 'idle' | 'searching' | 'done' | 'failed' | 'picture-gone';

class Search {
  state = $state<SearchState>('idle');
  asked = $state.raw<Asked | null>(null);
  answer = $state.raw<SearchAnswer | null>(null);
  results = $state.raw<readonly ListedPhoto[]>([]);
  error = $state('');
  /// It failed because nobody answered.
  unanswered = $state(false);
  loadingMore = $state(false);
  private cursor: string | null = null;
  private known = new Set<number>();
  /// Only those above the line are wanted.
  private sureOnly = false;
  private readonly latest = new Latest();

  get chips(): readonly Chip[] {
    return this.answer?.query.chips ?? [];
  }

  async ask(asked: Asked): Promise<void> {
    this.asked = asked;
    this.state = 'searching';
    this.loadingMore = false;
    try {
      const answer = await this.latest.run(async (signal) => {
        const picture = asked.image ? await findPicture(asked.image) : null;
        if (asked.image && !picture) return 'picture-gone' as const;
        return asked.sort === 'time' ? this.byTime(asked, picture, signal) : search(this.question(asked, picture, FIRST_COUNT), signal);
      });
      if (answer === null) return;
      if (answer === 'picture-gone') {
        this.empty('picture-gone');
        return;
      }
      this.answer = answer;
      this.sureOnly = asked.sort === 'time' && answer.cursor !== null;
      this.results = this.listed(answer);
      this.known = new Set(this.results.map((photo) => photo.photo_id));
      this.cursor = answer.cursor;
      this.state = 'done';
    } catch (error) {
      this.unanswered = error instanceof ApiError && error.status === 0;
      this.error = error instanceof Error ? error.message : '';
      this.empty('failed');
    }
  }

  /// Loads the next page, if there is one and none is on its way.
  async more(): Promise<void> {
    const { asked, cursor } = this;
    if (!asked || !cursor || this.loadingMore || this.state !== 'done') return;
    this.loadingMore = true;
    try {
      // A page may have nothing that is wanted; then the next.
      let fresh: readonly ListedPhoto[] = [];
      for (let next: string | null = cursor; next !== null && fresh.length === 0; next = this.cursor) {
        const from: string = next;
        const answer: SearchAnswer | null = await this.latest.run(async (signal) => {
          const picture = asked.image ? await findPicture(asked.image) : null;
          return search({ ...this.question(asked, picture, NEXT_COUNT), cursor: from }, signal);
        });
        if (answer === null) return;
        fresh = this.listed(answer).filter((photo) => !this.known.has(photo.photo_id));
        this.cursor = answer.cursor;
      }
      for (const photo of fresh) this.known.add(photo.photo_id);
      this.results = this.results.concat(fresh);
    } catch {
      // Asked for again when the end comes into view once more.
    }
    this.loadingMore = false;
  }

  /// The server's order of time is one of all photos, however unlike the words they are. Where those above the line fit into
  /// a page, they are put in order here, with the likeliest of the others below them; else only those above the line are
  /// shown, in the server's order.
  private async byTime(asked: Asked, picture: Blob | null, signal: AbortSignal): Promise<SearchAnswer> {
    const best = await search({ ...this.question(asked, picture, NEXT_COUNT), sort: 'relevance' }, signal);
    const fits = best.cursor === null || best.results.some((result) => result.relevance < best.line);
    return fits ? { ...best, cursor: null } : search(this.question(asked, picture, NEXT_COUNT), signal);
  }

  private listed(answer: SearchAnswer): readonly ListedPhoto[] {
    const results = answer.results.map((result) => ({ ...result, maybe: result.relevance < answer.line }));
    if (this.asked?.sort !== 'time') return results;
    return this.sureOnly ? results.filter((photo) => !photo.maybe) : byTime(results, MAYBE_COUNT);
  }

  get hasMore(): boolean {
    return this.cursor !== null;
  }

  clear(): void {
    this.latest.cancel();
    this.asked = null;
    this.error = '';
    this.empty('idle');
  }

  private empty(state: SearchState): void {
    this.answer = null;
    this.results = [];
    this.cursor = null;
    this.state = state;
  }

  private question(asked: Asked, picture: Blob | null, k: number): Question {
    return { q: asked.q, photo: asked.like, picture, sort: asked.sort, mix: asked.mix, lang: asked.lang, k };
  }
}

export const searching = new Search();
