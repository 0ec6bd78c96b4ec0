import { type Artefact, readArtefacts } from './artefacts';
import type { Clock } from './clock';
import { CloudError } from './errors';
import { Instance, type Job } from './instance';
import { type Access, type Caller, type Invocation, createInvocation, invocationEnvironment } from './invocation';

export interface FunctionsOptions {
  directory: string;
  clock: Clock;
  access: Access;
  /** The functions' own environment variables. */
  environment: Record<string, string>;
  log: (line: string) => void;
}

/** Instances of one function at a time; further calls wait. */
const MAX_INSTANCES = 4;
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

  /** @returns the result as JSON text */
  async invoke(name: string, event: object, caller: Caller): Promise<string> {
    const artefact = this.artefacts.get(name);
    const pool = this.pools.get(name);
    if (!artefact || !pool) throw new CloudError('FUNCTION_NOT_FOUND', `[ResourceNotFound.Function] ${name}`);
    const invocation = createInvocation(artefact, caller);
    const { environment, context } = invocationEnvironment(invocation, this.options.access);
    this.running.set(invocation.token, invocation);
    try {
      const job = { event, context, environment: { ...this.options.environment, ...environment } };
      const result = await pool.run(job);
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

interface Waiting {
  resolve: (instance: Instance) => void;
  reject: (error: Error) => void;
}

/** The warm instances of one function. */
class Pool {
  private readonly instances = new Set<Instance>();
  private readonly idle: Instance[] = [];
  private readonly waiting: Waiting[] = [];
  private isClosed = false;

  constructor(private readonly create: () => Instance) {}

  async run(job: Job): Promise<string> {
    const instance = await this.take();
    try {
      return await instance.run(job);
    } finally {
      this.release(instance);
    }
  }

  async close() {
    this.isClosed = true;
    this.waiting.splice(0).forEach(({ reject }) => reject(closed()));
    await Promise.all([...this.instances].map((instance) => instance.stop()));
  }

  private async take(): Promise<Instance> {
    if (this.isClosed) throw closed();
    for (let warm = this.idle.pop(); warm; warm = this.idle.pop()) {
      if (!warm.isBroken) return warm;
      this.instances.delete(warm);
    }
    if (this.instances.size < MAX_INSTANCES) return this.add();
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private add() {
    const instance = this.create();
    this.instances.add(instance);
    return instance;
  }

  private release(instance: Instance) {
    const next = this.waiting.shift();
    if (instance.isBroken) this.instances.delete(instance);
    if (next) next.resolve(instance.isBroken ? this.add() : instance);
    else if (!instance.isBroken) this.idle.push(instance);
  }
}

const closed = () => new CloudError('FUNCTIONS_EXECUTE_FAIL', 'the cloud was closed');
