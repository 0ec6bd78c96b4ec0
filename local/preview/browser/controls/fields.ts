/** Form controls by their element, so that a form can collect and reset them and a label can reach them. */
export interface Field {
  name(): string;
  value(): unknown;
  reset(): void;
  /** What a touch on its label does: focus or toggle. */
  activate?: () => void;
}

const fields = new WeakMap<Element, Field>();

export function registerField(element: HTMLElement, field: Field): void {
  fields.set(element, field);
}

export function fieldOf(element: Element | null | undefined): Field | undefined {
  return element ? fields.get(element) : undefined;
}

/** All controls inside, in document order. */
export function fieldsIn(element: HTMLElement): Field[] {
  return [...element.querySelectorAll('*')].flatMap((child) => fields.get(child) ?? []);
}
