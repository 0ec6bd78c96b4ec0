/** Answers once `guests` invocations are here at the same time: it proves that they run side by side. */
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const arrivals = () => cloud.database().collection('arrivals');

exports.main = async ({ guests }) => {
  const { OPENID: me } = cloud.getWXContext();
  await arrivals().add({ data: { _id: me, isHere: true } });
  for (;;) {
    const { total } = await arrivals().where({ isHere: true }).count();
    if (total === guests) return { me, stillMe: cloud.getWXContext().OPENID };
  }
};
