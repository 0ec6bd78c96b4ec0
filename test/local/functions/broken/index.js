exports.main = async ({ how }) => {
  if (how === 'throw') throw new Error('kaboom');
  if (how === 'later') setTimeout(() => null.nothing, 0);
  if (how === 'exit') process.exit(1);
  if (how === 'big') return 'x'.repeat(6 * 1024 * 1024);
  return how === 'fine' ? 'fine' : new Promise(() => {});
};
