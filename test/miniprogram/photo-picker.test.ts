/** @jest-environment jsdom */
import { photoProblem, restoredPhotos, type Photo } from '../../miniprogram/components/photo-picker/photo';
import { accepts, aPhone, renderComponent, settled, type PretendedPhone } from '../support/mini-page';

const aPhoto = (changes: Partial<Photo> = {}): Photo => ({
  key: 'one',
  url: 'wxfile://tmp/one.jpg',
  fileId: 'cloud://one.jpg',
  state: 'done',
  ...changes,
});
const photos = (count: number) => Array.from({ length: count }, (_, index) => aPhoto({ key: `photo-${index}` }));

type Upload = { cloudPath: string; success(arrived: { fileID: string }): void; fail(error: { errMsg: string }): void };
/** A phone whose uploads the test ends one by one. */
function aPhoneWithFiles(...paths: string[]): { phone: PretendedPhone; uploads: Upload[] } {
  const phone = aPhone();
  const uploads: Upload[] = [];
  phone.answers.startUpload = accepts<'startUpload'>({ prefix: 'uploads/me/' });
  phone.wx.cloud.uploadFile.mockImplementation((upload: Upload) => void uploads.push(upload));
  phone.wx.chooseMedia.mockResolvedValue({ tempFiles: paths.map((tempFilePath) => ({ tempFilePath })) });
  return { phone, uploads };
}

test.each([
  [0, 6],
  [4, 2],
])('with %d photos %d more can be chosen', async (have, more) => {
  const { phone } = aPhoneWithFiles();
  await renderComponent('photo-picker', { photos: photos(have) }, phone).handle('onAdd');
  expect(phone.wx.chooseMedia).toHaveBeenCalledWith(expect.objectContaining({ count: more }));
});

test.each([
  [5, true],
  [6, false],
])('with %d photos there is a place for another: %s', (have, isThere) => {
  const { text } = renderComponent('photo-picker', { photos: photos(have) });
  expect(text().includes(`${have}/6`)).toBe(isThere);
});

test('a phone that hands over too many photos is not taken at its word', async () => {
  const { phone } = aPhoneWithFiles('a.jpg', 'b.jpg', 'c.jpg');
  const picker = renderComponent('photo-picker', { photos: photos(5) }, phone);
  const heard = picker.hear('change');
  await picker.handle('onAdd');
  expect(heard[0].photos).toHaveLength(6);
});

test('a photo goes to the caller’s own folder at once, and then carries its fileID', async () => {
  const { phone, uploads } = aPhoneWithFiles('wxfile://tmp/two.png');
  const picker = renderComponent('photo-picker', { photos: [] }, phone);
  const heard = picker.hear('change');
  await picker.handle('onAdd');
  expect(heard.at(-1).photos[0]).toMatchObject({ state: 'uploading', fileId: '' });
  expect(uploads[0]!.cloudPath).toMatch(/^uploads\/me\/\w+\.png$/);
  uploads[0]!.success({ fileID: 'cloud://two.png' });
  await settled();
  expect(heard.at(-1).photos[0]).toMatchObject({ state: 'done', fileId: 'cloud://two.png' });
});

test('a photo that did not arrive stays, and goes again on touch', async () => {
  const { phone, uploads } = aPhoneWithFiles('a.jpg');
  const picker = renderComponent('photo-picker', { photos: [] }, phone);
  const heard = picker.hear('change');
  await picker.handle('onAdd');
  uploads[0]!.fail({ errMsg: 'uploadFile:fail' });
  await settled();
  expect(heard.at(-1).photos[0]).toMatchObject({ state: 'failed', url: 'a.jpg' });
  await picker.tap('.photo__frame', 0);
  expect(heard.at(-1).photos[0]).toMatchObject({ state: 'uploading' });
  expect(uploads).toHaveLength(2);
});

test('a photo removed while it travels stays removed', async () => {
  const { phone, uploads } = aPhoneWithFiles('a.jpg');
  const picker = renderComponent('photo-picker', { photos: [] }, phone);
  const heard = picker.hear('change');
  await picker.handle('onAdd');
  await picker.handle('onRemove', {}, { key: heard[0].photos[0].key });
  uploads[0]!.success({ fileID: 'cloud://late.jpg' });
  await settled();
  expect(heard.at(-1)).toEqual({ photos: [] });
});

test('while the form is being sent photos neither come nor go', async () => {
  const { phone } = aPhoneWithFiles('a.jpg');
  const picker = renderComponent('photo-picker', { photos: photos(1), disabled: true }, phone);
  const heard = picker.hear('change');
  await picker.handle('onAdd');
  await picker.handle('onRemove', {}, { key: 'photo-0' });
  expect(heard).toEqual([]);
});

test('a photo in the cloud that the phone cannot show says that it has arrived', async () => {
  const picker = renderComponent('photo-picker', { photos: photos(1) });
  await picker.handle('onUnseen', {}, { index: 0 });
  expect(picker.text()).toContain('已上传');
});

test('a form waits for photos under way and for those that failed', () => {
  expect(photoProblem([aPhoto()])).toBe('');
  expect(photoProblem([aPhoto({ state: 'uploading' })])).toMatch('还在上传');
  expect(photoProblem([aPhoto({ state: 'failed' })])).toMatch('没有上传成功');
});

test('a restored draft shows what is in the cloud, and offers to send the rest again', () => {
  const restored = restoredPhotos([aPhoto(), aPhoto({ key: 'two', fileId: '', state: 'uploading' })]);
  expect(restored).toEqual([aPhoto({ url: 'cloud://one.jpg' }), aPhoto({ key: 'two', fileId: '', state: 'failed' })]);
});
