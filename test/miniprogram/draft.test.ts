import { clearDraft, draftChanges, restoreDraft, saveDraft } from '../../miniprogram/draft';
import { aPhone } from '../support/mini-page';

beforeEach(() => Object.assign(globalThis, { wx: aPhone().wx }));

test('a draft comes back as it was saved, under its own key only', () => {
  saveDraft('report', { words: '积水' });
  expect(restoreDraft('report')).toEqual({ words: '积水' });
  expect(restoreDraft('rate:1')).toBeUndefined();
});

test('a cleared draft is gone', () => {
  saveDraft('report', { words: '积水' });
  clearDraft('report');
  expect(restoreDraft('report')).toBeUndefined();
});

test('a change before the first sending touches nothing else', () => {
  const draft: { requestId: string; wasSent?: boolean; words: string } = { requestId: 'first', words: '' };
  expect(draftChanges(draft, { words: '积水' })).toEqual({ 'draft.words': '积水' });
});

test('a change after a sending, of which nobody knows whether it arrived, makes it another request', () => {
  const changes = draftChanges({ requestId: 'first', wasSent: true, words: '积水' }, { words: '井盖' });
  expect(changes).toEqual({
    'draft.words': '井盖',
    'draft.requestId': expect.not.stringMatching('^first$'),
    'draft.wasSent': false,
  });
});
