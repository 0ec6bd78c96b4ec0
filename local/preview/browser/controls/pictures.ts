/** image, rich-text, icon and progress. */
import type { ComponentSpace } from 'glass-easel';
import { element, imageUrl } from '../dom';
import { define, type Control } from './define';

const FITS: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill', center: 'none' };

function setupImage(control: Control) {
  const host = control.element;
  const image = element('img');
  image.alt = '';
  image.draggable = false;
  host.prepend(image);
  image.addEventListener('load', () =>
    control.fire('load', { width: image.naturalWidth, height: image.naturalHeight }),
  );
  image.addEventListener('error', () => control.fire('error', { errMsg: `no image at ${control.text('src')}` }));
  return {
    sync() {
      const url = imageUrl(control.text('src'));
      if (url && image.getAttribute('src') !== url) image.src = url;
      if (!url) image.removeAttribute('src');
      const mode = control.text('mode') || 'scaleToFill';
      host.setAttribute('mode', mode);
      image.alt = control.text('ariaLabel');
      image.style.objectFit = FITS[mode] ?? 'fill';
      image.style.objectPosition = FITS[mode] ? '' : mode;
      if (/^(top|bottom|left|right)/.test(mode)) image.style.objectFit = 'none';
    },
  };
}

interface RichNode {
  type?: 'node' | 'text';
  name?: string;
  text?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

/** WeChat trusts a list of elements and drops the others; scripts and event attributes never run. */
function cleanHtml(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  parsed.querySelectorAll('script,style,iframe,object,embed,link,meta,form').forEach((node) => node.remove());
  for (const node of parsed.body.querySelectorAll('*'))
    for (const { name, value } of [...node.attributes])
      if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) node.removeAttribute(name);
  return [...parsed.body.childNodes];
}

function buildNode({ type, name = 'div', text = '', attrs = {}, children = [] }: RichNode): Node {
  if (type === 'text') return document.createTextNode(text);
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attrs)) created.setAttribute(attribute, value);
  created.append(...children.map(buildNode));
  return created;
}

function setupRichText(control: Control) {
  const body = element('div');
  control.element.prepend(body);
  return {
    sync() {
      const nodes = control.get('nodes');
      body.replaceChildren(
        ...(Array.isArray(nodes) ? (nodes as RichNode[]).map(buildNode) : cleanHtml(control.text('nodes'))),
      );
    },
  };
}

const ICONS: Record<string, [glyph: string, colour: string]> = {
  success: ['✓', '#07c160'],
  success_no_circle: ['✓', '#07c160'],
  info: ['i', '#10aeff'],
  warn: ['!', '#fa5151'],
  waiting: ['…', '#10aeff'],
  cancel: ['×', '#fa5151'],
  download: ['↓', '#07c160'],
  search: ['⌕', '#b2b2b2'],
  clear: ['×', '#b2b2b2'],
};

function setupIcon(control: Control) {
  const glyph = element('i');
  control.element.prepend(glyph);
  return {
    sync() {
      const [text, colour] = ICONS[control.text('type')] ?? ['', ''];
      const size = control.number('size', 23);
      glyph.textContent = text;
      glyph.style.cssText = `--size: ${size}px; background: ${control.text('color') || colour}`;
    },
  };
}

function setupProgress(control: Control) {
  const fill = element('i');
  const bar = element('div', {}, fill);
  const info = element('span');
  control.element.prepend(bar, info);
  control.element.setAttribute('role', 'progressbar');
  return {
    sync() {
      const percent = Math.max(0, Math.min(100, control.number('percent', 0)));
      control.element.setAttribute('aria-valuenow', String(percent));
      bar.style.height = `${control.number('strokeWidth', 6)}px`;
      bar.style.background = control.text('backgroundColor') || '#ebebeb';
      fill.style.width = `${percent}%`;
      fill.style.background = control.text('activeColor') || control.text('color') || '#09bb07';
      info.textContent = `${percent}%`;
      info.hidden = !control.flag('showInfo');
    },
  };
}

export function definePictures(space: ComponentSpace): void {
  const image = { flags: ['lazyLoad', 'showMenuByLongpress', 'webp'], values: ['src', 'mode'], setup: setupImage };
  define(space, 'image', image);
  define(space, 'cover-image', image);
  define(space, 'rich-text', { flags: ['userSelect'], values: ['nodes', 'space'], setup: setupRichText });
  define(space, 'icon', { values: ['type', 'size', 'color'], setup: setupIcon });
  define(space, 'progress', {
    flags: ['showInfo', 'active'],
    values: ['percent', 'strokeWidth', 'color', 'activeColor', 'backgroundColor', 'borderRadius'],
    setup: setupProgress,
  });
}
