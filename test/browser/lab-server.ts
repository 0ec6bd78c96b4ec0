import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { previewSite, type Person } from '../../local/preview/site';

const people: Person[] = [
  { openid: 'resident-1', name: '桂花里住户', role: 'resident', hint: '住桂花里', home: '/pages/home/home' },
  { openid: 'officer-1', name: '桂花里网格员', role: 'officer', hint: '桂花里网格', home: '/pages/home/home' },
  { openid: 'coordinator-1', name: '赵敏', role: 'coordinator', hint: '河西社区', home: '/pages/places/places' },
];
const landmarks = [
  { name: '文化广场', address: '河西路 1 号', latitude: 30.25, longitude: 120.15 },
  { name: '中心小学', address: '学院街 20 号', latitude: 30.253, longitude: 120.146 },
];
const corners = [
  { latitude: 30.255, longitude: 120.145 },
  { latitude: 30.255, longitude: 120.155 },
  { latitude: 30.245, longitude: 120.155 },
  { latitude: 30.245, longitude: 120.145 },
];

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

interface State {
  offsetMs: number;
  timers: string[];
  resets: number;
  readiness: object;
  consents: object[];
}

/** Answers like the local cloud, as far as the lab calls it. */
async function cloudAnswer(request: IncomingMessage, state: State) {
  const url = new URL(request.url ?? '/', 'http://lab');
  const body = await bodyOf(request);
  if (url.pathname === '/local/upload')
    return { fileID: `cloud://lab/${url.searchParams.get('path')}/${body.length > 0}` };
  const data = (body ? JSON.parse(body) : {}) as Record<string, any>;
  if (url.pathname === '/local/ready') return state.readiness;
  if (url.pathname === '/local/consent') state.consents.push(data);
  if (url.pathname === '/local/reset') state.resets += 1;
  if (url.pathname === '/local/timer') state.timers.push(data['name']);
  if (url.pathname === '/local/clock' && request.method === 'POST') state.offsetMs = data['offsetMs'];
  if (url.pathname === '/local/clock') return { offsetMs: state.offsetMs };
  if (data['name'] === 'fails') return { error: { code: -504002, message: '坏了' } };
  return { result: { ...data['data'], openid: data['openid'] } };
}

interface Lab {
  url: string;
  /** The functions that were started as their timers would. */
  timers: string[];
  resets: () => number;
  /** What `/local/ready` answers from now on. */
  answerReady: (readiness: object) => void;
  /** Consents to messages that the phones told. */
  consents: object[];
  close: () => void;
}

/** The lab's preview and a stand-in for the local cloud on one free port. */
export async function serveLab(out: string): Promise<Lab> {
  const site = previewSite({
    out,
    people: () => people,
    landmarks: () => landmarks,
    messages: () => ({ 办结通知: '事情办结了' }),
    grids: () => [{ name: '河西', points: corners }],
  });
  const state: State = { offsetMs: 0, timers: [], resets: 0, consents: [], readiness: { ready: true } };
  const server: Server = createServer(async (request, response) => {
    if (await site(request, response)) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(await cloudAnswer(request, state)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    timers: state.timers,
    resets: () => state.resets,
    answerReady: (readiness) => void (state.readiness = readiness),
    consents: state.consents,
    close: () => server.close(),
  };
}
