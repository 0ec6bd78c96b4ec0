/** A street on which several neighbours meet the same matter: enough people answer for their answers to be published. */
import { CONSENT_VERSION } from '../../../domain/concern';
import { SMALL_LANDMARKS } from '../small-town';
import { draft, OWNER, place, VERIFIER, type Step, type Story } from '../story';

const street = SMALL_LANDMARKS.find(({ name }) => name === '梅坪大街')!;
const neighbour = (number: number) => `demo-neighbour-${91 + number}`;

const join = (number: number): Step => ({
  workdaysAgo: 19,
  time: `1${number % 10}:30`,
  by: neighbour(number),
  action: 'joinConcern',
  input: { consentVersion: CONSENT_VERSION },
});

const ANSWERS: [solved: string, satisfaction: number, tags: string[], words: string][] = [
  ['yes', 5, ['thorough'], '路面平了，晚上骑车不怕了。'],
  ['yes', 5, ['prompt', 'kind'], '来看了三次，说到做到。'],
  ['yes', 4, ['thorough'], '补得很平，谢谢。'],
  ['partly', 3, ['slow'], '主路好了，巷口那一小段还差一点。'],
  ['yes', 5, ['prompt'], '老人家推车出门方便多了。'],
  ['yes', 4, [], '比以前快，辛苦了。'],
  ['yes', 5, ['kind'], '工人师傅很有礼貌，收工还扫干净。'],
];
const answer = ([solved, satisfaction, tags, words]: (typeof ANSWERS)[number], number: number): Step => ({
  workdaysAgo: 12,
  time: `1${number}:05`,
  by: neighbour(number),
  action: 'rateConcern',
  input: { solved, satisfaction, tags, words },
});

export const NEIGHBOURS: Story = {
  name: 'neighbours-0',
  steps: [
    {
      workdaysAgo: 20,
      time: '09:20',
      by: neighbour(0),
      action: 'submitConcern',
      input: draft({
        categoryId: 'B1',
        words: '梅坪大街中段的路面坑坑洼洼，下雨看不见坑，已经摔了两个骑车的人。',
        place: place({ ...street, name: '梅坪大街中段' }),
      }),
    },
    { workdaysAgo: 20, time: '10:10', by: OWNER, action: 'recordFirstContact', input: { way: 'visit', words: '' } },
    ...[1, 2, 3, 4, 5, 6, 7].map(join),
    {
      workdaysAgo: 16,
      time: '16:00',
      by: OWNER,
      action: 'proposeClosing',
      input: {
        kind: 'resolved',
        words: '铣刨后重新铺了沥青，补划了标线。',
        outcomes: [{ what: '沥青路面', quantity: 260, unit: '米' }],
        photoFileIds: [],
      },
    },
    {
      workdaysAgo: 13,
      time: '09:40',
      by: VERIFIER,
      action: 'decide',
      input: { kind: 'closing', agrees: true, words: '现场走了一遍，路面平整。' },
    },
    ...ANSWERS.map(answer),
  ],
};
