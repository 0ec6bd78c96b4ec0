import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Artefact } from './artefacts';
import type { Clock } from './clock';
import { CloudError } from './errors';

/** What the runner is told, and what it tells. */
export interface Job {
  environment: Record<string, string>;
  event: object;
  context: object;
  /** The time it is for this run, where that is not the cloud's. */
  at?: number;
}
type Message =
  | { type: 'log'; text: string }
  | { type: 'loaded' }
  | { type: 'done'; result: string }
  | { type: 'failed'; message: string; stack: string };

/** Loading a bundle is not counted as running; CloudBase allows it far longer. */
const LOAD_TIMEOUT_MS = 30_000;

/** One warm copy of a function in a worker thread; see runner.cjs. */
export class Instance {
  /** After a timeout or a crash it must not be used again. */
  isBroken = false;
  private readonly worker: Worker;
  private settle?: { resolve: (result: string) => void; reject: (error: Error) => void };
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly artefact: Artefact,
    clock: Clock,
    private readonly log: (line: string) => void,
  ) {
    const workerData = { source: artefact.source, file: artefact.file, clock: clock.shared };
    this.worker = new Worker(join(__dirname, 'runner.cjs'), { workerData, env: {} });
    this.worker.on('message', (message: Message) => {
      if (message.type === 'log') log(`${artefact.name}: ${message.text}`);
      else this.hear(message);
    });
    this.worker.on('error', (error) => this.break(executeFail(error.message, error.stack ?? '')));
    this.worker.on('exit', () => this.break(executeFail('the process exited', '')));
  }

  /** @returns the function's result as JSON text */
  run(job: Job): Promise<string> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.limit(LOAD_TIMEOUT_MS);
      this.worker.postMessage(job);
    });
  }

  async stop() {
    this.break(executeFail('the cloud was closed', ''));
    await this.worker.terminate();
  }

  private hear(message: Exclude<Message, { type: 'log' }>) {
    if (message.type === 'loaded') return this.limit(this.artefact.timeoutMs);
    clearTimeout(this.timer);
    if (message.type === 'done') return this.settle?.resolve(message.result);
    this.log(`${this.artefact.name}: failed: ${message.stack || message.message}`);
    this.settle?.reject(executeFail(message.message, message.stack));
  }

  private limit(ms: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const seconds = ms / 1000;
      this.break(new CloudError('FUNCTIONS_TIME_LIMIT_EXCEEDED', `Invoking task timed out after ${seconds} seconds`));
      void this.worker.terminate();
    }, ms);
  }

  private break(error: Error) {
    this.isBroken = true;
    clearTimeout(this.timer);
    this.settle?.reject(error);
  }
}

/** The form in which CloudBase reports what a function threw. */
const executeFail = (errorMessage: string, stackTrace: string) =>
  new CloudError('FUNCTIONS_EXECUTE_FAIL', JSON.stringify({ errorCode: 1, errorMessage, stackTrace, statusCode: 430 }));
