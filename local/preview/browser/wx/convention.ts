/** How every asynchronous wx function answers: callbacks when given, otherwise a promise. */

export interface Callbacks<Result = object> {
  success?: (result: Result & { errMsg: string }) => void;
  fail?: (error: { errMsg: string }) => void;
  complete?: (result: { errMsg: string }) => void;
}

/** WeChat rejects with plain objects, not with Errors. */
export class Refusal {
  constructor(
    readonly errMsg: string,
    readonly errCode?: number | string,
  ) {}
}

const toError = (name: string, error: unknown): { errMsg: string; errCode?: number | string } => {
  if (error && typeof error === 'object' && 'errMsg' in error) return { ...(error as { errMsg: string }) };
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` };
};

/** Wraps `run` as `wx.<name>`. What it throws becomes `{ errMsg }`. */
export function api<Options extends object, Result extends object | void>(
  name: string,
  run: (options: Options) => Result | Promise<Result>,
) {
  return (options?: Options & Callbacks): Promise<object> | undefined => {
    const given = options ?? ({} as Options & Callbacks);
    const answer = (async () => ({ errMsg: `${name}:ok`, ...(await run(given)) }))();
    const { success, fail, complete } = given;
    if (!success && !fail && !complete)
      return answer.catch((error: unknown) => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw toError(name, error);
      });
    void answer.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: unknown) => {
        const failure = toError(name, error);
        fail?.(failure);
        complete?.(failure);
      },
    );
    return undefined;
  };
}

/** For functions that have nothing to do here, yet must answer. */
export const nothing = (name: string) => api(name, () => {});

export const refuse = (errMsg: string, errCode?: number | string): never => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw new Refusal(errMsg, errCode);
};
