/** A map one can drag, zoom and touch, drawn as SVG on an invented ground. */
import { element } from '../dom';
import { drawShapes, type Shapes } from './shapes';
import { ground } from './ground';
import { drawMarkers, type Marker } from './markers';
import { clampZoom, fit, toPixel, toPlace, type Pixel, type Place } from './projection';

export interface MapEvents {
  onTap?: (place: Place) => void;
  onMarker?: (id: number, event: 'markertap' | 'callouttap') => void;
  onRegion?: (phase: 'begin' | 'end', cause: 'drag' | 'scale' | 'update') => void;
}

const MOVE_TOLERANCE_PX = 6;

export class MapView {
  center: Place = { latitude: 30.25, longitude: 120.15 };
  zoom = 16;
  canScroll = true;
  canZoom = true;
  shapes: Shapes = {};
  markers: Marker[] = [];
  readonly element = element('div', { class: 'map' });
  private readonly svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  private readonly pins = element('div', { class: 'map-pins' });
  private readonly fingers = new Map<number, Pixel>();
  private hasMoved = false;
  private wanted: Place[] | undefined;

  constructor(
    private readonly events: MapEvents = {},
    hasZoomButtons = false,
  ) {
    this.element.append(this.svg, this.pins);
    if (hasZoomButtons) this.element.append(this.zoomButtons());
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  moveTo(center: Place, zoom = this.zoom, cause: 'drag' | 'scale' | 'update' = 'update'): void {
    this.events.onRegion?.('begin', cause);
    this.center = center;
    this.zoom = clampZoom(zoom);
    this.draw();
    this.events.onRegion?.('end', cause);
  }

  /** Shows all places; waits until the map has a size. */
  include(places: Place[]): void {
    this.wanted = places;
    this.draw();
  }

  region(): { southwest: Place; northeast: Place } {
    const { width, height } = this.size;
    return { southwest: this.placeAt({ x: 0, y: height }), northeast: this.placeAt({ x: width, y: 0 }) };
  }

  draw(): void {
    const { width, height } = this.size;
    if (!width || !height) return;
    const view = this.wanted && fit(this.wanted, width * 0.84, height * 0.84);
    this.wanted = undefined;
    if (view) this.jumpTo(view);
    const toScreen = (place: Place) => this.screenOf(place);
    const factor = 2 ** (this.zoom - 16);
    const layers = ground({ center: toPixel(this.center, 16), factor, width, height });
    this.svg.innerHTML =
      layers
        .map(
          ({ kind, path, width: stroke }) =>
            `<path class="mp-ground mp-${kind}" d="${path}" stroke-width="${stroke}"/>`,
        )
        .join('') + drawShapes(this.shapes, toScreen, this.zoom);
    drawMarkers(this.pins, this.markers, toScreen, (id, event) => this.events.onMarker?.(id, event));
  }

  /** Whoever draws by scale or view hears of it once this is drawn. */
  private jumpTo(view: { center: Place; zoom: number }): void {
    Object.assign(this, view);
    for (const phase of ['begin', 'end'] as const) queueMicrotask(() => this.events.onRegion?.(phase, 'update'));
  }

  private get size() {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  private screenOf(place: Place): Pixel {
    const { width, height } = this.size;
    const [pixel, center] = [toPixel(place, this.zoom), toPixel(this.center, this.zoom)];
    return { x: pixel.x - center.x + width / 2, y: pixel.y - center.y + height / 2 };
  }

  private placeAt({ x, y }: Pixel): Place {
    const { width, height } = this.size;
    const center = toPixel(this.center, this.zoom);
    return toPlace({ x: center.x + x - width / 2, y: center.y + y - height / 2 }, this.zoom);
  }

  private zoomButtons(): HTMLElement {
    const button = (text: string, label: string, step: number) => {
      const made = element('button', { text, label });
      made.addEventListener('click', (event) => {
        event.stopPropagation();
        this.moveTo(this.center, this.zoom + step, 'scale');
      });
      return made;
    };
    return element('div', { class: 'map-zoom' }, button('+', '放大', 1), button('−', '缩小', -1));
  }

  private listen(): void {
    const map = this.element;
    map.addEventListener('pointerdown', (event) => {
      if (!this.fingers.size) this.hasMoved = false;
      this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    map.addEventListener('pointermove', (event) => this.onMove(event));
    for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const)
      map.addEventListener(type, ({ pointerId }) => {
        if (this.fingers.delete(pointerId) && this.hasMoved && !this.fingers.size)
          this.events.onRegion?.('end', 'drag');
      });
    map.addEventListener('click', (event) => {
      if (this.hasMoved || (event.target as Element).closest('button')) return;
      this.events.onTap?.(this.placeAt(this.inside(event)));
    });
    map.addEventListener(
      'wheel',
      (event) => {
        if (!this.canZoom) return;
        event.preventDefault();
        this.moveTo(this.center, this.zoom - Math.sign(event.deltaY) * 0.5, 'scale');
      },
      { passive: false },
    );
  }

  private inside({ clientX, clientY }: MouseEvent): Pixel {
    const { left, top, width } = this.element.getBoundingClientRect();
    // A phone may be shown smaller than it is.
    const shrink = this.size.width / (width || 1);
    return { x: (clientX - left) * shrink, y: (clientY - top) * shrink };
  }

  /** One finger drags, two fingers zoom. */
  private onMove(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before || !(this.fingers.size > 1 ? this.canZoom : this.canScroll)) return;
    const now = { x: event.clientX, y: event.clientY };
    const isFar = Math.hypot(now.x - before.x, now.y - before.y) > MOVE_TOLERANCE_PX;
    if (!this.hasMoved && !isFar) return;
    if (!this.hasMoved) this.events.onRegion?.('begin', 'drag');
    this.hasMoved = true;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const distance = (point: Pixel) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      this.zoom = clampZoom(this.zoom + Math.log2(distance(now) / distance(before)));
    } else {
      const center = toPixel(this.center, this.zoom);
      this.center = toPlace({ x: center.x - now.x + before.x, y: center.y - now.y + before.y }, this.zoom);
    }
    this.fingers.set(event.pointerId, now);
    this.draw();
  }
}
