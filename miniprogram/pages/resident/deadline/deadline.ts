import { isOpen } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';
import { readableProof } from './proof';

type Proof = { label: string; deadline: ConcernView['finish']; lines: string[] };

const proofsOf = ({ firstContact, finish }: ConcernView, now: Instant): Proof[] =>
  Object.entries({ 首次联系: firstContact, 办结: finish }).map(([label, deadline]) => ({
    label,
    deadline,
    lines: readableProof(deadline.lines, now),
  }));

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    title: '',
    proofs: [] as Proof[],
    stages: [] as ConcernView['stages'],
    nextUpdate: '',
    totals: [] as NonNullable<ConcernView['ball']>['totals'],
    isOver: false,
    now: 0,
  },

  onLoad(query) {
    this.setData({ concernId: query['id'] ?? '' });
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data: concern, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      const { categoryLabel, number, stages, nextUpdateAt, ball, status } = concern;
      this.setData({
        state: 'ready',
        title: `${categoryLabel} · ${number}`,
        proofs: proofsOf(concern, now),
        stages,
        nextUpdate: nextUpdateAt === undefined ? '' : `${formatMoment(nextUpdateAt, now)} 前`,
        totals: ball?.totals ?? [],
        isOver: !isOpen(status),
        now,
      });
    } catch (error) {
      failedToLoad(this, error);
    }
  },
});
