import { AppError } from '../../domain/errors';
import * as z from '../../domain/zod';
import { fieldErrors, loadFailure, sentenceOf, showError } from '../../miniprogram/show-error';
import { aPhone } from '../support/mini-page';

test('people read the sentence, never the detail', () => {
  expect(sentenceOf(new AppError('BUSY', 'rev 7 of c1'))).toBe('现在同时操作的人较多，请稍等几秒再试一次');
});

test('what nobody expected is logged, and people read that it is our fault', () => {
  const log = jest.spyOn(console, 'error').mockImplementation();
  const error = new TypeError('x is undefined');
  expect(sentenceOf(error)).toBe('系统开小差了，请稍后再试');
  expect(log).toHaveBeenCalledWith(error);
  log.mockRestore();
});

test('it stays until it has been read', () => {
  const { wx } = aPhone();
  Object.assign(globalThis, { wx });
  showError(new AppError('NOT_ALLOWED'));
  expect(wx.showModal).toHaveBeenCalledWith({
    content: '您没有权限进行此操作',
    showCancel: false,
    confirmText: '知道了',
  });
});

test.each([
  ['OFFLINE', { state: 'offline', stateText: '' }],
  ['NOT_FOUND', { state: 'error', stateText: '没有找到这条诉求，请返回列表后重试' }],
] as const)('a page that could not load because of %s', (code, expected) => {
  expect(loadFailure(new AppError(code))).toEqual(expected);
});

test('each field says the first thing that is wrong with it, also deep inside', () => {
  const form = z.object({
    words: z.string().min(5, '太短').regex(/水/, '没有水'),
    place: z.object({ name: z.string('没有名称') }),
  });
  const { error } = form.safeParse({ words: '井盖', place: {} });
  expect(fieldErrors(error!)).toEqual({ words: '太短', place: '没有名称' });
});
