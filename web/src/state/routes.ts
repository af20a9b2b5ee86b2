// Every state of the page has an address. This table is all there is; addresses of what the engine cannot do yet have
// their place, and lead to the photos until it can.

export type PageName =
  | 'photos'
  | 'search'
  | 'map'
  | 'albums'
  | 'album'
  | 'favourites'
  | 'hidden'
  | 'library'
  | 'sign-in'
  | 'missing';

export interface Location {
  readonly path: string;
  readonly search: string;
}

export interface Route {
  readonly page: PageName;
  /// The photo that is open above the page.
  readonly photo: number | null;
  readonly album: number | null;
  readonly parameters: URLSearchParams;
}

interface Row {
  readonly pattern: RegExp;
  readonly page: PageName;
}

const ROWS: readonly Row[] = [
  { pattern: /^\/$/, page: 'photos' },
  { pattern: /^\/timeline$/, page: 'photos' },
  { pattern: /^\/map$/, page: 'map' },
  { pattern: /^\/albums$/, page: 'albums' },
  { pattern: /^\/albums\/(?<album>[1-9]\d{0,14})$/, page: 'album' },
  { pattern: /^\/favourites$/, page: 'favourites' },
  { pattern: /^\/hidden$/, page: 'hidden' },
  { pattern: /^\/library$/, page: 'library' },
  { pattern: /^\/sign-in$/, page: 'sign-in' },
  { pattern: /^\/people$/, page: 'photos' },
  { pattern: /^\/duplicates$/, page: 'photos' },
];

const PHOTO = /^\/photo\/([1-9]\d{0,14})$/;
/// The page below an open photo, in its address: /photo/7?in=/map&box=…
const BELOW = 'in';

/// What makes the front page a search.
export function isSearch(parameters: URLSearchParams): boolean {
  return Boolean(parameters.get('q')?.trim() || parameters.get('like') || parameters.get('image'));
}

export function routeOf(location: Location): Route {
  const parameters = new URLSearchParams(location.search);
  const path = location.path.length > 1 ? location.path.replace(/\/+$/, '') : location.path;
  const photo = PHOTO.exec(path);
  const below = photo ? (parameters.get(BELOW) ?? '/') : path;
  parameters.delete(BELOW);
  for (const row of ROWS) {
    const match = row.pattern.exec(below);
    if (!match) continue;
    const page = row.page === 'photos' && below === '/' && isSearch(parameters) ? 'search' : row.page;
    const album = match.groups?.['album'];
    return { page, photo: photo ? Number(photo[1]) : null, album: album ? Number(album) : null, parameters };
  }
  const page = photo ? 'photos' : 'missing';
  return { page, photo: photo ? Number(photo[1]) : null, album: null, parameters };
}

function withParameters(path: string, parameters: URLSearchParams): string {
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

/// The address of a photo opened above the page at `location`.
export function photoAddress(id: number, location: Location): string {
  const parameters = new URLSearchParams(location.search);
  const path = PHOTO.test(location.path) ? (parameters.get(BELOW) ?? '/') : location.path;
  parameters.delete(BELOW);
  if (path !== '/') parameters.set(BELOW, path);
  return withParameters(`/photo/${id}`, parameters);
}

/// The address of the page below an open photo.
export function belowAddress(location: Location): string {
  const parameters = new URLSearchParams(location.search);
  const path = parameters.get(BELOW) ?? '/';
  parameters.delete(BELOW);
  return withParameters(path.startsWith('/') && !path.startsWith('//') ? path : '/', parameters);
}

/// The address of a search; empty values are left out.
export function searchAddress(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && String(value).trim() !== '') parameters.set(name, String(value));
  }
  return withParameters('/', parameters);
}
