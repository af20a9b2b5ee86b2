// Lets only the newest of several questions be answered: an older answer that comes late is dropped, and its request is
// ended when a newer one is asked.

export class Latest {
  private controller: AbortController | null = null;

  /// Runs `ask`; null when a newer run has begun meanwhile.
  async run<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    try {
      const answer = await ask(controller.signal);
      return controller === this.controller ? answer : null;
    } catch (error) {
      if (controller !== this.controller) return null;
      throw error;
    }
  }

  /// No answer is wanted any more.
  cancel(): void {
    this.controller?.abort();
    this.controller = null;
  }
}
