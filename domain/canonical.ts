/** JSON with sorted keys: the same facts always give the same text, to seal or to name by its hash. */
export const canonical = (facts: object): string =>
  JSON.stringify(facts, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
