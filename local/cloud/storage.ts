import { randomBytes } from 'node:crypto';
import { isFields } from './ejson';
import type { Files } from './files';
import { type Answers, list, optionalNumber, text } from './parameters';
import { invalid } from './errors';

/** CloudBase documentation. */
const MAX_FILES_PER_CALL = 50;
const DAY_SECONDS = 24 * 60 * 60;
const UPLOAD_SECONDS = 10 * 60;

/** The storage operations of the allow-list. `url` is the cloud's address. */
export function storageAnswers(files: Files, url: string): Answers {
  return {
    'storage.getUploadMetadata': (parameters) => {
      const path = text(parameters, 'path');
      const fileId = files.idOf(path);
      const address = `${url}/cos/${encodeURI(path)}?${files.sign('put', path, UPLOAD_SECONDS)}`;
      const cosFileId = randomBytes(32).toString('hex');
      // The address carries the signature; the two headers' values are only handed through.
      const headers = { token: randomBytes(16).toString('hex'), authorization: 'q-sign-algorithm=sha1' };
      return { data: { url: address, ...headers, fileId, cosFileId } };
    },
    'storage.batchGetDownloadUrl': (parameters) => ({
      data: { download_list: list(parameters, 'file_list', MAX_FILES_PER_CALL).map(temporaryUrl) },
    }),
    'storage.batchDeleteFile': (parameters) => ({
      data: { delete_list: list(parameters, 'fileid_list', MAX_FILES_PER_CALL).map(remove) },
    }),
  };

  function temporaryUrl(asked: unknown) {
    if (!isFields(asked)) throw invalid('file_list must hold objects');
    const fileID = text(asked, 'fileid');
    const path = files.find(fileID);
    if (!path) return { fileID, tempFileURL: '', maxAge: 0, code: 'STORAGE_FILE_NONEXIST' };
    const maxAge = Math.min(optionalNumber(asked, 'max_age') ?? DAY_SECONDS, DAY_SECONDS);
    // Not percent-encoded: the SDK's downloadFile does that itself.
    return { fileID, tempFileURL: `${url}/cdn/${path}?${files.sign('get', path, maxAge)}`, maxAge, code: 'SUCCESS' };
  }

  function remove(fileID: unknown) {
    if (typeof fileID !== 'string') throw invalid('fileid_list must hold texts');
    const path = files.find(fileID);
    if (!path) return { fileID, code: 'STORAGE_FILE_NONEXIST' };
    files.remove(path);
    return { fileID, code: 'SUCCESS' };
  }
}
