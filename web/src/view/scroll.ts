// Keeps where an address was scrolled to, and goes there once its photos are there again. The photo viewer lies above a
// page and does not move it.

/// Called in an effect with the address; returns what to run when it is left.
export function holdScroll(
  address: string,
  ready: () => boolean,
  remember: (address: string, y: number) => void,
  recall: (address: string) => number,
): () => void {
  if (address.startsWith('/photo/')) return () => {};
  const wanted = recall(address);
  let tries = 0;
  let ended = false;
  const restore = (): void => {
    if (ended || tries > 60) return;
    tries += 1;
    if (ready() && document.documentElement.scrollHeight >= wanted + innerHeight) {
      scrollTo({ top: wanted, behavior: 'instant' });
      return;
    }
    requestAnimationFrame(restore);
  };
  if (Math.abs(scrollY - wanted) > 2) {
    if (wanted === 0) scrollTo({ top: 0, behavior: 'instant' });
    else requestAnimationFrame(restore);
  }
  const onscroll = (): void => remember(address, scrollY);
  // Before those who change the page when it is scrolled: reading where it is would lay it out once more.
  addEventListener('scroll', onscroll, { passive: true, capture: true });
  return () => {
    ended = true;
    removeEventListener('scroll', onscroll, { capture: true });
  };
}
