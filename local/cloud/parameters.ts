import type { Fields } from './ejson';
import { invalid } from './errors';
import type { Invocation } from './invocation';

/** One entry of the allow-list: parameters of an SDK call to the fields of its answer. */
export type Answer = (parameters: Fields, invocation: Invocation | undefined) => object | Promise<object>;
export type Answers = Record<string, Answer>;

export function text(parameters: Fields, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string' || value === '') throw invalid(`${name} must be a text`);
  return value;
}

export function optionalNumber(parameters: Fields, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw invalid(`${name} must be a number`);
  return value;
}

export function list(parameters: Fields, name: string, max: number): unknown[] {
  const value = parameters[name];
  if (!Array.isArray(value) || value.length > max) throw invalid(`${name} must be a list of at most ${max}`);
  return value as unknown[];
}
