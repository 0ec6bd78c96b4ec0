import { type Document, type Fields, isFields } from './ejson';
import { databaseError } from './errors';

/** Changes the value at the end of a path; `undefined` means that there is none, before or after. */
export type Change = (value: unknown, path: string) => unknown;

/** What MongoDB refuses before it looks at a document. */
export function checkPaths(paths: string[]) {
  for (const path of paths) {
    if (path === '_id' || path.startsWith('_id.')) throw databaseError('the _id of a document cannot change');
    if (path.split('.').some((step) => step === '' || step.startsWith('$') || step === '__proto__'))
      throw databaseError(`update path '${path}' is refused`);
    if (paths.filter((other) => other === path || other.startsWith(`${path}.`)).length > 1)
      throw databaseError(`Updating the path '${path}' would create a conflict at '${path}'`);
  }
}

/** Walks to the end of a path and changes what is there. `creates`: makes the objects on the way. */
export function changeAt(document: Document, path: string, creates: boolean, change: Change) {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let parent: unknown = document;
  for (const step of steps) {
    if (!canHold(parent, step)) return refuseOrSkip(path, step, creates);
    if (parent[step] === undefined) {
      if (!creates) return;
      parent[step] = {};
    }
    parent = parent[step];
  }
  if (!canHold(parent, last)) return refuseOrSkip(path, last, creates);
  const value = change(parent[last], path);
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent[last] = null;
  else delete parent[last];
}

/** An object has any field; an array has its elements and the place after the last. */
function canHold(value: unknown, step: string): value is Fields {
  if (Array.isArray(value)) return /^\d+$/.test(step) && Number(step) <= value.length;
  return isFields(value);
}

function refuseOrSkip(path: string, step: string, creates: boolean) {
  if (creates) throw databaseError(`Cannot create field '${step}' of '${path}' in what is no object`);
}
