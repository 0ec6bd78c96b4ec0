import { AppError, ERROR_MESSAGES, type ErrorCode } from '../../domain/errors';

const rows = Object.entries(ERROR_MESSAGES) as [ErrorCode, string][];

test.each(rows)('%s is said in one Chinese sentence without codes, full stop or blame', (_code, message) => {
  expect(message).toMatch(/^[\u4e00-\u9fff]/);
  expect(message.length).toBeLessThanOrEqual(40);
  expect(message).not.toMatch(/[A-Za-z]|[。!.]$|undefined|null|错误码|非法|失败/);
});

test('no two codes say the same', () => {
  expect(new Set(rows.map(([, message]) => message)).size).toBe(rows.length);
});

test('codes are constants in capitals', () => {
  for (const [code] of rows) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});

test('the detail is for the log, the sentence for people', () => {
  const error = new AppError('NOT_FOUND', 'concern 42 of openid-resident');
  expect(error).toMatchObject({ name: 'AppError', code: 'NOT_FOUND', detail: 'concern 42 of openid-resident' });
  expect(error.message).toBe('NOT_FOUND: concern 42 of openid-resident');
  expect(error.userMessage).toBe(ERROR_MESSAGES.NOT_FOUND);
  expect(new AppError('BUSY').message).toBe('BUSY');
});

test('a form may say more precisely what is wrong', () => {
  expect(new AppError('INVALID_INPUT', 'words', '请至少写 5 个字').userMessage).toBe('请至少写 5 个字');
});
