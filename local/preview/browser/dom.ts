/** Small helpers for building the phone's own elements. */

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: { class?: string; text?: string; role?: string; label?: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (properties.class) created.className = properties.class;
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
  const layer = element('div', { class: `mp-layer ${kind}` }, ...children);
  frame('phone').append(layer);
  return layer;
}

/** Images of the mini-program lie under /assets; rpx may stand in inline styles. */
export function imageUrl(source: string): string {
  if (/^(https?:|data:|blob:|\/local\/)/.test(source)) return source;
  if (source.startsWith('cloud://')) return `/local/file?fileID=${encodeURIComponent(source)}`;
  return source ? `/assets/${source.replace(/^(\.*\/)+/, '')}` : '';
}

export const rpxToCss = (style: string): string => style.replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * var(--rpx))');

export const isDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
