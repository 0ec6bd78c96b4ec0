/** The only file that reads the environment, and the only names it may read. */
function required(name: 'FIRST_VISIT_KEY'): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

/** The secret of this deployment; everything sealed, encrypted or derived comes from it. At least 32 characters. */
export const masterKey = (): string => required('FIRST_VISIT_KEY');
