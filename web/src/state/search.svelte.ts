// The search that the address asks for: its answer, page by page. What comes late never overwrites what is newer.

import { ApiError, search, type Chip, type Question, type SearchAnswer } from '../api/client';
import { Latest } from './latest';
import type { ListedPhoto } from './photo_list.svelte';
import { findPicture } from './picture';

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
        return search(this.question(asked, picture, FIRST_COUNT), signal);
      });
      if (answer === null) return;
      if (answer === 'picture-gone') {
        this.empty('picture-gone');
        return;
      }
      this.answer = answer;
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
      const answer = await this.latest.run(async (signal) => {
        const picture = asked.image ? await findPicture(asked.image) : null;
        return search({ ...this.question(asked, picture, NEXT_COUNT), cursor }, signal);
      });
      if (answer === null) return;
      const fresh = this.listed(answer).filter((photo) => !this.known.has(photo.photo_id));
      this.cursor = answer.cursor;
      for (const photo of fresh) this.known.add(photo.photo_id);
      this.results = this.results.concat(fresh);
    } catch {
      // Asked for again when the end comes into view once more.
    }
    this.loadingMore = false;
  }

  private listed(answer: SearchAnswer): readonly ListedPhoto[] {
    return answer.results.map((result) => ({ ...result, maybe: result.relevance < answer.line }));
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
