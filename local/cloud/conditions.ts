import { Query } from 'mingo';
import { type Document, type Fields, isFields } from './ejson';
import { databaseError } from './errors';

/** What a filter says about one path: it equals one of `points`, or lies between `low` and `high`. */
export interface Bound {
  points?: unknown[];
  low?: unknown;
  high?: unknown;
}
export interface Filter {
  matches: (document: Document) => boolean;
  bounds: Map<string, Bound>;
  isEmpty: boolean;
  /** One document is named, and nothing is asked of it. */
  isById: boolean;
  /** For messages and the query log: paths and operators without values. */
  shape: string;
}

const FIELD_OPERATORS = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists', '$size']);

/** Refuses, by name, what the project does not use; mingo would accept far more. */
export function readFilter(query: Fields): Filter {
  const paths = checkFilter(query);
  const bounds = new Map<string, Bound>();
  collectBounds(query, '', bounds);
  return {
    matches: matcherOf(query),
    bounds,
    isEmpty: paths.length === 0,
    isById: Object.keys(query).length === 1 && paths[0] === '_id $eq',
    shape: [...new Set(paths)].sort().join(', '),
  };
}

/** Compiled when the first document is looked at. */
function matcherOf(query: Fields): Filter['matches'] {
  let compiled: Query | undefined;
  return (document) => (compiled ??= new Query(query)).test(document);
}

export const isOperators = (value: unknown): value is Fields =>
  isFields(value) && Object.keys(value).some((key) => key.startsWith('$'));

/** @returns the paths with their operators, such as `dueAt $lt` */
function checkFilter(query: Fields): string[] {
  return Object.entries(query).flatMap(([key, value]) => {
    if (key === '$and' || key === '$or') return checkBranches(key, value);
    if (key.startsWith('$')) throw databaseError(`query operator ${key} is refused`);
    if (key.split('.').includes('')) throw databaseError(`bad path '${key}'`);
    return isOperators(value) ? checkOperators(key, value) : [`${key} $eq`];
  });
}

function checkBranches(operator: string, branches: unknown): string[] {
  if (!Array.isArray(branches) || branches.length === 0 || !branches.every(isFields))
    throw databaseError(`${operator} needs a list of conditions`);
  const paths = branches.flatMap(checkFilter);
  return operator === '$or' ? [`$or(${paths.join(', ')})`] : paths;
}

function checkOperators(path: string, operators: Fields): string[] {
  return Object.entries(operators).flatMap(([operator, operand]) => {
    if (operator === '$elemMatch') return checkElemMatch(path, operand);
    if (!FIELD_OPERATORS.has(operator)) throw databaseError(`query operator ${operator} is refused (on ${path})`);
    const takesList = operator === '$in' || operator === '$nin';
    if (takesList && !Array.isArray(operand)) throw databaseError(`${operator} needs an array (on ${path})`);
    if (!takesList && isOperators(operand)) throw databaseError(`${operator} cannot take an operator (on ${path})`);
    return [`${path} ${operator}`];
  });
}

/** The condition inside a `$elemMatch`, or that of a `$pull`: on the elements' fields, or on the elements themselves. */
export function checkElemMatch(path: string, condition: unknown): string[] {
  if (!isFields(condition)) throw databaseError(`$elemMatch needs a condition (on ${path})`);
  if (Object.keys(condition).some((key) => key.startsWith('$') && key !== '$and' && key !== '$or'))
    return checkOperators(path, condition);
  return checkFilter(condition).map((inner) => `${path}.${inner}`);
}

function collectBounds(query: Fields, prefix: string, bounds: Map<string, Bound>) {
  for (const [key, value] of Object.entries(query)) {
    if (key === '$and') for (const branch of value as Fields[]) collectBounds(branch, prefix, bounds);
    if (key.startsWith('$')) continue;
    const path = prefix + key;
    const operators = isOperators(value) ? value : { $eq: value };
    const inner = operators['$elemMatch'];
    if (isFields(inner) && !isOperators(inner)) collectBounds(inner, `${path}.`, bounds);
    bounds.set(path, { ...boundOf(operators), ...bounds.get(path) });
  }
}

function boundOf(operators: Fields): Bound {
  const bound: Bound = {};
  const points = '$eq' in operators ? [operators['$eq']] : operators['$in'];
  // An index holds the elements of an array, so an equality with a whole array finds nothing there.
  if (Array.isArray(points) && !points.some(Array.isArray)) bound.points = points as unknown[];
  const low = operators['$gte'] ?? operators['$gt'];
  const high = operators['$lte'] ?? operators['$lt'];
  if (low !== undefined) bound.low = low;
  if (high !== undefined) bound.high = high;
  return bound;
}
