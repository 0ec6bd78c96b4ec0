/** JSON with sorted keys: the same facts always give the same text, to seal or to name by its hash. */
export const canonical = (facts: object): string =>
  JSON.stringify(facts, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** Whether both say the same, in whatever order. */
export const isSame = (one: unknown, other: unknown): boolean => canonical([one]) === canonical([other]);

/** Whether `stored` says all of `facts`, whatever it says besides. */
export const holds = <T extends object>(stored: T, facts: T): boolean =>
  (Object.keys(facts) as (keyof T)[]).every((key) => isSame(facts[key], stored[key]));
