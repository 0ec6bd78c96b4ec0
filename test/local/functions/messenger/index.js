/** Sends the subscription message that a test asks for, and says what the SDK answered or threw. */
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async ({ message }) => {
  try {
    return await cloud.openapi.subscribeMessage.send(message);
  } catch ({ errCode, errMsg }) {
    return { errCode, errMsg };
  }
};
