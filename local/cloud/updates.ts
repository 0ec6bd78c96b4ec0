import { Query } from 'mingo';
import { checkElemMatch, isOperators } from './conditions';
import { type Document, type Fields, encode, isFields } from './ejson';
import { databaseError } from './errors';
import { type Change, changeAt, checkPaths } from './paths';

interface Operator {
  /** Whether the path is created where it does not exist. */
  creates: boolean;
  change: (operand: unknown) => Change;
}

/**
 * The update operators of the project, strict as MongoDB is. Written out rather than left to mingo, which
 * silently ignores an `$inc` of a string, a `$push` to what is no array and a `$set` through a scalar.
 */
const OPERATORS: Record<string, Operator> = {
  $set: { creates: true, change: (operand) => () => operand },
  $unset: { creates: false, change: () => () => undefined },
  $inc: { creates: true, change: increment },
  $push: {
    creates: true,
    change: (operand) => (value, path) => [...arrayAt(value, path), ...eachOf('$push', operand)],
  },
  $addToSet: { creates: true, change: addToSet },
  $pull: { creates: false, change: pull },
};

/** Applies `{ $set: {...}, $inc: {...} }` to a document that the caller may have changed. */
export function applyUpdate(document: Document, update: Fields): Document {
  const steps = Object.entries(update).flatMap(([name, operands]) => {
    const operator = OPERATORS[name];
    if (!operator || !isFields(operands)) throw databaseError(`update operator ${name} is refused`);
    return Object.entries(operands).map(([path, operand]) => ({ path, operator, operand }));
  });
  if (steps.length === 0) throw databaseError('an update needs an operator');
  checkPaths(steps.map(({ path }) => path));
  for (const { path, operator, operand } of steps) {
    checkFieldNames(operand, operator === OPERATORS['$pull']);
    changeAt(document, path, operator.creates, operator.change(operand));
  }
  return document;
}

/** Field names of stored documents hold neither `$` nor `.`; either would be read as an operator or a path. */
export function checkFieldNames(value: unknown, mayHaveOperators = false): void {
  if (Array.isArray(value)) value.forEach((element) => checkFieldNames(element, mayHaveOperators));
  if (!isFields(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const isModifier = name === '$each' || mayHaveOperators;
    if ((name.startsWith('$') && !isModifier) || name.includes('.') || name === '__proto__')
      throw databaseError(`field name '${name}' is refused`);
    checkFieldNames(part, mayHaveOperators);
  }
}

function increment(operand: unknown): Change {
  if (typeof operand !== 'number') throw databaseError('Cannot increment with non-numeric argument');
  return (value, path) => {
    if (value !== undefined && typeof value !== 'number')
      throw databaseError(`Cannot apply $inc to a value of non-numeric type at '${path}'`);
    return (value ?? 0) + operand;
  };
}

function addToSet(operand: unknown): Change {
  return (value, path) => {
    const elements = arrayAt(value, path);
    const known = new Set(elements.map(encode));
    const added = eachOf('$addToSet', operand).filter((element) => {
      const isNew = !known.has(encode(element));
      known.add(encode(element));
      return isNew;
    });
    return [...elements, ...added];
  };
}

function pull(operand: unknown): Change {
  const isCondition = isFields(operand) && !isOperators(operand);
  checkElemMatch('$pull', isCondition ? operand : { $eq: 0, ...(isOperators(operand) ? operand : {}) });
  const query = isCondition ? new Query(operand) : new Query({ element: operand });
  return (value, path) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw databaseError(`Cannot apply $pull to a non-array value at '${path}'`);
    return (value as unknown[]).filter((element) => !query.test(isCondition ? (element as Fields) : { element }));
  };
}

function arrayAt(value: unknown, path: string): unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw databaseError(`The field '${path}' must be an array but is not`);
  return value as unknown[];
}

/** `{ $each: [...] }` or one value; the other modifiers of MongoDB are refused. */
function eachOf(operator: string, operand: unknown): unknown[] {
  if (!isOperators(operand)) return [operand];
  const refused = Object.keys(operand).find((name) => name !== '$each');
  const each = operand['$each'];
  if (refused || !Array.isArray(each)) throw databaseError(`${operator} with ${refused ?? '$each'} is refused`);
  return each as unknown[];
}
