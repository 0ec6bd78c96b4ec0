globalThis.getApp = () => ({});
globalThis.getCurrentPages = () => [];
