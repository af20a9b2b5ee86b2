// Where a page was scrolled to, by its address, so that "back" leads to what was seen.

const seen = new Map<string, number>();

export function rememberScroll(address: string, y: number): void {
  seen.delete(address);
  seen.set(address, y);
  if (seen.size > 100) seen.delete(seen.keys().next().value as string);
}

export function scrollOf(address: string): number {
  return seen.get(address) ?? 0;
}
