const tell = (what: string) => void getApp<{ story: string[] }>().story.push(what);

/** Functions that tell the app that they were called. */
export const tellers = (name: string, events: string[]): Record<string, () => void> =>
  Object.fromEntries(events.map((event) => [event, () => tell(`${name} ${event}`)]));

/** A page that tells all that happens to it. */
export const tellingPage = (name: string) => tellers(name, ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']);
