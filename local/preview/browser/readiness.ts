/** Whether the demo can be used yet: the local cloud says so, and what it is doing until then. */
const ASK_AGAIN_MS = 500;

interface Readiness {
  ready: boolean;
  doing?: string;
}

/** Ready where no local cloud answers. */
async function readiness(): Promise<Readiness> {
  const response = await fetch('/local/ready').catch(() => undefined);
  if (!response?.ok) return { ready: true };
  const { ready = true, doing } = (await response.json()) as Partial<Readiness>;
  return { ready, ...(doing && { doing }) };
}

/** @param tell is given what is being done meanwhile. */
export async function whenReady(tell: (doing: string) => void): Promise<void> {
  for (let state = await readiness(); !state.ready; state = await readiness()) {
    tell(`${state.doing ?? '正在准备'} …`);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}
