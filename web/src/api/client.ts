// The one way to the server: typed by the OpenAPI document (schema.d.ts is made from it by `npm run api`). A reply that is
// not a success becomes an ApiError; no reply at all, an ApiError of status 0.

import createClient, { type Middleware } from 'openapi-fetch';

import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type Tile = Schemas['Tile'];
export type SearchResult = Schemas['SearchResult'];
export type SearchAnswer = Schemas['SearchAnswer'];
export type Photo = Schemas['Photo'];
export type Photos = Schemas['Photos'];
export type Timeline = Schemas['Timeline'];
export type MapClusters = Schemas['Map'];
export type Cluster = MapClusters['clusters'][number];
export type Album = Schemas['Album'];
export type SavedSearch = Schemas['SavedSearch'];
export type Suggestion = Schemas['Suggestions']['suggestions'][number];
export type Status = Schemas['Status'];
export type Job = Schemas['Job'];
export type Root = Schemas['Root'];
export type Folders = Schemas['Folders'];
export type Model = Schemas['Model'];
export type Session = Schemas['Session'];
export type Chip = Schemas['Chip'];
export type Correction = Schemas['Correction'];

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Listener = (reachable: boolean) => void;
let signInNeeded: () => void = () => {};
let reached: Listener = () => {};

/// Who is told when a request finds nobody signed in, and whether the server answers at all.
export function watchServer(listeners: { signInNeeded: () => void; reached: Listener }): void {
  signInNeeded = listeners.signInNeeded;
  reached = listeners.reached;
}

const watch: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang);
    return request;
  },
  onResponse({ response }) {
    reached(response.headers.get('x-shoebox-offline') === null);
    if (response.status === 401) signInNeeded();
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    reached(false);
    return new ApiError(0, 'offline', 'no answer');
  },
};

const client = createClient<paths>({ baseUrl: location.origin });
client.use(watch);

interface Reply<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/// The body of a success.
async function bodyOf<T>(request: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (response.ok) return data as T;
  const problem = (typeof error === 'object' && error ? error : {}) as Partial<Schemas['Problem']>;
  throw new ApiError(response.status, problem.code ?? 'internal', problem.detail ?? response.statusText);
}

export interface Question {
  readonly q: string;
  readonly photo: number | null;
  readonly picture: Blob | null;
  readonly sort: 'relevance' | 'time';
  /// How much the picture counts beside the words, in percent; null: as the server thinks best.
  readonly mix: number | null;
  readonly lang: 'zh-CN' | 'en';
  readonly k: number;
  readonly cursor?: string;
}

export function search(question: Question, signal: AbortSignal): Promise<SearchAnswer> {
  const { q, photo, picture, sort, lang, k, cursor, mix } = question;
  const weights = mix === null || !q || !(photo || picture) ? {} : { weights: `${(100 - mix) / 100},${mix / 100}` };
  const common = { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}), ...weights, sort, lang, k };
  if (!picture) {
    return bodyOf(client.GET('/api/search', { params: { query: { ...common, ...(photo ? { photo } : {}) } }, signal }));
  }
  const form = new FormData();
  form.set('image', picture, 'picture');
  const body = { image: '' };  // the document types a file as a string; bodySerializer sends the form itself
  return bodyOf(client.POST('/api/search', { params: { query: common }, body, bodySerializer: () => form, signal }));
}

export const api = {
  suggest: (q: string, lang: 'zh-CN' | 'en', signal: AbortSignal) =>
    bodyOf(client.GET('/api/suggest', { params: { query: { q, lang } }, signal })),
  keepSearch: (q: string) => bodyOf(client.POST('/api/history', { body: { q } })),
  clearHistory: () => bodyOf(client.DELETE('/api/history')),
  photo: (id: number, lang: 'zh-CN' | 'en', signal?: AbortSignal) =>
    bodyOf(client.GET('/api/photos/{id}', { params: { path: { id }, query: { lang } }, signal })),
  setFavourite: (id: number, on: boolean) =>
    bodyOf(on
      ? client.PUT('/api/photos/{id}/favourite', { params: { path: { id } } })
      : client.DELETE('/api/photos/{id}/favourite', { params: { path: { id } } })),
  setHidden: (id: number, on: boolean) =>
    bodyOf(on
      ? client.PUT('/api/photos/{id}/hidden', { params: { path: { id } } })
      : client.DELETE('/api/photos/{id}/hidden', { params: { path: { id } } })),
  correct: (body: Correction) => bodyOf(client.POST('/api/corrections', { body })),
  undoCorrection: () => bodyOf(client.POST('/api/corrections/undo')),
  favourites: (k: number, cursor?: string) => bodyOf(client.GET('/api/favourites', { params: { query: { k, cursor } } })),
  hidden: (k: number, cursor?: string) => bodyOf(client.GET('/api/hidden', { params: { query: { k, cursor } } })),
  timeline: (by: 'year' | 'month') => bodyOf(client.GET('/api/timeline', { params: { query: { by } } })),
  bucket: (bucket: string, k: number, cursor?: string) =>
    bodyOf(client.GET('/api/timeline/{bucket}', { params: { path: { bucket }, query: { k, cursor } } })),
  map: (box: string, zoom: number, signal?: AbortSignal) =>
    bodyOf(client.GET('/api/map', { params: { query: { box, zoom } }, signal })),
  mapPhotos: (box: string, k: number, cursor?: string, signal?: AbortSignal) =>
    bodyOf(client.GET('/api/map/photos', { params: { query: { box, k, cursor } }, signal })),
  albums: () => bodyOf(client.GET('/api/albums')),
  createAlbum: (name: string) => bodyOf(client.POST('/api/albums', { body: { name } })),
  album: (album: number) => bodyOf(client.GET('/api/albums/{album}', { params: { path: { album } } })),
  renameAlbum: (album: number, name: string) =>
    bodyOf(client.PUT('/api/albums/{album}', { params: { path: { album } }, body: { name } })),
  deleteAlbum: (album: number) => bodyOf(client.DELETE('/api/albums/{album}', { params: { path: { album } } })),
  albumPhotos: (album: number, k: number, cursor?: string) =>
    bodyOf(client.GET('/api/albums/{album}/photos', { params: { path: { album }, query: { k, cursor } } })),
  addToAlbum: (album: number, ids: number[]) =>
    bodyOf(client.POST('/api/albums/{album}/photos', { params: { path: { album } }, body: { photo_ids: ids } })),
  removeFromAlbum: (album: number, id: number) =>
    bodyOf(client.DELETE('/api/albums/{album}/photos/{id}', { params: { path: { album, id } } })),
  searches: () => bodyOf(client.GET('/api/searches')),
  saveSearch: (name: string, q: string) => bodyOf(client.POST('/api/searches', { body: { name, q } })),
  deleteSearch: (search: number) => bodyOf(client.DELETE('/api/searches/{search}', { params: { path: { search } } })),
  status: (lang: 'zh-CN' | 'en', signal?: AbortSignal) =>
    bodyOf(client.GET('/api/status', { params: { query: { lang } }, signal })),
  startIndex: () => bodyOf(client.POST('/api/index')),
  stopIndex: () => bodyOf(client.DELETE('/api/index')),
  addRoot: (path: string) => bodyOf(client.POST('/api/roots', { body: { path } })),
  removeRoot: (root: number) => bodyOf(client.DELETE('/api/roots/{root}', { params: { path: { root } } })),
  folders: (path?: string) => bodyOf(client.GET('/api/folders', { params: { query: path ? { path } : {} } })),
  models: (lang: 'zh-CN' | 'en') => bodyOf(client.GET('/api/models', { params: { query: { lang } } })),
  useModel: (name: string) => bodyOf(client.POST('/api/models/use', { body: { name } })),
  session: () => bodyOf(client.GET('/api/session')),
  signIn: (password: string) => bodyOf(client.POST('/api/session', { body: { password } })),
  signOut: () => bodyOf(client.DELETE('/api/session')),
};

/// The address of a thumbnail whose long side has at least `pixels`, as far as there is one.
export function thumbnailAddress(tile: { thumbnail: string | null }, pixels: number): string | null {
  if (!tile.thumbnail) return null;
  const size = pixels <= 300 ? 's' : pixels <= 640 ? 'm' : 'l';
  return `${tile.thumbnail}${tile.thumbnail.includes('?') ? '&' : '?'}size=${size}`;
}
