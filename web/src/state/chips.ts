// What the buttons on a chip do to the words of a question. The server says where a chip's words stand (in bytes of the
// UTF-8 text) and what the same filter is called in the structured syntax; here the text is rewritten, so that a question
// stays one text that can be typed, shared and saved.

export interface ChipLike {
  readonly kind: string;
  readonly text: string;
  readonly canonical?: string | null;
  readonly negated?: boolean;
  readonly begin?: number | null;
  readonly end?: number | null;
}

/// The characters [from, to) of `question` that a chip came from; null when its words are not there as they stand.
export function spanOf(question: string, chip: ChipLike): [from: number, to: number] | null {
  if (typeof chip.begin === 'number' && typeof chip.end === 'number' && chip.end > chip.begin) {
    const bytes = new TextEncoder().encode(question);
    if (chip.end <= bytes.length) {
      const decoder = new TextDecoder();
      const from = decoder.decode(bytes.subarray(0, chip.begin)).length;
      return [from, from + decoder.decode(bytes.subarray(chip.begin, chip.end)).length];
    }
  }
  const at = question.toLowerCase().indexOf(chip.text.toLowerCase());
  return chip.text && at >= 0 ? [at, at + chip.text.length] : null;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character);
}

function spliced(question: string, span: [number, number], words: string): string {
  const before = question.slice(0, span[0]);
  const after = question.slice(span[1]);
  const structured = /^-?[a-z_]+:|^-/.test(words);
  const gapBefore = words && (structured || (isWordCharacter(before.at(-1)) && isWordCharacter(words[0]))) ? ' ' : '';
  const gapAfter = words && (structured || (isWordCharacter(after[0]) && isWordCharacter(words.at(-1)))) ? ' ' : '';
  const joined = words === '' && isWordCharacter(before.at(-1)) && isWordCharacter(after[0]) ? ' ' : '';
  return tidied(before + gapBefore + joined + words + gapAfter + after);
}

/// One blank between words, and no 的 or comma left alone at an end.
function tidied(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,，、的]+/u, '')
    .replace(/[\s,，、]+$/u, '')
    .trim();
}

export function withoutChip(question: string, chip: ChipLike): string {
  const span = spanOf(question, chip);
  return span ? spliced(question, span, '') : question;
}

export function withChipText(question: string, chip: ChipLike, words: string): string {
  const span = spanOf(question, chip);
  return span ? spliced(question, span, words.trim()) : tidied(`${question} ${words}`);
}

/// The filter in the structured syntax without a sign before it.
function plainForm(chip: ChipLike): string {
  const form = chip.canonical?.trim() || (/\s/.test(chip.text) ? `"${chip.text.replaceAll('"', '')}"` : chip.text);
  return form.startsWith('-') ? form.slice(1) : form;
}

export function withChipNegated(question: string, chip: ChipLike): string {
  const span = spanOf(question, chip);
  const form = chip.negated ? plainForm(chip) : `-${plainForm(chip)}`;
  return span ? spliced(question, span, form) : tidied(`${question} ${form}`);
}
