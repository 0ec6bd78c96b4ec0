/** Defines built-in components for glass-easel. Each is a plain element `wx-…` plus what its setup puts inside. */
import { StyleScopeManager, type ComponentSpace, type Element as GlassElement } from 'glass-easel';

/** A built-in component on a page, as its setup sees it. */
export interface Control {
  readonly element: HTMLElement;
  get(name: string): unknown;
  text(name: string): string;
  number(name: string, fallback: number): number;
  flag(name: string): boolean;
  /** Changes an own property, which is what `model:` listens to. */
  set(name: string, value: unknown): void;
  fire(event: string, detail?: object): void;
  /** Class names as the using page or component knows them, i.e. with its scope's prefix. */
  scopedClass(names: string): string;
  /** Adds or removes a class of the using page or component. */
  toggleClass(names: string, isOn: boolean): void;
}

export interface Behaviour {
  /** Called after properties changed, and once at the start. */
  sync?: () => void;
  detached?: () => void;
}

export interface Definition {
  /** Boolean properties: `<button disabled>` means true. */
  flags?: string[];
  values?: string[];
  setup?: (control: Control) => Behaviour | void;
}

interface Instance extends GlassElement {
  data: Record<string, unknown>;
  setData(data: Record<string, unknown>): void;
  triggerEvent(type: string, detail: object, options: object): void;
  previewBehaviour?: Behaviour;
}

/** ARIA properties of WXML; the others of its attributes never reach the DOM. */
const ARIA = Object.fromEntries(
  'role label hidden disabled checked selected expanded modal live busy describedby labelledby pressed current valuenow valuemin valuemax valuetext level haspopup controls atomic required invalid multiselectable posinset setsize'
    .split(' ')
    .map((name) => [`aria${name[0]?.toUpperCase()}${name.slice(1)}`, name === 'role' ? 'role' : `aria-${name}`]),
);
const COMMON_FLAGS = ['hidden', 'hoverStopPropagation'];
const COMMON_VALUES = [
  ...Object.keys(ARIA),
  'name',
  'hoverClass',
  'hoverStartTime',
  'hoverStayTime',
  'role',
  'tabindex',
];

function controlOf(instance: Instance): Control {
  const value = (name: string) => instance.data[name];
  const scopeNames = () => {
    const host = instance.ownerShadowRoot?.getHostNode();
    const { styleScope, extraStyleScope } = host?.getComponentOptions() ?? {};
    const { styleScopeManager } = host?.getComponentDefinition().behavior.ownerSpace ?? {};
    return [styleScope, extraStyleScope].flatMap((scope) =>
      typeof scope === 'number' ? [styleScopeManager?.queryName(scope) ?? ''] : [],
    );
  };
  return {
    element: instance.$$ as unknown as HTMLElement,
    get: value,
    text: (name) => {
      const text = value(name);
      return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
    },
    number: (name, fallback) => {
      const number = value(name);
      return number === undefined || number === null || number === '' || Number.isNaN(+number) ? fallback : +number;
    },
    flag: (name) => Boolean(value(name)),
    set: (name, next) => instance.setData({ [name]: next }),
    fire: (event, detail = {}) => instance.triggerEvent(event, detail, { bubbles: false, composed: false }),
    scopedClass: (names) =>
      scopeNames()
        .flatMap((scope) => splitNames(names).map((name) => (scope ? `${scope}--${name}` : name)))
        .join(' '),
    toggleClass: (names, isOn) => splitNames(names).forEach((name) => instance.classList?.toggle(name, isOn)),
  };
}

const splitNames = (names: string) => names.split(/\s+/).filter(Boolean);

function syncCommon(control: Control): void {
  control.element.hidden = control.flag('hidden');
  for (const [property, attribute] of Object.entries(ARIA)) {
    const value = control.get(property) as string | number | boolean | null | undefined;
    if (value === undefined || value === null || value === '') control.element.removeAttribute(attribute);
    else control.element.setAttribute(attribute, String(value));
  }
}

/** Makes `tag` known to every template. */
export function define(space: ComponentSpace, tag: string, { flags = [], values = [], setup }: Definition = {}): void {
  const properties: Record<string, object> = {};
  for (const name of [...COMMON_VALUES, ...values]) properties[name] = { type: null, value: undefined };
  for (const name of [...COMMON_FLAGS, ...flags]) properties[name] = { type: Boolean, value: false };
  const hasOwnRole = new WeakSet<Instance>();
  const controls = new WeakMap<Instance, Control>();
  const sync = (instance: Instance) => {
    const control = controls.get(instance);
    if (!control) return;
    if (!hasOwnRole.has(instance) || control.get('ariaRole')) syncCommon(control);
    else syncKeepingRole(control);
    instance.previewBehaviour?.sync?.();
  };
  const definition = space.defineComponent({
    is: `wx://${tag}`,
    options: { styleScope: StyleScopeManager.globalScope() },
    properties,
    observers: {
      '**'(this: unknown) {
        sync(this as Instance);
      },
    },
    lifetimes: {
      attached(this: unknown) {
        const instance = this as Instance;
        if (controls.has(instance)) return sync(instance);
        const control = controlOf(instance);
        controls.set(instance, control);
        instance.previewBehaviour = setup?.(control) ?? {};
        if (control.element.hasAttribute('role')) hasOwnRole.add(instance);
        sync(instance);
      },
      detached(this: unknown) {
        (this as Instance).previewBehaviour?.detached?.();
      },
    },
  });
  space.setGlobalUsingComponent(tag, definition);
}

/** A switch is a switch even where the template does not say so. */
function syncKeepingRole(control: Control): void {
  const kept = ['role', 'aria-checked', 'aria-disabled'].map(
    (name) => [name, control.element.getAttribute(name)] as const,
  );
  syncCommon(control);
  for (const [name, value] of kept) if (value !== null) control.element.setAttribute(name, value);
}
