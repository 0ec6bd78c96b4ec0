/** Does with the SDK what a test asks, and says what the SDK answered or threw. */
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const database = cloud.database({ throwOnNotFound: false });

const deeds = {
  context: async (_data, context) => ({
    ...cloud.getWXContext(),
    userInfo: context.event.userInfo,
    setting: process.env.SETTING,
    trigger: process.env.TRIGGER_SRC,
    functionName: context.function_name,
  }),
  add: ({ collection, data }) => database.collection(collection).add({ data }),
  get: ({ collection, id }) => database.collection(collection).doc(id).get(),
  set: ({ collection, id, data }) => database.collection(collection).doc(id).set({ data }),
  update: ({ collection, where, data }) => database.collection(collection).where(where).update({ data }),
  bump: ({ collection, id }) =>
    database
      .collection(collection)
      .doc(id)
      .update({ data: { n: database.command.inc(1), at: database.serverDate() } }),
  transaction: () => database.startTransaction(),
  clock: async () => ({
    now: Date.now(),
    fresh: new Date().getTime(),
    text: Date(),
    isDate: new Date() instanceof Date,
    remade: new new Date(5).constructor().getTime(),
    fixed: new Date(2020, 0, 1).getFullYear(),
  }),
  upload: ({ path, text }) => cloud.uploadFile({ cloudPath: path, fileContent: Buffer.from(text) }),
  download: async ({ fileID }) => (await cloud.downloadFile({ fileID })).fileContent.toString(),
  address: ({ fileList }) => cloud.getTempFileURL({ fileList }),
  erase: ({ fileList }) => cloud.deleteFile({ fileList }),
  check: ({ content }) =>
    cloud.openapi.security.msgSecCheck({ content, version: 2, scene: 2, openid: cloud.getWXContext().OPENID }),
  send: () => cloud.openapi.subscribeMessage.send({ touser: 'someone', templateId: 'T', data: {} }),
  code: () => cloud.openapi.wxacode.getUnlimited({ scene: 'x' }),
  nested: ({ name, data }) => cloud.callFunction({ name, data }),
  say: async ({ text }) => console.log('said', text),
};

exports.main = async (event, context) => {
  const openidBefore = cloud.getWXContext().OPENID;
  try {
    const answer = await deeds[event.deed](event, { ...context, event });
    return { answer, openidBefore, openidAfter: cloud.getWXContext().OPENID };
  } catch (error) {
    return { error: { errCode: error.errCode, code: error.code, message: error.errMsg || error.message } };
  }
};
