import type { Consents } from './consents';
import { type Fields, isFields } from './ejson';

/** Source: WeChat's error codes of subscribeMessage.send. */
const INVALID_OPENID = { errcode: 40003, errmsg: 'invalid openid' };
const INVALID_TEMPLATE = { errcode: 40037, errmsg: 'invalid template_id' };
const INVALID_PAGE = { errcode: 41030, errmsg: 'invalid page' };
const REFUSED = { errcode: 43101, errmsg: 'user refuse to accept the msg' };
const invalidArgument = (name: string) => ({ errcode: 47003, errmsg: `argument invalid! data.${name}.value invalid` });

const TEMPLATE_ID = /^[\w-]{43}$/;
const PAGE = /^pages\/[\w/-]+(\?.*)?$/;
const FIELD = /^([a-z_]+?)\d{1,2}$/;
/** What WeChat accepts in a field of each type. Source: the limits of subscription messages; types not used here are refused. */
const VALUES: Record<string, RegExp> = {
  thing: /^[^\n]{1,20}$/,
  phrase: /^[\u4e00-\u9fff]{1,5}$/,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( ([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/,
};

/** Answers as WeChat does: shapes first, then whether the person has accepted one more message of this template. */
export const sendMessage =
  (consents: Consents) =>
  ({ touser, template_id: templateId, page, data }: Fields): object => {
    if (typeof touser !== 'string' || touser === '') return INVALID_OPENID;
    if (typeof templateId !== 'string' || !TEMPLATE_ID.test(templateId)) return INVALID_TEMPLATE;
    if (page !== undefined && (typeof page !== 'string' || !PAGE.test(page))) return INVALID_PAGE;
    const wrong = isFields(data) ? wrongField(data) : '';
    if (wrong !== undefined) return invalidArgument(wrong);
    if (!consents.use(touser, templateId)) return REFUSED;
    return { errcode: 0, errmsg: 'ok' };
  };

/** The name of the first field that WeChat would not take; an empty name where there is none at all. */
function wrongField(data: Fields): string | undefined {
  const fields = Object.entries(data);
  if (!fields.length) return '';
  return fields.find(([name, content]) => {
    const rule = VALUES[FIELD.exec(name)?.[1] ?? ''];
    const value = isFields(content) ? content['value'] : undefined;
    return !rule || typeof value !== 'string' || !rule.test(value);
  })?.[0];
}
