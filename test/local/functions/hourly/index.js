const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  const { OPENID, SOURCE } = cloud.getWXContext();
  await cloud
    .database()
    .collection('runs')
    .add({ data: { at: cloud.database().serverDate() } });
  return { event, OPENID, SOURCE, trigger: process.env.TRIGGER_SRC };
};
