// What the library holds and what is going on in it, live. One stream of events a page; while the server does not answer,
// it is asked again with growing pauses, and everything goes on by itself when it is back.

import { api, ApiError, watchServer, type Job, type Session, type Status } from '../api/client';
import { Latest } from './latest';
import { settings } from './settings.svelte';

const PAUSES_MS = [1000, 2000, 4000, 8000, 15000];
const CHANGES_EVERY_MS = 2500;

class Library {
  status = $state.raw<Status | null>(null);
  job = $state.raw<Job | null>(null);
  session = $state.raw<Session | null>(null);
  reachable = $state(true);
  /// Grows when photos were added, changed or removed: who shows photos asks again.
  version = $state(0);
  signInNeeded = $state(false);
  private events: EventSource | null = null;
  private tries = 0;
  private commit: number | null = null;
  private timer = 0;
  private revision = 0;
  private readonly asked = new Latest();

  get running(): boolean {
    return this.job?.state === 'running' || this.job?.state === 'stopping';
  }

  /// Nothing has been chosen to be read yet.
  get isNew(): boolean {
    return this.status !== null && this.status.roots.length === 0 && this.status.photos === 0;
  }

  async start(): Promise<void> {
    watchServer({
      signInNeeded: () => (this.signInNeeded = true),
      reached: (reachable) => (this.reachable = reachable),
    });
    try {
      this.session = await api.session();
      if (!this.session.signed_in) {
        this.signInNeeded = true;
        return;
      }
      this.signInNeeded = false;
      await this.refresh();
      this.listen();
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) return;
      this.later();
    }
  }

  async refresh(): Promise<void> {
    const status = await this.asked.run((signal) => api.status(settings.language, signal));
    if (!status) return;
    this.status = status;
    this.takeJob(status.job);
  }

  async signOut(): Promise<void> {
    await api.signOut();
    this.events?.close();
    this.events = null;
    this.status = null;
    this.signInNeeded = true;
    navigator.serviceWorker?.controller?.postMessage('forget');
  }

  private later(): void {
    const pause = PAUSES_MS[Math.min(this.tries, PAUSES_MS.length - 1)];
    this.tries += 1;
    setTimeout(() => void this.start(), pause);
  }

  private listen(): void {
    this.events?.close();
    const events = new EventSource('/api/events');
    this.events = events;
    events.addEventListener('open', () => {
      if (this.tries > 0) this.version += 1;
      this.tries = 0;
      this.revision = 0;  // another server, perhaps, which counts from the start
      this.reachable = true;
    });
    events.addEventListener('job', (event) => this.takeJob(JSON.parse((event as MessageEvent<string>).data) as Job));
    events.addEventListener('library', (event) => {
      const { commit } = JSON.parse((event as MessageEvent<string>).data) as { commit?: number };
      const changed = this.commit !== null && commit !== this.commit;
      this.commit = commit ?? null;
      if (changed) this.changed();
    });
    events.addEventListener('error', () => {
      if (events.readyState !== EventSource.CLOSED && this.tries > 0) return;
      events.close();
      this.later();
    });
  }

  /// While photos are read there is something new several times a second; views look again every few seconds.
  private changed(): void {
    if (this.timer !== 0) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.version += 1;
      void this.refresh().catch(() => {});
    }, CHANGES_EVERY_MS);
  }

  /// Answers and events overtake one another: what is older than what is known says nothing new.
  takeJob(job: Job): void {
    if (job.revision < this.revision) return;
    this.revision = job.revision;
    const ended = this.running && job.state !== 'running' && job.state !== 'stopping';
    this.job = job;
    if (!ended) return;
    this.version += 1;
    void this.refresh().catch(() => {});
  }
}

export const library = new Library();
