import { callCloud, newRequestId, uploadPhoto } from '../../miniprogram/cloud';
import { accepts, aPhone, refuses, type PretendedPhone } from '../support/mini-page';

let phone: PretendedPhone;

beforeEach(() => {
  phone = aPhone();
  Object.assign(globalThis, { wx: phone.wx });
});

describe('callCloud', () => {
  test('gives the data together with the server’s clock', async () => {
    phone.answers.startUpload = accepts<'startUpload'>({ prefix: 'mine/' });
    await expect(callCloud('startUpload', {})).resolves.toEqual({ data: { prefix: 'mine/' }, now: NOW });
  });

  test('sends action, input and request id to the one function of phones', async () => {
    phone.answers.readInbox = accepts<'readInbox'>({});
    await callCloud('readInbox', { ids: ['n1'] }, 'request-1');
    expect(phone.wx.cloud.callFunction).toHaveBeenCalledWith({
      name: 'api',
      data: { action: 'readInbox', input: { ids: ['n1'] }, requestId: 'request-1' },
    });
  });

  test('a read sends no request id', async () => {
    phone.answers.startUpload = accepts<'startUpload'>({ prefix: 'mine/' });
    await callCloud('startUpload', {});
    expect(phone.asked('startUpload')[0]).not.toHaveProperty('requestId');
  });

  test('a refusal arrives with code, sentence and field', async () => {
    phone.answers.addDetail = refuses('INVALID_INPUT', 'words');
    await expect(callCloud('addDetail', {} as never, 'request-1')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      userMessage: '填写的内容有误，请检查后再提交',
      field: 'words',
    });
  });

  test('no answer is OFFLINE, and the log keeps what WeChat said', async () => {
    phone.answers.listInbox = 'offline';
    await expect(callCloud('listInbox', {})).rejects.toMatchObject({ code: 'OFFLINE', detail: /request:fail/ });
  });
});

test('a request id is one that the contract takes, and never the same twice', () => {
  const ids = Array.from({ length: 200 }, newRequestId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[\w-]{8,64}$/.test(id))).toBe(true);
});

describe('uploadPhoto', () => {
  type Options = { cloudPath: string; success(arrived: { fileID: string }): void; fail(error: object): void };
  const upload = (end: (options: Options) => unknown) => {
    phone.answers.startUpload = accepts<'startUpload'>({ prefix: 'uploads/me/' });
    phone.wx.cloud.uploadFile.mockImplementation(end);
  };

  test.each([
    ['wxfile://tmp/a.PNG', 'png'],
    ['http://tmp/b.jpeg', 'jpeg'],
    ['wxfile://tmp/without-extension', 'jpg'],
  ])('%s goes to the caller’s own folder as .%s', async (path, extension) => {
    upload(({ success, cloudPath }) => success({ fileID: `cloud://env/${cloudPath}` }));
    await expect(uploadPhoto(path)).resolves.toMatch(new RegExp(`^cloud://env/uploads/me/\\w{30}\\.${extension}$`));
  });

  test('tells how far it is', async () => {
    const percents: number[] = [];
    upload(({ success }) => ({
      onProgressUpdate(tell: (update: { progress: number }) => void) {
        tell({ progress: 40 });
        success({ fileID: 'cloud://a' });
      },
    }));
    await uploadPhoto('a.jpg', (percent) => percents.push(percent));
    expect(percents).toEqual([40]);
  });

  test('a photo that does not arrive is OFFLINE', async () => {
    upload(({ fail }) => fail({ errMsg: 'uploadFile:fail timeout' }));
    await expect(uploadPhoto('a.jpg')).rejects.toMatchObject({ code: 'OFFLINE' });
  });

  test('without a folder nothing is sent', async () => {
    phone.answers.startUpload = 'offline';
    await expect(uploadPhoto('a.jpg')).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(phone.wx.cloud.uploadFile).not.toHaveBeenCalled();
  });
});
