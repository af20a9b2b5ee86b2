// Words filled into texts, and dates, sizes and numbers as the reader's language writes them. Pure.

export type Language = 'zh-CN' | 'en';
export type Fillings = Readonly<Record<string, string | number>>;

// Making a formatter costs a hundred times what using it does, and a grid asks for several a tile.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(language: Language): Intl.NumberFormat {
  let format = numberFormats.get(language);
  if (!format) numberFormats.set(language, (format = new Intl.NumberFormat(language)));
  return format;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(language, options)));
  return format;
}

/// `text` with {name}s filled in; of "one|other" the part for `count`.
export function filled(text: string, fillings: Fillings, language: Language): string {
  const parts = text.includes('|') ? text.split('|') : [text];
  const count = fillings['count'];
  const chosen = parts.length === 2 && count !== 1 ? parts[1] : parts[0];
  if (!(chosen as string).includes('{')) return chosen as string;
  const numbers = numberFormat(language);
  return (chosen as string).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = fillings[name];
    return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value;
  });
}

export interface Taken {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
  readonly time: string | null;
}

/// "2023-05-17T10:20:30+09:00", or as much of it as is known: the local wall clock where the photo was taken decides.
export function parseTaken(text: string | null | undefined): Taken | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ](\d{2}:\d{2}))?/.exec(text ?? '');
  if (!match) return null;
  return {
    year: Number(match[1]),
    month: match[2] ? Number(match[2]) : null,
    day: match[3] ? Number(match[3]) : null,
    time: match[4] ?? null,
  };
}

/// "2023-05-17T10:20:30" as people write it into a field, "2023-05-17 10:20:30"; seconds that are none are left out.
export function fromTime(text: string): string {
  return text.replace('T', ' ').replace(/(?:Z|[+-]\d{2}:\d{2})$/, '').replace(/(\d:\d{2}):00$/, '$1');
}

/// What people write into a field, "2023/5/17 10:20", "2023.5", "２０２３年5月", as the server reads it.
export function asTime(text: string): string {
  const numbers = text.normalize('NFKC').match(/\d+/g) ?? [];
  const [year, ...rest] = numbers;
  if (!year || numbers.length > 6 || /[^\d\s:./\-年月日号时分秒T]/.test(text.normalize('NFKC'))) return text.trim();
  const two = (at: number): string => (rest[at] ?? '00').padStart(2, '0');
  const date = [year, ...rest.slice(0, 2).map((part) => part.padStart(2, '0'))].join('-');
  return rest.length < 3 ? date : `${date}T${two(2)}:${two(3)}${rest.length > 4 ? `:${two(4)}` : ''}`;
}

function dateOf(taken: Taken): Date {
  const date = new Date(Date.UTC(2000, (taken.month ?? 1) - 1, taken.day ?? 1));
  date.setUTCFullYear(taken.year);
  return date;
}

const daysKnown = new Map<string, string>();
const DAYS_KNOWN_MAX = 5000;

/// "17 May 2023, 10:20", or less when less is known.
export function takenText(text: string | null | undefined, language: Language, style: 'full' | 'day' | 'month'): string {
  const taken = parseTaken(text);
  if (!taken) return '';
  const key = `${language}${style}${text?.slice(0, 10)}`;
  let day = daysKnown.get(key);
  if (day === undefined) {
    const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
    if (taken.month) options.month = style === 'full' ? 'short' : 'long';
    if (taken.day && style !== 'month') options.day = 'numeric';
    if (taken.day && style === 'day') options.weekday = 'short';
    day = dateFormat(language, options).format(dateOf(taken));
    if (daysKnown.size >= DAYS_KNOWN_MAX) daysKnown.clear();
    daysKnown.set(key, day);
  }
  return style === 'full' && taken.time ? `${day}${language === 'en' ? ', ' : ' '}${taken.time}` : day;
}

export function bytesText(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value)} ${units[unit]}`;
}

/// The last part of a path.
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
