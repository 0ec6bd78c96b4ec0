import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** How many messages each phone has accepted in WeChat's dialog and not received yet. WeChat counts them, not the product. */
export class Consents {
  private readonly counts: Map<string, number>;

  constructor(private readonly file: string) {
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
    this.counts = new Map(Object.entries(kept));
  }

  /** One more message is accepted; or the template is switched off, and what was accepted before is void. */
  hear(openid: string, templateId: string, accepts: boolean) {
    this.keep(openid, templateId, accepts ? this.count(openid, templateId) + 1 : 0);
  }

  /** @returns whether there was one to use. */
  use(openid: string, templateId: string): boolean {
    const count = this.count(openid, templateId);
    if (count > 0) this.keep(openid, templateId, count - 1);
    return count > 0;
  }

  /** @returns what brings back the counts there are now. */
  snapshot(): () => void {
    const kept = [...this.counts];
    return () => {
      this.counts.clear();
      for (const [key, count] of kept) this.counts.set(key, count);
      this.save();
    };
  }

  clear() {
    rmSync(this.file, { force: true });
    this.counts.clear();
  }

  private count(openid: string, templateId: string): number {
    return this.counts.get(`${openid} ${templateId}`) ?? 0;
  }

  private keep(openid: string, templateId: string, count: number) {
    this.counts.set(`${openid} ${templateId}`, count);
    this.save();
  }

  private save() {
    writeFileSync(this.file, JSON.stringify(Object.fromEntries(this.counts)));
  }
}
