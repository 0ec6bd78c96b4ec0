/** Pulling the page on top down refreshes it, where `enablePullDownRefresh` allows that. */
import type { Bars } from './bars';
import { element, frame } from './dom';
import type { OpenPage } from './pages';
import type { Router } from './router';

/** Height of the dots in pages.css. Letting go earlier refreshes nothing. */
const ROOM_PX = 60;
const MOVE_TOLERANCE_PX = 10;
/** What a finger moves for itself. */
const MOVES_ITSELF = 'input, textarea, wx-map:not([still]), wx-scroll-view, wx-swiper';

export class PullDown {
  private readonly dots = element('div', { class: 'pull' }, element('i'), element('i'), element('i'));
  private refreshing: OpenPage | undefined;
  private fromY: number | undefined;
  private pulled = 0;

  constructor(
    private readonly router: Router,
    private readonly bars: Bars,
  ) {
    this.dots.hidden = true;
    frame('pages').prepend(this.dots);
    this.listen();
  }

  start(): void {
    const { top } = this.router;
    if (this.refreshing === top) return;
    this.stop();
    this.refreshing = top;
    this.makeRoom(top, ROOM_PX);
    top.call('onPullDownRefresh');
  }

  stop(): void {
    if (this.refreshing) this.makeRoom(this.refreshing, 0);
    this.refreshing = undefined;
  }

  private makeRoom(page: OpenPage, height: number): void {
    page.element.style.top = height ? `${height}px` : '';
    this.dots.hidden = height === 0;
  }

  private listen(): void {
    const pages = frame('pages');
    pages.addEventListener('touchstart', ({ target, touches }) => this.begin(target, touches[0]?.clientY));
    pages.addEventListener('touchmove', ({ touches }) => this.move(touches[0]?.clientY), { passive: true });
    pages.addEventListener('touchend', () => this.end());
    pages.addEventListener('touchcancel', () => this.end());
    pages.addEventListener('pointerdown', ({ pointerType, target, clientY }) => {
      if (pointerType === 'mouse') this.begin(target, clientY);
    });
    window.addEventListener('pointermove', ({ pointerType, clientY }) => {
      if (pointerType === 'mouse') this.move(clientY);
    });
    window.addEventListener('pointerup', ({ pointerType }) => {
      if (pointerType === 'mouse') this.end();
    });
    // A mouse that has pulled clicks where it lets go. Nobody meant to tap there.
    window.addEventListener('click', (event) => this.pulled > MOVE_TOLERANCE_PX && event.stopPropagation(), true);
  }

  private begin(target: EventTarget | null, y: number | undefined): void {
    const { top } = this.router;
    this.pulled = 0;
    const isFree = target instanceof Element && !target.closest(MOVES_ITSELF) && this.refreshing !== top;
    const mayPull = isFree && top.element.scrollTop <= 0 && this.bars.isOn(top, 'enablePullDownRefresh');
    this.fromY = mayPull ? y : undefined;
  }

  private move(y: number | undefined): void {
    if (this.fromY === undefined || y === undefined) return;
    this.pulled = Math.max(0, y - this.fromY);
    if (this.pulled > MOVE_TOLERANCE_PX) this.makeRoom(this.router.top, Math.min(this.pulled / 2, ROOM_PX));
  }

  private end(): void {
    if (this.fromY === undefined) return;
    this.fromY = undefined;
    if (this.pulled / 2 >= ROOM_PX) this.start();
    else this.makeRoom(this.router.top, 0);
  }
}
