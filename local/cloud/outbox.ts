import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** One call to WeChat's openapi that a function was permitted to make, and what WeChat answered. */
export interface Sent {
  /** Milliseconds by the cloud's clock. */
  at: number;
  api: string;
  functionName: string;
  openid?: string;
  request: Record<string, unknown>;
  reply: object;
}

/** Everything that would have left for WeChat, kept as one JSON line each. */
export class Outbox {
  private sent: Sent[];

  constructor(private readonly file: string) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    this.sent = lines.filter(Boolean).map((line) => JSON.parse(line) as Sent);
  }

  all(): Sent[] {
    return [...this.sent];
  }

  add(sent: Sent) {
    appendFileSync(this.file, `${JSON.stringify(sent)}\n`);
    this.sent.push(sent);
  }

  /** @returns what brings back the messages there are now. */
  snapshot(): () => void {
    const kept = this.all();
    return () => {
      writeFileSync(this.file, kept.map((sent) => `${JSON.stringify(sent)}\n`).join(''));
      this.sent = [...kept];
    };
  }

  clear() {
    rmSync(this.file, { force: true });
    this.sent = [];
  }
}
