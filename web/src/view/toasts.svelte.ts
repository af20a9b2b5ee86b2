// Short messages that come and go, with at most one thing to do.

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 6000;
let next = 0;

class Toasts {
  list = $state.raw<readonly Toast[]>([]);

  drop(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

export function say(text: string, action?: Toast['action']): void {
  const id = next++;
  toasts.list = [...toasts.list.slice(-2), action ? { id, text, action } : { id, text }];
  setTimeout(() => toasts.drop(id), SHOWN_MS);
}
