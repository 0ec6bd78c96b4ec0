/** Photos and files: a real file chooser, unless the test scripted the answer. */
import { element, imageUrl, openLayer } from '../dom';
import { api, refuse } from './convention';
import { scripted } from './scripted';

interface ChooseOptions {
  count?: number;
  mediaType?: string[];
}

const fileTypeOf = (file: File) => (file.type.startsWith('video') ? 'video' : 'image');

function chooseFiles({ count = 9, mediaType = ['image'] }: ChooseOptions): Promise<File[]> {
  const input = element('input');
  input.type = 'file';
  input.accept = mediaType.map((type) => (type === 'mix' ? 'image/*,video/*' : `${type}/*`)).join(',');
  input.multiple = count > 1;
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () => resolve([...(input.files ?? [])].slice(0, count)));
    input.click();
  });
}

/** The file name stands in the fragment: code that looks at extensions finds one, and the blob is still found. */
const temporaryPath = (file: File) => `${URL.createObjectURL(file)}#${encodeURIComponent(file.name)}`;

async function choose(name: string, options: ChooseOptions) {
  const answer = scripted<{ tempFiles: { tempFilePath: string; size: number; fileType: string }[] }>('chooseMedia');
  if (answer) return answer;
  const files = await chooseFiles(options);
  if (!files.length) return refuse(`${name}:fail cancel`);
  const tempFiles = files.map((file) => ({
    tempFilePath: temporaryPath(file),
    size: file.size,
    fileType: fileTypeOf(file),
  }));
  return { tempFiles, type: tempFiles[0]?.fileType };
}

async function chooseImage(options: ChooseOptions) {
  const { tempFiles } = await choose('chooseImage', options);
  return {
    tempFilePaths: tempFiles.map(({ tempFilePath }) => tempFilePath),
    tempFiles: tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, size })),
  };
}

/** A touch closes it. */
function previewImage({ urls, current }: { urls: string[]; current?: string | number }): void {
  const first = typeof current === 'number' ? current : Math.max(0, urls.indexOf(current ?? ''));
  const images = urls.map((url) => Object.assign(element('img'), { src: imageUrl(url), alt: '预览图片' }));
  const strip = element('div', { class: 'viewer-strip' }, ...images);
  const close = element('button', { class: 'viewer-close', text: '关闭' });
  const layer = openLayer('viewer', strip, close);
  layer.addEventListener('click', () => layer.remove());
  strip.scrollLeft = first * strip.clientWidth;
}

async function getImageInfo({ src }: { src: string }) {
  const image = new Image();
  image.src = imageUrl(src);
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight, path: src, orientation: 'up', type: 'jpeg' };
}

const written = new Map<string, string | ArrayBuffer>();

async function readFile({ filePath, encoding }: { filePath: string; encoding?: string }) {
  const known = written.get(filePath);
  const buffer = known === undefined ? await (await fetch(filePath)).arrayBuffer() : known;
  if (!encoding || typeof buffer === 'string') return { data: buffer };
  const bytes = new Uint8Array(buffer);
  if (encoding !== 'base64') return { data: new TextDecoder().decode(bytes) };
  return { data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}

/** As WeChat, which keeps what it downloads as a file of its own. */
async function downloadFile({ url }: { url: string }) {
  const response = await fetch(url).catch((error: Error) => refuse(`downloadFile:fail ${error.message}`));
  const name = decodeURIComponent(new URL(url, location.href).pathname.split('/').at(-1) ?? '');
  const file = new File([await response.blob()], name);
  return { tempFilePath: temporaryPath(file), statusCode: response.status };
}

/** The browser saves it; a phone would show it. */
function openDocument({ filePath }: { filePath: string }): void {
  const link = element('a');
  link.href = filePath;
  link.download = decodeURIComponent(filePath.split('#').at(-1) ?? '');
  link.click();
}

const fileSystem = {
  readFile: api('readFile', readFile),
  writeFile: api('writeFile', ({ filePath, data }: { filePath: string; data: string | ArrayBuffer }) => {
    written.set(filePath, data);
  }),
};

export const media = {
  chooseMedia: api('chooseMedia', (options: ChooseOptions) => choose('chooseMedia', options)),
  chooseImage: api('chooseImage', chooseImage),
  previewImage: api('previewImage', previewImage),
  getImageInfo: api('getImageInfo', getImageInfo),
  downloadFile: api('downloadFile', downloadFile),
  openDocument: api('openDocument', openDocument),
  shareFileMessage: api('shareFileMessage', openDocument),
  compressImage: api('compressImage', ({ src }: { src: string }) => ({ tempFilePath: src })),
  getFileSystemManager: () => fileSystem,
};
