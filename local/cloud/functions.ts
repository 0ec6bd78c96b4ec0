import { type Artefact, readArtefacts } from './artefacts';
import type { Clock } from './clock';
import { CloudError } from './errors';
import { Instance } from './instance';
import { type Access, type Caller, type Invocation, createInvocation, invocationEnvironment } from './invocation';
import { Pool } from './pool';

export interface FunctionsOptions {
  directory: string;
  clock: Clock;
  access: Access;
  /** The functions' own environment variables. */
  environment: Record<string, string>;
  log: (line: string) => void;
}

/** CloudBase documentation: 6 MB, bytes of JSON. */
const MAX_RESULT_BYTES = 6 * 1024 * 1024;

/** Starts functions, and knows which invocation an SDK call belongs to. */
export class Functions {
  readonly artefacts: Map<string, Artefact>;
  private readonly pools = new Map<string, Pool>();
  private readonly running = new Map<string, Invocation>();

  constructor(private readonly options: FunctionsOptions) {
    this.artefacts = readArtefacts(options.directory);
    for (const artefact of this.artefacts.values())
      this.pools.set(artefact.name, new Pool(() => new Instance(artefact, options.clock, options.log)));
  }

  invocation(token: string) {
    return this.running.get(token);
  }

  /** @param at the time it shall be for this run. @returns the result as JSON text */
  async invoke(name: string, event: object, caller: Caller, at?: number): Promise<string> {
    const artefact = this.artefacts.get(name);
    const pool = this.pools.get(name);
    if (!artefact || !pool) throw new CloudError('FUNCTION_NOT_FOUND', `[ResourceNotFound.Function] ${name}`);
    const invocation = createInvocation(artefact, caller, at);
    const { environment, context } = invocationEnvironment(invocation, this.options.access);
    this.running.set(invocation.token, invocation);
    try {
      const job = { event, context, environment: { ...this.options.environment, ...environment } };
      const result = await pool.run(at === undefined ? job : { ...job, at });
      if (Buffer.byteLength(result) > MAX_RESULT_BYTES)
        throw new CloudError('FUNCTIONS_EXECUTE_FAIL', 'the result exceeds 6 MB');
      return result;
    } finally {
      this.running.delete(invocation.token);
    }
  }

  async close() {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }
}
