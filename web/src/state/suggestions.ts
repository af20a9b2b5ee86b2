// The order of suggestions: what begins with the words as they are typed is more likely meant than what has them somewhere. Pure.

function distance(text: string, typed: string): number {
  const at = text.toLocaleLowerCase().indexOf(typed);
  if (at <= 0) return at === 0 ? 0 : 3;
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 2 : 1;
}

export function nearestFirst<T extends { readonly text: string }>(suggestions: readonly T[], typed: string): T[] {
  const words = typed.trim().toLocaleLowerCase();
  if (!words) return [...suggestions];
  return suggestions
    .map((suggestion) => [suggestion, distance(suggestion.text, words)] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([suggestion]) => suggestion);
}
