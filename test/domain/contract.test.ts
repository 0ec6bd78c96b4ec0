import fc from 'fast-check';
import { ACTIONS, type ActionName } from '../../domain/contract';

const CONCERN = '0'.repeat(32);
const POINT = { kind: 'point', latitude: 22.505, longitude: 113.365, name: '恒美一村' };
const DRAFT = {
  categoryId: 'A1',
  words: '一下大雨就水浸',
  photoFileIds: ['cloud://first-visit.bucket/uploads/1.jpg'],
  place: POINT,
  phone: '13800000001',
  consentVersion: '2026-11',
};
const PIPE = { what: '排水管', quantity: 180, unit: '米' };
const CLOSING = {
  concernId: CONCERN,
  kind: 'resolved',
  words: '管道已经疏通',
  outcomes: [PIPE],
  photoFileIds: [],
};
const RATING = { concernId: CONCERN, solved: 'yes', satisfaction: 5, tags: ['prompt'], words: '很快' };
const WORDS = { concernId: CONCERN, words: '昨晚又浸水了', photoFileIds: [] };
const long = (length: number) => '水'.repeat(length);

const NO_CONCERN = '没有找到这条诉求，请返回列表后重试';
const [SHORT, LONG, PHOTOS] = ['请至少写 5 个字', '最多写 2000 个字', '最多上传 6 张照片'];
type Bad = [what: string, changes: object, field: string, message: string];

const badWords: Bad[] = [
  ['no words', { words: undefined }, 'words', '请填写内容'],
  ['four characters', { words: '  水浸四字 ' }, 'words', SHORT],
  ['2001 characters', { words: long(2001) }, 'words', LONG],
];
const badPhotos: Bad[] = [
  ['seven photos', { photoFileIds: Array(7).fill('cloud://a') }, 'photoFileIds', PHOTOS],
  ['a photo not uploaded', { photoFileIds: ['http://a'] }, 'photoFileIds.0', '照片没有上传成功，请删除后重新添加'],
];
const badDraft: Bad[] = [
  ...badWords,
  ...badPhotos,
  ['no category', { categoryId: '' }, 'categoryId', '请选择诉求类别'],
  ['a category left out', { categoryId: undefined }, 'categoryId', '请选择诉求类别'],
  ['no place chosen', { place: undefined }, 'place', '请选择地点，或选“没有具体地点”'],
  ['a place of no kind', { place: { kind: 'moon' } }, 'place.kind', '请选择地点，或选“没有具体地点”'],
  ['a point that is none', { place: { ...POINT, latitude: undefined } }, 'place.latitude', '请在地图上选择地点'],
  ['a long name of a place', { place: { ...POINT, name: long(61) } }, 'place.name', '地点名称最多 60 个字'],
  ['a wrong phone', { phone: '123' }, 'phone', '请填写正确的手机号或带区号的座机'],
  ['no consent', { consentVersion: undefined }, 'consentVersion', '请先阅读并同意个人信息处理说明'],
  ['consent to an old text', { consentVersion: '2025-01' }, 'consentVersion', '请先阅读并同意个人信息处理说明'],
];
const tooLong: Bad[] = [['1001 characters', { words: long(1001) }, 'words', '最多写 1000 个字']];
const badReason: Bad[] = [
  ['no reason', { words: undefined }, 'words', '请写明原因'],
  ['a short reason', { words: '没空' }, 'words', '请写清楚原因，至少 5 个字'],
  ['a long reason', { words: long(1001) }, 'words', '最多写 1000 个字'],
];
const noConcern: Bad = ['an id that is none', { concernId: '1' }, 'concernId', NO_CONCERN];

const TASK = { concernId: CONCERN, taskId: CONCERN };
const noTask: Bad = ['no task', { taskId: undefined }, 'taskId', '请选择哪一项任务'];
const noCall: Bad = ['an id that is none', { callbackId: '1' }, 'callbackId', '没有找到这通回访，请返回列表刷新'];

/** For each action an input that is accepted, and what a person may get wrong with what they are told. */
const CASES: Record<ActionName, [good: object, bad: Bad[]]> = {
  getHome: [{}, []],
  bindStaff: [{ code: 'ABC' }, [['no code', { code: ' ' }, 'code', '请填写邀请码']]],
  findPlaces: [{ search: '恒美' }, []],
  findStaff: [{ search: '网格员' }, []],
  startUpload: [{}, []],
  findNeighbours: [
    { categoryId: 'A1', place: POINT, words: '一下大雨就水浸' },
    [['no place chosen', { place: undefined }, 'place', '请选择地点，或选“没有具体地点”']],
  ],
  submitConcern: [DRAFT, badDraft],
  listMyConcerns: [{ offset: 20 }, []],
  getConcern: [{ concernId: CONCERN }, [noConcern]],
  explainRouting: [{ concernId: CONCERN, categoryId: 'A1', place: POINT }, [noConcern]],
  joinConcern: [
    { concernId: CONCERN, consentVersion: '2026-11' },
    [noConcern, ['an old consent', { consentVersion: '2025-01' }, 'consentVersion', '请先阅读并同意个人信息处理说明']],
  ],
  leaveConcern: [{ concernId: CONCERN }, [noConcern]],
  claimConcern: [
    { code: 'abcd-efgh 23', lastFour: '0001' },
    [
      ['no code', { code: undefined }, 'code', '请填写回执码'],
      ['a blank code', { code: ' - ' }, 'code', '请填写回执码'],
      ['a whole page', { code: long(41) }, 'code', '回执码是 10 位，请核对'],
      ['three digits', { lastFour: '001' }, 'lastFour', '请填写 4 位数字'],
      ['letters', { lastFour: 'abcd' }, 'lastFour', '请填写 4 位数字'],
    ],
  ],
  showSlip: [{ concernId: CONCERN }, [noConcern]],
  disputeClaim: [WORDS, [noConcern, ...badWords]],
  addDetail: [WORDS, [noConcern, ...badWords, ...badPhotos]],
  withdrawConcern: [
    { concernId: CONCERN, words: '' },
    [noConcern, ['1001 characters', { words: long(1001) }, 'words', '最多写 1000 个字']],
  ],
  rateConcern: [
    RATING,
    [
      noConcern,
      ['nothing chosen', { solved: undefined }, 'solved', '请选择问题是否解决了'],
      ['no stars', { satisfaction: undefined }, 'satisfaction', '请选择 1 到 5 星'],
      ['zero stars', { satisfaction: 0 }, 'satisfaction', '请选择 1 到 5 星'],
      ['six stars', { satisfaction: 6 }, 'satisfaction', '请选择 1 到 5 星'],
      ['half a star', { satisfaction: 4.5 }, 'satisfaction', '请选择 1 到 5 星'],
      ['501 characters', { words: long(501) }, 'words', '最多写 500 个字'],
    ],
  ],
  disownCallback: [{ concernId: CONCERN }, [noConcern]],
  supersedeCallback: [RATING, [noConcern, ['nothing chosen', { solved: undefined }, 'solved', '请选择问题是否解决了']]],
  listCallbacks: [{}, []],
  revealForCall: [{ callbackId: CONCERN }, [noCall]],
  recordCallback: [
    { callbackId: CONCERN, outcome: 'reached', solved: 'yes', satisfaction: 4 },
    [
      noCall,
      ['no outcome', { outcome: undefined }, 'outcome', '请选择电话打得怎么样'],
      ['reached without an answer', { solved: undefined }, 'solved', '请选择居民说问题是否解决了'],
      ['reached without stars', { satisfaction: undefined }, 'satisfaction', '请选择居民给几星'],
      ['501 characters', { words: long(501) }, 'words', '最多写 500 个字'],
    ],
  ],
  reopenConcern: [{ concernId: CONCERN, words: '昨晚又浸水了' }, [noConcern, ...badWords]],
  listInbox: [{}, []],
  readInbox: [{ ids: ['a'] }, []],
  addConsents: [{ accepted: ['assigned', 'emergency'] }, []],
  listToday: [{}, []],
  listMapConcerns: [{ bounds: { south: 22.4, west: 113.3, north: 22.5, east: 113.4 } }, []],
  recordConcern: [
    { ...DRAFT, capacity: 'visit' },
    [...badDraft, ['no occasion', { capacity: undefined }, 'capacity', '请选择是在什么场合听到的']],
  ],
  recordFirstContact: [
    { concernId: CONCERN, way: 'phone' },
    [
      noConcern,
      ['no way', { way: undefined }, 'way', '请选择联系方式'],
      ['1001 characters', { words: long(1001) }, 'words', '最多写 1000 个字'],
    ],
  ],
  reply: [WORDS, [noConcern, ...badWords, ...badPhotos]],
  revealContact: [{ concernId: CONCERN }, [noConcern]],
  proposeClosing: [
    CLOSING,
    [
      noConcern,
      ...badPhotos,
      ['no kind', { kind: undefined }, 'kind', '请选择办结方式'],
      ['no outcome', { words: undefined }, 'words', '请填写办理结果'],
      ['a short outcome', { words: '好了' }, 'words', '请写清楚办理结果，至少 5 个字'],
      ['a long outcome', { words: long(1001) }, 'words', '最多写 1000 个字'],
      ['seven outcomes', { outcomes: Array(7).fill(PIPE) }, 'outcomes', '最多写 6 项'],
      ...(
        [
          ['of nothing named', { what: ' ' }, 'what', '请写明是什么，例如“停车场”'],
          ['of what nobody sees', { what: '\u200b' }, 'what', '请写明是什么，例如“停车场”'],
          ['of a long name', { what: long(21) }, 'what', '是什么：最多写 20 个字'],
          ['that is no number', { quantity: '很多' }, 'quantity', '请填写数字'],
          ['of nothing', { quantity: 0 }, 'quantity', '请填写大于 0 的数字'],
          ['beyond all measure', { quantity: 2e9 }, 'quantity', '数字太大，请核对'],
          ['without a unit', { unit: undefined }, 'unit', '请写上单位，例如“平方米”'],
          ['with a long unit', { unit: long(11) }, 'unit', '单位最多 10 个字'],
        ] as Bad[]
      ).map(([what, changes, field, message]): Bad => [
        `an outcome ${what}`,
        { outcomes: [PIPE, { ...PIPE, ...changes }] },
        `outcomes.1.${field}`,
        message,
      ]),
    ],
  ],
  listDecisions: [{}, []],
  decide: [
    { concernId: CONCERN, proposalId: CONCERN, kind: 'closing', agrees: true, words: '到现场看过' },
    [
      noConcern,
      ['no answer', { agrees: undefined }, 'agrees', '请选择同意还是不同意'],
      ['a refusal without a reason', { agrees: false, words: '' }, 'words', '请写清楚原因或还缺什么，至少 5 个字'],
      ['an agreement without what was checked', { words: '' }, 'words', '请写明核对了什么，例如“到现场看过”'],
      [
        'a refusal with what nobody sees',
        { agrees: false, words: '\u200b'.repeat(9) },
        'words',
        '请写清楚原因或还缺什么，至少 5 个字',
      ],
      ['a refusal with blanks', { agrees: false, words: '      ' }, 'words', '请写清楚原因或还缺什么，至少 5 个字'],
    ],
  ],
  listDuty: [{ offset: 20 }, []],
  askResident: [WORDS, [noConcern, ...badWords, ...badPhotos]],
  answerQuestion: [WORDS, [noConcern, ...badWords, ...badPhotos]],
  disputeContact: [{ concernId: CONCERN }, [noConcern, ...tooLong]],
  urgeConcern: [{ concernId: CONCERN }, [noConcern, ...tooLong]],
  complain: [{ concernId: CONCERN, words: '一个月没有人管' }, [noConcern, ...badWords]],
  answerComplaint: [{ concernId: CONCERN, words: '已经督促处理' }, [noConcern, ...badWords]],
  undoWithdraw: [{ concernId: CONCERN }, [noConcern]],
  resumeConcern: [{ concernId: CONCERN }, [noConcern, ...tooLong]],
  takeBackProposal: [{ concernId: CONCERN, proposalId: CONCERN }, [noConcern]],
  listDepartments: [{ concernId: CONCERN, search: '水务' }, [noConcern]],
  dispatchTask: [
    { concernId: CONCERN, liaisonId: 's14', role: 'lead', limit: 'd3', words: '请疏通这一段管道' },
    [
      noConcern,
      ['no department', { liaisonId: undefined }, 'liaisonId', '请选择请哪个部门办'],
      ['a blank department', { liaisonId: '' }, 'liaisonId', '请选择请哪个部门办'],
      ['no role', { role: undefined }, 'role', '请选择主办还是协办'],
      ['no limit', { limit: 'd2' }, 'limit', '请选择办完的时限'],
      ['nothing to do', { words: undefined }, 'words', '请写明要部门做什么'],
      ['little to do', { words: '办一下' }, 'words', '请写清楚要部门做什么，至少 5 个字'],
      ...tooLong,
    ],
  ],
  listTasks: [{ offset: 20 }, []],
  acknowledgeTask: [TASK, [noConcern, noTask]],
  returnTask: [{ ...TASK, words: '不在我们管的路段' }, [noConcern, noTask, ...badReason]],
  recallTask: [{ ...TASK, words: '已经自己办好了' }, [noConcern, noTask, ...badReason]],
  completeTask: [
    { ...TASK, words: '管道已经疏通', photoFileIds: [] },
    [
      noConcern,
      noTask,
      ...badPhotos,
      ['no result', { words: undefined }, 'words', '请填写办理情况'],
      ['a short result', { words: '好了' }, 'words', '请写清楚办了什么、结果怎样，至少 5 个字'],
      ...tooLong,
    ],
  ],
  completeStage: [
    { concernId: CONCERN, stage: 0 },
    [noConcern, ['no stage', { stage: undefined }, 'stage', '请选择完成了哪个阶段'], ...tooLong],
  ],
  updatePlan: [
    { concernId: CONCERN, words: '设计图已经完成', nextUpdateOn: '2026-08-01' },
    [noConcern, ...badWords, ['no date', { nextUpdateOn: '下周' }, 'nextUpdateOn', '请选择下次告知进展的日期']],
  ],
  correctPlace: [
    { concernId: CONCERN, place: { kind: 'none' } },
    [noConcern, ['no place', { place: undefined }, 'place', '请选择地点，或选“没有具体地点”']],
  ],
  correctCategory: [
    { concernId: CONCERN, categoryId: 'A1' },
    [noConcern, ['no category', { categoryId: '' }, 'categoryId', '请选择诉求类别']],
  ],
  proposeDefer: [
    { concernId: CONCERN, words: '要等资金下达', until: '2026-08-01', nextUpdateOn: '2026-07-20' },
    [
      noConcern,
      ['no plan', { words: undefined }, 'words', '请写明计划'],
      ['no day', { until: undefined }, 'until', '请选择承诺办结的日期'],
      ['no next word', { nextUpdateOn: undefined }, 'nextUpdateOn', '请选择下次告知进展的日期'],
    ],
  ],
  proposeExtension: [
    { concernId: CONCERN, words: '等待配件到货', days: 3 },
    [
      noConcern,
      ...badReason,
      ['no number', { days: undefined }, 'days', '请填写整数'],
      ['half a day', { days: 0.5 }, 'days', '请填写整数'],
      ['no day', { days: 0 }, 'days', '至少延期 1 个工作日'],
      ['too many', { days: 21 }, 'days', '一次最多延期 20 个工作日'],
    ],
  ],
  proposeHandover: [{ concernId: CONCERN, words: '调到别的网格', toId: 's02' }, [noConcern, ...badReason]],
  orderHandover: [{ concernId: CONCERN, words: '多次没有推进', toId: 's02' }, [noConcern, ...badReason]],
  objectRouting: [
    { concernId: CONCERN, words: '地点在隔壁网格', ground: 'notMyGrid' },
    [noConcern, ...badReason, ['no ground', { ground: undefined }, 'ground', '请选择异议的理由']],
  ],
  listLinkable: [{ concernId: CONCERN, search: '积水' }, [noConcern]],
  linkConcern: [
    { concernId: CONCERN, leadId: CONCERN },
    [noConcern, ['a lead that is none', { leadId: '1' }, 'leadId', NO_CONCERN]],
  ],
  unlinkConcern: [{ concernId: CONCERN, words: '那一件其实是另一处' }, [noConcern, ...badReason]],
  unsetRecurrence: [{ concernId: CONCERN, words: '位置相同但是两件事' }, [noConcern, ...badReason]],
  assignCover: [{ concernId: CONCERN, staffId: 's02' }, [noConcern, ...tooLong]],
  listCandidates: [{ concernId: CONCERN, for: 'owner' }, [noConcern]],
  listSupervised: [{ kind: 'overdue' }, []],
  getFigures: [
    { by: 'community', quarter: '2026Q3' },
    [['no quarter', { quarter: '2026Q5' }, 'quarter', '请选择季度']],
  ],
  listBoard: [{ family: 'A', group: 'open', communityId: 'liangdu', offset: 20 }, []],
  getPublicFigures: [{}, []],
  listBehind: [{ figure: 'onTime', by: 'town', quarter: '2026Q3' }, []],
  listPraise: [{}, []],
  startExport: [
    { quarter: '2026Q3', format: 'xlsx' },
    [
      ['no quarter', { quarter: undefined }, 'quarter', '请选择季度'],
      ['no format', { format: 'pdf' }, 'format', '请选择格式'],
    ],
  ],
  continueExport: [
    { exportId: CONCERN, step: 0 },
    [['an id that is none', { exportId: 'x' }, 'exportId', '这次导出已经不在了，请重新导出']],
  ],
  listAbsences: [{}, []],
  enterLeave: [
    { from: '2026-08-01', to: '2026-08-05', deputyId: 's02' },
    [
      ['no first day', { from: undefined }, 'from', '请选择开始日期'],
      ['no last day', { to: undefined }, 'to', '请选择结束日期'],
      ['an end before the beginning', { to: '2026-07-31' }, 'to', '结束日期不能早于开始日期'],
    ],
  ],
  endLeave: [{ id: CONCERN }, []],
  listLeaving: [{}, []],
  startLeaving: [{ staffId: 's02' }, []],
  cancelLeaving: [{ staffId: 's02' }, []],
  completeLeaving: [{ staffId: 's02' }, []],
  markCalled: [
    { callId: CONCERN },
    [['an id that is none', { callId: '1' }, 'callId', '没有找到这条通知，请刷新后再试']],
  ],
  getTown: [{}, []],
  useTownVersion: [
    { version: 'v-0123456789ab' },
    [['a version that is none', { version: 'v1' }, 'version', '没有这个版本，请刷新后再试']],
  ],
  listStaff: [{ search: '陈' }, []],
  inviteStaff: [{ staffId: 's01' }, []],
  suspendStaff: [{ staffId: 's01', isSuspended: true }, []],
};

const names = Object.keys(ACTIONS) as ActionName[];
const bads = names.flatMap((action) => CASES[action][1].map((bad) => [action, ...bad] as const));

test.each(names)('%s accepts what is right', (action) => {
  expect(ACTIONS[action].input.safeParse(CASES[action][0])).toMatchObject({ success: true });
});

test.each(bads)('%s with %s says so in one sentence', (action, _what, changes, field, message) => {
  const { error } = ACTIONS[action].input.safeParse({ ...CASES[action][0], ...changes });
  expect(error!.issues.map((issue) => [issue.path.join('.'), issue.message])[0]).toEqual([field, message]);
});

const ENGLISH = /invalid|expected|received|required|too (big|small|short|long)|unrecognized|must/i;

test('whatever is wrong, what is said is Chinese and never the library’s English', () => {
  const anyChange = fc.tuple(
    fc.nat(),
    fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.string({ minLength: 2500 })),
  );
  let refused = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(anyChange, { maxLength: 3 }),
      fc.jsonValue(),
      (action, changes, any) => {
        const [good] = CASES[action];
        const keys = Object.keys(good);
        const changed = changes.map(([choice, value]) => [keys[choice % keys.length], value]);
        for (const input of [any, keys.length ? { ...good, ...Object.fromEntries(changed) } : any]) {
          const issues = ACTIONS[action].input.safeParse(input).error?.issues ?? [];
          refused += issues.length;
          for (const { message } of issues) {
            expect(message).toMatch(/[\u4e00-\u9fff]/);
            expect(message).not.toMatch(ENGLISH);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(300);
});
