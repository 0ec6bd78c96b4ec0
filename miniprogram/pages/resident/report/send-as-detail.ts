import { ACTIONS } from '../../../../domain/contract';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, type Photo } from '../../../components/photo-picker/photo';
import { saveDraft } from '../../../draft';
import { showError } from '../../../show-error';

/**
 * What was written for a report goes to the concern that was joined instead, if there is enough of it. What does not
 * arrive waits as the draft of a further detail.
 */
export async function sendAsDetail(concernId: string, { words, photos }: { words: string; photos: Photo[] }) {
  const detail = ACTIONS.addDetail.input.safeParse({ concernId, words, photoFileIds: fileIdsOf(photos) });
  if (!detail.success) return;
  const requestId = newRequestId();
  try {
    await callCloud('addDetail', detail.data, requestId);
  } catch (error) {
    saveDraft(`addDetail:${concernId}`, { requestId, words, photos, wasSent: true });
    showError(error);
  }
}
