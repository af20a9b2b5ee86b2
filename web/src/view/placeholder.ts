// What a photo looks like before its thumbnail is there, from its thumbhash (about 25 bytes). The average colour is had at
// once; the blurred picture is drawn when there is time left in a frame, and not at all when the thumbnail was quicker.

import { thumbHashToRGBA } from 'thumbhash';

const BUDGET_MS = 2;

function bytesOf(hash: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(hash), (character) => character.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null;
  }
}

/// The average colour, as CSS writes it; null when the hash cannot be read. (thumbhash's own formula, from its header.)
export function averageColour(hash: string | null): string | null {
  const bytes = hash ? bytesOf(hash.slice(0, 8).padEnd(8, '=').replace(/=+$/, '')) : null;
  if (!bytes) return null;
  const header = (bytes[0] as number) | ((bytes[1] as number) << 8) | ((bytes[2] as number) << 16);
  const l = (header & 63) / 63;
  const p = ((header >> 6) & 63) / 31.5 - 1;
  const q = ((header >> 12) & 63) / 31.5 - 1;
  const b = l - (2 / 3) * p;
  const r = (3 * l - b + q) / 2;
  const g = r - q;
  const channel = (value: number): number => Math.round(255 * Math.max(0, Math.min(1, value)));
  return `rgb(${channel(r)} ${channel(g)} ${channel(b)})`;
}

const A_WHILE_MS = 80;
let soon: { readonly at: number; readonly run: () => void }[] = [];
let timer = 0;

function runSoon(): void {
  const now = performance.now();
  const due = soon.findIndex(({ at }) => at > now);
  const [ready, rest] = due < 0 ? [soon, []] : [soon.slice(0, due), soon.slice(due)];
  soon = rest;
  timer = rest[0] ? window.setTimeout(runSoon, rest[0].at - now) : 0;
  for (const { run } of ready) run();
}

/// Runs it when a thumbnail should have been there; one timer for all tiles.
export function afterAWhile(run: () => void): void {
  soon.push({ at: performance.now() + A_WHILE_MS, run });
  if (timer === 0) timer = window.setTimeout(runSoon, A_WHILE_MS);
}

interface Waiting {
  readonly canvas: HTMLCanvasElement;
  readonly hash: string;
}

let waiting: Waiting[] = [];
let scheduled = false;

function draw({ canvas, hash }: Waiting): void {
  const bytes = bytesOf(hash);
  if (!bytes) return;
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}

function drawSome(): void {
  scheduled = false;
  const end = performance.now() + BUDGET_MS;
  while (waiting.length > 0 && performance.now() < end) {
    const next = waiting.shift() as Waiting;
    if (!next.canvas.isConnected) continue;
    try {
      draw(next);
    } catch {
      // A hash that lies about its length: the average colour stays.
    }
  }
  if (waiting.length > 0) schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(drawSome);
}

/// Svelte action: draws the hash into a canvas soon.
export function placeholder(canvas: HTMLCanvasElement, hash: string | null): { destroy(): void } {
  if (hash) {
    waiting.push({ canvas, hash });
    schedule();
  }
  return {
    destroy() {
      waiting = waiting.filter((entry) => entry.canvas !== canvas);
    },
  };
}
