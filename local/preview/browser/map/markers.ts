/** Markers are real elements, so that fingers, tests and screen readers find them. */
import { element, imageUrl } from '../dom';
import type { Pixel, Place } from './projection';

interface Bubble {
  content?: string;
  color?: string;
  bgColor?: string;
  fontSize?: number;
  borderRadius?: number;
  padding?: number;
  display?: 'ALWAYS' | 'BYCLICK';
}
export interface Marker extends Place {
  id?: number;
  title?: string;
  iconPath?: string;
  width?: number | string;
  height?: number | string;
  alpha?: number;
  zIndex?: number;
  /** Which point of the icon stands on the place; its bottom middle unless told otherwise. */
  anchor?: { x: number; y: number };
  callout?: Bubble;
  label?: Bubble;
  ariaLabel?: string;
}

const px = (size: number | string | undefined, fallback: number) =>
  typeof size === 'string' ? (size.endsWith('rpx') ? parseFloat(size) / 2 : parseFloat(size)) : (size ?? fallback);

const PIN = `<svg viewBox="0 0 24 32" width="26" height="34"><path d="M12 1a11 11 0 0 0-11 11c0 8 11 19 11 19s11-11 11-19A11 11 0 0 0 12 1Z" fill="#e8503a" stroke="#fff" stroke-width="1.5"/><circle cx="12" cy="12" r="4.2" fill="#fff"/></svg>`;

function bubble(kind: string, given: Bubble): HTMLElement {
  const made = element('span', { class: kind, text: given.content ?? '' });
  made.style.color = given.color ?? '';
  made.style.background = given.bgColor ?? '';
  made.style.fontSize = given.fontSize ? `${given.fontSize}px` : '';
  made.style.borderRadius = given.borderRadius === undefined ? '' : `${given.borderRadius}px`;
  made.style.padding = given.padding === undefined ? '' : `${given.padding}px`;
  return made;
}

function pin(marker: Marker): HTMLElement {
  const icon = element('span', { class: 'pin' });
  if (!marker.iconPath) {
    icon.innerHTML = PIN;
    return icon;
  }
  const image = element('img');
  image.src = imageUrl(marker.iconPath);
  image.alt = '';
  image.style.width = `${px(marker.width, 26)}px`;
  image.style.height = `${px(marker.height, 34)}px`;
  icon.append(image);
  return icon;
}

type Touched = (id: number, event: 'markertap' | 'callouttap') => void;

function drawMarker(marker: Marker, { x, y }: Pixel, index: number, touched: Touched): HTMLElement {
  const text = marker.ariaLabel ?? marker.callout?.content ?? marker.title ?? marker.label?.content ?? '标记';
  const made = element('button', { class: 'marker', label: text }, pin(marker));
  made.style.cssText = `left: ${x}px; top: ${y}px; opacity: ${marker.alpha ?? 1}; z-index: ${marker.zIndex ?? 0}`;
  const { anchor = { x: 0.5, y: 1 } } = marker;
  made.style.transform = `translate(${-100 * anchor.x}%, ${-100 * anchor.y}%)`;
  const id = marker.id ?? index;
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    const isCallout = (event.target as Element).closest('.mp-callout');
    if (marker.callout?.content && marker.callout.display !== 'ALWAYS') made.classList.toggle('mp-open');
    touched(id, isCallout ? 'callouttap' : 'markertap');
  });
  if (marker.callout?.content) made.append(bubble('callout', marker.callout));
  for (const name of ['mp-open', 'mp-always']) made.classList.toggle(name, marker.callout?.display === 'ALWAYS');
  if (marker.label?.content) made.append(bubble('marker-label', marker.label));
  return made;
}

export function drawMarkers(
  pins: HTMLElement,
  markers: Marker[],
  toScreen: (place: Place) => Pixel,
  touched: Touched,
): void {
  const open = new Set([...pins.querySelectorAll('.mp-open')].map((node) => node.getAttribute('aria-label')));
  pins.replaceChildren(...markers.map((marker, index) => drawMarker(marker, toScreen(marker), index, touched)));
  // A redraw while panning must not close what the person opened.
  for (const node of pins.children) if (open.has(node.getAttribute('aria-label'))) node.classList.add('mp-open');
}
