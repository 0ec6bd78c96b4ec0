/**
 * One worker is one instance of a function: its own process.env, one invocation at a time, module state kept
 * while warm. It gives the function the cloud's clock and takes its console; nothing else tells it where it runs.
 */
const { Module } = require('node:module');
const { dirname } = require('node:path');
const { format } = require('node:util');
const { parentPort, workerData } = require('node:worker_threads');

const runAt = setClock(workerData.clock);
for (const level of ['debug', 'log', 'info', 'warn', 'error'])
  console[level] = (...words) => parentPort.postMessage({ type: 'log', text: format(...words) });

let loaded;
parentPort.on('message', async ({ environment, event, context, at }) => {
  setEnvironment(environment);
  runAt(at);
  try {
    loaded ??= load(workerData);
    parentPort.postMessage({ type: 'loaded' });
    const result = await loaded.main(event, context);
    parentPort.postMessage({ type: 'done', result: JSON.stringify(result ?? null) });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
    parentPort.postMessage({ type: 'failed', message, stack });
  }
});

/** Runs the very text whose hash /local/ready shows, even if the file has changed since. */
function load({ source, file }) {
  const bundle = new Module(file, null);
  bundle.filename = file;
  bundle.paths = Module._nodeModulePaths(dirname(file));
  bundle._compile(source, file);
  if (typeof bundle.exports.main !== 'function') throw new Error('the function exports no main');
  return bundle.exports;
}

function setEnvironment(environment) {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

/**
 * @param clock [milliseconds ahead of the machine, instant it stands still at or NaN], shared with the cloud
 * @returns what gives one invocation a time of its own, at which its clock stands still; undefined takes it away
 */
function setClock(clock) {
  const machineNow = Date.now;
  let own;
  const now = () => own ?? (Number.isNaN(clock[1]) ? machineNow() + clock[0] : clock[1]);
  const RealDate = Date;
  const CloudDate = new Proxy(RealDate, {
    construct: (target, values, self) => Reflect.construct(target, values.length ? values : [now()], self),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = CloudDate;
  globalThis.Date = CloudDate;
  return (at) => (own = at);
}
