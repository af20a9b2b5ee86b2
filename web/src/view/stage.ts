// The pictures of the viewer: PhotoSwipe does pointers, zoom and swiping; what is around them is ours (Viewer.svelte).

import PhotoSwipe from 'photoswipe';
import 'photoswipe/style.css';

import { thumbnailAddress } from '../api/client';
import type { ListedPhoto } from '../state/photo_list.svelte';

export interface StageCallbacks {
  onchange(index: number): void;
  onclose(): void;
  ontap(): void;
  /// The picture is seen larger than its thumbnail is: the address of all of it, or null.
  full(photo: ListedPhoto): Promise<string | null>;
}

const THUMBNAIL_SIDE = 1600;

export class Stage {
  private readonly swipe: PhotoSwipe;
  private readonly turns = new Map<number, number>();
  private readonly whole = new Set<number>();
  private ending = false;

  constructor(
    frame: HTMLElement,
    private photos: readonly ListedPhoto[],
    index: number,
    texts: { readonly label: string; readonly unreadable: string },
    private readonly callbacks: StageCallbacks,
  ) {
    const swipe = new PhotoSwipe({
      dataSource: [],
      index,
      appendToEl: frame,
      showHideAnimationType: 'none',
      bgOpacity: 0,
      loop: false,
      preload: [1, 2],
      escKey: false,
      arrowKeys: false,
      trapFocus: false,
      returnFocus: false,
      wheelToZoom: true,
      closeOnVerticalDrag: true,
      clickToCloseNonZoomable: false,
      arrowPrev: false,
      arrowNext: false,
      close: false,
      zoom: false,
      counter: false,
      bgClickAction: () => callbacks.ontap(),
      tapAction: () => callbacks.ontap(),
      imageClickAction: 'zoom',
      maxZoomLevel: 4,
      errorMsg: texts.unreadable,
      getViewportSizeFn: () => ({ x: frame.clientWidth, y: frame.clientHeight }),
      ...(matchMedia('(prefers-reduced-motion: reduce)').matches
        ? { zoomAnimationDuration: 0, showAnimationDuration: 0, hideAnimationDuration: 0 }
        : {}),
    });
    this.swipe = swipe;
    swipe.addFilter('numItems', () => this.photos.length);
    swipe.addFilter('itemData', (_data, at) => this.itemOf(at));
    swipe.on('contentAppend', ({ content }) => this.turn(content.index, content.element));
    swipe.on('change', () => {
      if (!this.ending) callbacks.onchange(swipe.currIndex);
    });
    swipe.on('zoomPanUpdate', ({ slide }) => {
      if (slide === swipe.currSlide && slide.currZoomLevel > slide.zoomLevels.fit * 1.05) void this.sharpen();
    });
    swipe.on('close', () => {
      if (!this.ending) callbacks.onclose();
      this.ending = true;
    });
    swipe.init();
    // The dialog is ours; this is the part of it that holds the pictures.
    swipe.element?.setAttribute('role', 'group');
    swipe.element?.setAttribute('aria-label', texts.label);
    swipe.element?.removeAttribute('tabindex');
  }

  setPhotos(photos: readonly ListedPhoto[]): void {
    this.photos = photos;
  }

  get index(): number {
    return this.swipe.currIndex;
  }

  go(index: number): void {
    this.swipe.goTo(index);
  }

  previous(): void {
    if (this.swipe.currIndex > 0) this.swipe.prev();
  }

  next(): void {
    if (this.swipe.currIndex < this.photos.length - 1) this.swipe.next();
  }

  zoomBy(factor: number): void {
    const slide = this.swipe.currSlide;
    if (!slide) return;
    const { min, max } = slide.zoomLevels;
    slide.zoomTo(Math.max(min, Math.min(max, slide.currZoomLevel * factor)), undefined, 200);
  }

  rotate(): void {
    const index = this.swipe.currIndex;
    const photo = this.photos[index];
    if (!photo) return;
    this.turns.set(photo.photo_id, ((this.turns.get(photo.photo_id) ?? 0) + 1) % 4);
    this.whole.delete(photo.photo_id);
    this.swipe.refreshSlideContent(index);
  }

  resize(): void {
    this.swipe.updateSize(true);
  }

  destroy(): void {
    this.ending = true;
    this.swipe.destroy();
  }

  private itemOf(index: number): Record<string, unknown> {
    const photo = this.photos[index];
    if (!photo) return {};
    const [width, height] = photo.width > 0 && photo.height > 0 ? [photo.width, photo.height] : [1600, 1200];
    const turned = (this.turns.get(photo.photo_id) ?? 0) % 2 === 1;
    return {
      src: thumbnailAddress(photo, THUMBNAIL_SIDE) ?? '',
      ...(turned ? {} : { msrc: thumbnailAddress(photo, 500) ?? undefined }),
      width: turned ? height : width,
      height: turned ? width : height,
      alt: '',
    };
  }

  /// A picture turned in its frame: the frame's sides are exchanged, and the picture scaled so that it is not distorted.
  private turn(index: number, element: HTMLElement | undefined): void {
    const photo = this.photos[index];
    const turns = photo ? (this.turns.get(photo.photo_id) ?? 0) : 0;
    if (!photo || !element || turns === 0) return;
    const ratio = photo.width > 0 && photo.height > 0 ? photo.width / photo.height : 4 / 3;
    element.style.transform = turns === 2 ? 'rotate(180deg)' : `rotate(${turns * 90}deg) scale(${ratio}, ${1 / ratio})`;
  }

  private async sharpen(): Promise<void> {
    const slide = this.swipe.currSlide;
    const photo = this.photos[this.swipe.currIndex];
    if (!slide || !photo || this.whole.has(photo.photo_id) || Math.max(photo.width, photo.height) <= THUMBNAIL_SIDE) return;
    this.whole.add(photo.photo_id);
    const address = await this.callbacks.full(photo).catch(() => null);
    if (!address) return;
    const picture = new Image();
    picture.src = address;
    try {
      await picture.decode();
    } catch {
      return;
    }
    const element = slide.content.element;
    if (this.swipe.currSlide === slide && element instanceof HTMLImageElement) element.src = address;
  }
}
