/** Small helpers for building the phone's own elements. */

/** The preview's own classes: a page's `.marker` or `.sheet` must not meet the preview's. */
export const own = (names: string): string => names.replace(/(^|\s)(?!mp-)(?=\S)/g, '$1mp-');

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: { class?: string; text?: string; role?: string; label?: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (properties.class) created.className = own(properties.class);
  if (properties.text !== undefined) created.textContent = properties.text;
  if (properties.role) created.setAttribute('role', properties.role);
  if (properties.label) created.setAttribute('aria-label', properties.label);
  created.append(...children);
  return created;
}

/** A part of the phone's frame, present in phone.html. */
export function frame(id: string): HTMLElement {
  const found = document.getElementById(`mp-${id}`);
  if (!found) throw new Error(`phone.html has no #mp-${id}`);
  return found;
}

/** A layer over the page, for dialogs, pickers and choosers. */
export function openLayer(kind: string, ...children: Node[]): HTMLElement {
  const layer = element('div', { class: `layer ${kind}` }, ...children);
  frame('phone').append(layer);
  return layer;
}

let packaged: Record<string, string> = {};
/** @param images data addresses by path, without the leading slash. */
export const packImages = (images: Record<string, string>): void => void (packaged = images);

/** Images of the mini-program come with it. One that is not there fails as a broken address does. */
export function imageUrl(source: string): string {
  if (/^(https?:|data:|blob:|\/cdn\/)/.test(source)) return source;
  const path = source.replace(/^(\.*\/)+/, '');
  return source ? (packaged[path] ?? `/no-such-image/${path}`) : '';
}

export const rpxToCss = (style: string): string => style.replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * var(--rpx))');

export const isDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
