/** A photo being filled in. Only those with a `fileId` have arrived in the cloud. */
export type Photo = {
  key: string;
  /** What to show: the phone's file, or the fileID once only that is known. */
  url: string;
  /** '' until it has arrived. */
  fileId: string;
  state: 'uploading' | 'done' | 'failed';
};

export const MAX_PHOTOS = 6;

export const fileIdsOf = (photos: readonly Photo[]): string[] =>
  photos.filter(({ state }) => state === 'done').map(({ fileId }) => fileId);

/** Why the form cannot go out yet because of its photos; '' when it can. */
export function photoProblem(photos: readonly Photo[]): string {
  if (photos.some(({ state }) => state === 'uploading')) return '照片还在上传，请稍等几秒';
  if (photos.some(({ state }) => state === 'failed')) return '有照片没有上传成功，请点照片重试，或删除它';
  return '';
}

/** Photos of a saved draft. What is in the cloud is there for good; the rest can be sent again while the app lives. */
export const restoredPhotos = (photos: readonly Photo[]): Photo[] =>
  photos.map((photo) => (photo.fileId ? { ...photo, url: photo.fileId } : { ...photo, state: 'failed' }));
