/** Runs an administrator's program: what goes wrong is one sentence and an exit code. */
export const runProgram = (program: () => Promise<void>): void =>
  void program().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
