// Photos in groups with a heading each: by day, by place, or as sure and "maybe". Pure.

import type { ListedPhoto } from './photo_list.svelte';

export type Grouping = 'none' | 'day' | 'place';

export interface Group {
  readonly key: string;
  readonly kind: 'plain' | 'day' | 'place' | 'maybe';
  /// A day as YYYY-MM-DD (or what is known of it), or a place; empty: not known.
  readonly label: string;
  readonly photos: readonly ListedPhoto[];
}

function keyOf(photo: ListedPhoto, grouping: Grouping): string {
  return (grouping === 'day' ? photo.taken_at?.slice(0, 10) : photo.place) ?? '';
}

/// Groups in the order in which their first photo comes; those of unknown key last.
function grouped(photos: readonly ListedPhoto[], grouping: 'day' | 'place', prefix: string): Group[] {
  const groups = new Map<string, ListedPhoto[]>();
  for (const photo of photos) {
    const key = keyOf(photo, grouping);
    const group = groups.get(key);
    if (group) group.push(photo);
    else groups.set(key, [photo]);
  }
  const list = [...groups].map(([label, members]): Group => ({
    key: `${prefix}${label}`,
    kind: grouping,
    label,
    photos: members,
  }));
  return [...list.filter((group) => group.label !== ''), ...list.filter((group) => group.label === '')];
}

/// Results as they are shown: those above the line (grouped as asked), then at most `maybeCount` maybes. When nothing is
/// above the line, the maybes are the results: no divider then, and they are grouped.
export function sectionsOf(photos: readonly ListedPhoto[], grouping: Grouping, maybeCount: number): Group[] {
  const anyMaybe = photos.some((photo) => photo.maybe);
  const sure = anyMaybe ? photos.filter((photo) => !photo.maybe) : photos;
  const maybe = anyMaybe ? photos.filter((photo) => photo.maybe).slice(0, maybeCount) : [];
  const groups: Group[] = [];
  if (sure.length > 0) {
    if (grouping === 'none') groups.push({ key: 'sure', kind: 'plain', label: '', photos: sure });
    else groups.push(...grouped(sure, grouping, ''));
  }
  if (maybe.length === 0) return groups;
  if (sure.length > 0) groups.push({ key: 'maybe', kind: 'maybe', label: '', photos: maybe });
  else if (grouping === 'none') groups.push({ key: 'maybe', kind: 'plain', label: '', photos: maybe });
  else groups.push(...grouped(maybe, grouping, 'maybe '));
  return groups;
}

/// Photos of a month by day, newest first as they come.
export function byDay(photos: readonly ListedPhoto[], prefix: string): Group[] {
  return grouped(photos, 'day', prefix);
}
