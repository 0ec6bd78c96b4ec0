import { CloudError } from './errors';
import type { Instance, Job } from './instance';

/** Instances of one function at a time; further calls wait. */
const MAX_INSTANCES = 4;

interface Waiting {
  resolve: (instance: Instance) => void;
  reject: (error: Error) => void;
}

/** The warm instances of one function. */
export class Pool {
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
