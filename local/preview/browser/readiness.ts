/** Whether the demo can be used yet, and how far its past has been played: the local cloud says so. */
const ASK_AGAIN_MS = 500;
const LOOK_AGAIN_MS = 2000;

interface Readiness {
  ready: boolean;
  /** What is being done until then. */
  doing?: string;
  /** Concerns that are there already, and how many there will be. */
  played?: number;
  of?: number;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ready where no local cloud answers. */
async function readiness(): Promise<Readiness> {
  const response = await fetch('/local/ready').catch(() => undefined);
  if (!response?.ok) return { ready: true };
  return { ready: true, ...((await response.json()) as Partial<Readiness>) };
}

/** @param tell is given what is being done meanwhile. */
export async function whenReady(tell: (doing: string) => void): Promise<void> {
  for (let state = await readiness(); !state.ready; state = await readiness()) {
    tell(`${state.doing ?? '正在准备'}，请稍候 …`);
    await wait(ASK_AGAIN_MS);
  }
}

/** @param tell is given one line while the past is still being played, and at the end an empty one. */
export async function followPast(tell: (line: string) => void): Promise<void> {
  for (;;) {
    const { played = 0, of = 0 } = await readiness();
    tell(played < of ? `演示街道还在补充往日的诉求 ${played}／${of}` : '');
    if (played >= of) return;
    await wait(LOOK_AGAIN_MS);
  }
}
