// Where the page is. The address is the truth: views read `router.route`, and go elsewhere by `go`.

import { belowAddress, photoAddress, routeOf, type Location, type Route } from './routes';

class Router {
  private location = $state<Location>({ path: location.pathname, search: location.search });
  route: Route = $derived(routeOf(this.location));
  private suffix = $derived(photoAddress(0, this.location).slice('/photo/0'.length));
  /// How many pages of ours are behind this one: whether "back" stays in the page.
  private depth = 0;

  constructor() {
    addEventListener('popstate', () => {
      this.depth = Math.max(0, this.depth - 1);
      this.location = { path: location.pathname, search: location.search };
    });
    // Scroll positions are the pages' own work: they know when what was seen is there again.
    history.scrollRestoration = 'manual';
  }

  get here(): Location {
    return this.location;
  }

  go(address: string, how: 'push' | 'replace' = 'push'): void {
    if (address === this.location.path + this.location.search) return;
    if (how === 'push') {
      history.pushState(null, '', address);
      this.depth += 1;
    } else {
      history.replaceState(null, '', address);
    }
    this.location = { path: location.pathname, search: location.search };
  }

  openPhoto(id: number, how: 'push' | 'replace' = 'push'): void {
    this.go(photoAddress(id, this.location), how);
  }

  /// Back to the page below, by the browser's own history where that leads there.
  closePhoto(): void {
    if (this.depth > 0) history.back();
    else this.go(belowAddress(this.location), 'replace');
  }

  photoHref(id: number): string {
    return `/photo/${id}${this.suffix}`;
  }

  /// Follows links to our own pages without loading anew.
  follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
