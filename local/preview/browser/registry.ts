/** Registers the mini-program's pages and components with glass-easel, and their styles with the document. */
import type { ComponentSpace, GeneralBehavior, GeneralComponent } from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { Bundle, BundledPart } from './bundle';

type CodeSpace = ReturnType<MiniProgramEnv['createCodeSpace']>;
interface Definition {
  behaviors?: unknown[];
  options?: { styleIsolation?: string; addGlobalClass?: boolean };
}
type Define = ((definition: Definition) => unknown) & { trait?: unknown };
type Definers = Record<'Page' | 'Component' | 'Behavior', Define>;

/** Built-in behaviors that carry properties; the others only add events or nothing the preview has. */
const FORM_FIELD = { properties: { name: String, value: null } };

export class Registry {
  readonly environment = new MiniProgramEnv();
  readonly code: CodeSpace = this.environment.createCodeSpace('', true);
  /** A page's style sheet, which counts only while that page is on top. */
  readonly pageSheets = new Map<string, HTMLStyleElement>();
  private readonly builtInBehaviors = new Map<string, unknown>();

  constructor(private readonly bundle: Bundle) {
    this.keepIds();
    this.announceReady();
    addStyle('app.wxss', bundle.appCss.replaceAll('__SCOPE__', ''));
    Object.entries(bundle.parts).forEach(([id, part], index) => {
      const { code } = this;
      code.addComponentStaticConfig(id, part.config as Parameters<CodeSpace['addComponentStaticConfig']>[1]);
      const template = { groupList: bundle.templates, content: bundle.templates[id] };
      code.addCompiledTemplate(id, template as unknown as Parameters<CodeSpace['addCompiledTemplate']>[1]);
      code.addStyleSheet(id, undefined, scopeName(index));
    });
  }

  get components(): ComponentSpace {
    return this.code.getComponentSpace();
  }

  /** Runs every page's and component's script once, so that their `Page()` and `Component()` calls arrive. */
  runScripts(): void {
    Object.entries(this.bundle.parts).forEach(([id, part], index) => {
      this.code.componentEnv(id, (definers) => this.runOne(id, part, definers as unknown as Definers));
      this.addPartStyle(id, part, scopeName(index));
    });
  }

  private runOne(id: string, part: BundledPart, { Page, Component, Behavior }: Definers): void {
    let isDefined = false;
    const wrap = (define: Define) =>
      Object.assign((definition: Definition) => {
        isDefined = true;
        this.normalise(definition, part);
        return define(definition);
      }, define);
    const behavior = Object.assign((definition: Definition) => Behavior(this.normalise(definition)), Behavior);
    const globals = globalThis as unknown as Definers;
    Object.assign(globals, { Page: wrap(Page), Component: wrap(Component), Behavior: behavior });
    part.run();
    if (!isDefined) throw new Error(`${id}.ts calls neither Page() nor Component()`);
  }

  /** Scripts may set isolation and name built-in behaviors by string; the adapter wants configuration and objects. */
  private normalise(definition: Definition, part?: BundledPart): Definition {
    const { styleIsolation, addGlobalClass } = definition.options ?? {};
    if (part && styleIsolation) part.config.styleIsolation ??= styleIsolation;
    if (part && addGlobalClass) part.config.addGlobalClass = true;
    if (definition.behaviors) definition.behaviors = definition.behaviors.map((behavior) => this.behaviorOf(behavior));
    return definition;
  }

  private behaviorOf(behavior: unknown): unknown {
    if (typeof behavior !== 'string') return behavior;
    let known = this.builtInBehaviors.get(behavior);
    if (!known) {
      const definition = behavior === 'wx://form-field' ? FORM_FIELD : {};
      known = this.code.componentEnv(behavior, ({ Behavior }) => Behavior(definition as never) as GeneralBehavior);
      this.builtInBehaviors.set(behavior, known);
    }
    return known;
  }

  private addPartStyle(id: string, part: BundledPart, scope: string): void {
    if (!part.css.trim()) return;
    const isShared = /^(page-)?shared$/.test(part.config.styleIsolation ?? (part.isPage ? 'shared' : ''));
    const css = part.css.replaceAll('__SCOPE__', isShared ? '' : `${scope}--`).replaceAll('__HOST__', scope);
    const sheet = addStyle(`${id}.wxss`, css);
    if (!part.isPage) return;
    sheet.disabled = true;
    this.pageSheets.set(id, sheet);
  }

  /** glass-easel leaves `ready` to its host: it follows once what is being attached stands in the document. */
  private announceReady(): void {
    const behavior = this.components.defineBehavior({
      lifetimes: {
        attached(this: unknown) {
          const component = (this as { _$?: GeneralComponent })._$ ?? (this as GeneralComponent);
          queueMicrotask(() => component.triggerLifetime('ready', []));
        },
      },
    });
    this.code.setOverallBehavior(behavior);
  }

  /** Real ids in the DOM: tests, `<label for>` and scroll-into-view need them. */
  private keepIds(): void {
    // Not in the type declarations; the adapter's only place to say so.
    const code = this.code as unknown as {
      prepareComponentOptions: (is: string, options?: object) => [object, string];
    };
    const prepare = code.prepareComponentOptions.bind(code);
    code.prepareComponentOptions = (is, options) => {
      const prepared = prepare(is, options);
      Object.assign(prepared[0], { idPrefixGenerator: null, writeIdToDOM: true });
      return prepared;
    };
  }
}

const scopeName = (index: number) => `c${index}`;

function addStyle(source: string, css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.dataset['source'] = source;
  style.textContent = css;
  document.head.append(style);
  return style;
}
