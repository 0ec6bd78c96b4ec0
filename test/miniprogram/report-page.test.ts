/** @jest-environment jsdom */
import { accepts, aPhone, openPage, refuses, type PretendedPhone, settled } from '../support/mini-page';
import { anOwner } from '../support/a-view';

const filed = accepts<'submitConcern'>({
  concernId: 'c1',
  number: '260708ABCDEF',
  owner: anOwner,
  firstContactDueAt: NOW,
  isCalendarAssumed: false,
  why: '地点在良都社区第一网格',
});
const place = { kind: 'point', latitude: 22.48, longitude: 113.36, name: '恒美一村' };
const photo = { key: 'p', url: 'wxfile://tmp/p.jpg', fileId: 'cloud://p.jpg', state: 'done' };
const aDraft = (changes: object = {}) => ({
  requestId: 'request-from-the-draft',
  photos: [],
  words: '一下大雨就水浸',
  family: 'A',
  categoryId: 'A2',
  place,
  phone: '',
  hasConsented: true,
  ...changes,
});

async function open(draft?: object, phone: PretendedPhone = aPhone(), query: Record<string, string> = {}) {
  if (draft) phone.storage.set('draft:report', draft);
  const page = await openPage('report', query, phone);
  return { ...page, submit: () => page.handle('onSubmit'), draft: () => phone.storage.get('draft:report') as any };
}

test.each([
  ['photoFileIds', { photos: [{ ...photo, state: 'uploading', fileId: '' }] }, '有照片没有上传成功'],
  ['words', { words: '水' }, '请至少写 5 个字'],
  ['words', { words: '水'.repeat(2001) }, '最多写 2000 个字'],
  ['categoryId', { categoryId: '' }, '请选择诉求类别'],
  ['place', { place: null }, '请选择地点，或选“没有具体地点”'],
  ['phone', { phone: '12345' }, '请填写正确的手机号或带区号的座机'],
  ['consentVersion', { hasConsented: false }, '请先阅读并同意个人信息处理说明'],
])('a wrong %s is said beside it and scrolled to, and nothing is sent', async (field, changes, sentence) => {
  const { page, submit, text, wx, asked } = await open(aDraft(changes));
  await submit();
  expect(page.data.errors).toEqual({ [field]: expect.stringContaining(sentence) });
  expect(text()).toContain(sentence);
  expect(wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: `#field-${field}` }));
  expect(asked('submitConcern')).toEqual([]);
});

test('everything wrong is said at once, and the first of it is scrolled to', async () => {
  const { page, submit, wx } = await open();
  await submit();
  expect(Object.keys(page.data.errors).sort()).toEqual(['categoryId', 'consentVersion', 'place', 'words']);
  expect(wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: '#field-words' }));
});

test('a field that is changed is no longer called wrong', async () => {
  const { page, submit, handle } = await open(aDraft({ words: '' }));
  await submit();
  await handle('onWords', { value: '一下大雨就水浸' });
  expect(page.data.errors.words).toBe('');
});

test('a good report goes out once and leads to the page that names the owner', async () => {
  const phone = aPhone();
  phone.answers.submitConcern = filed;
  const { submit, asked, wx, draft } = await open(aDraft({ photos: [photo], phone: '138 0000 0001' }), phone);
  await submit();
  const [sent, ...more] = asked('submitConcern');
  expect(more).toEqual([]);
  expect(sent!.input).toMatchObject({ categoryId: 'A2', place, photoFileIds: ['cloud://p.jpg'], phone: '13800000001' });
  expect(wx.redirectTo).toHaveBeenCalledWith({ url: '/pages/resident/submitted/submitted?id=c1' });
  expect(draft()).toBeUndefined();
});

test('the phone may stay empty: then none is sent', async () => {
  const phone = aPhone();
  phone.answers.submitConcern = filed;
  const { submit, asked } = await open(aDraft(), phone);
  await submit();
  expect(asked('submitConcern')[0]!.input).not.toHaveProperty('phone');
});

describe('whom it is about', () => {
  const person = { id: 's03', name: '城南网格员', title: '良都社区第三网格' };

  test('is sent by id and kept in the draft', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = filed;
    const { handle, submit, asked, draft } = await open(aDraft(), phone);
    await handle('onAbout', { person });
    expect(draft()).toMatchObject({ about: person });
    await submit();
    expect(asked('submitConcern')[0]!.input).toMatchObject({ aboutStaffId: 's03' });
  });

  test('may be taken back: then nobody is sent', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = filed;
    const { handle, submit, asked, text } = await open(aDraft({ about: person }), phone);
    expect(text()).toContain('选了之后，这位工作人员及其上下级不会负责这件事');
    await handle('onAbout', { person: null });
    await submit();
    expect(asked('submitConcern')[0]!.input).not.toHaveProperty('aboutStaffId');
  });
});

describe('others nearby have reported something like it', () => {
  const aNeighbour = (changes: object = {}) => ({
    concernId: 'f'.repeat(32),
    categoryLabel: '反复水浸',
    family: 'A',
    placeLabel: '恒美一村附近',
    status: 'awaitingResident' as const,
    openedAt: NOW,
    people: 3,
    isMine: false,
    ...changes,
  });
  const nearby = (...neighbours: ReturnType<typeof aNeighbour>[]) => accepts<'findNeighbours'>({ neighbours });
  const joined = accepts<'joinConcern'>({ status: 'handling' });
  const beside = async (answers: Partial<PretendedPhone['answers']>, changes: object = {}) => {
    const phone = aPhone();
    Object.assign(phone.answers, { findNeighbours: nearby(aNeighbour()), submitConcern: filed, ...answers });
    return open(aDraft(changes), phone);
  };
  const join = { id: 'f'.repeat(32) };
  const page = `/pages/resident/concern/concern?id=${'f'.repeat(32)}`;

  test('they are shown before anything is sent, in words for everybody, beside both ways on', async () => {
    const { text, asked } = await beside({});
    expect(text()).toMatch(
      /附近有人反映了类似的事.*反复水浸.*恒美一村附近.*待居民补充.*已有 3 人遇到.*我也遇到，一起跟进/,
    );
    expect(text()).toContain('不是同一件，继续提交');
    expect(asked('findNeighbours')[0]!.input).toEqual({ categoryId: 'A2', place, words: '一下大雨就水浸' });
  });

  test('joining sends the phone and what was written, and leads to the concern', async () => {
    const { handle, asked, wx, draft } = await beside(
      { joinConcern: joined, addDetail: joined },
      { phone: '13800000001', photos: [photo] },
    );
    await handle('onJoin', join);
    expect(asked('joinConcern')[0]!.input).toEqual({
      concernId: join.id,
      phone: '13800000001',
      consentVersion: '2026-11',
    });
    expect(asked('addDetail')[0]!.input).toMatchObject({ words: '一下大雨就水浸', photoFileIds: ['cloud://p.jpg'] });
    expect(asked('submitConcern')).toEqual([]);
    expect(wx.redirectTo).toHaveBeenCalledWith({ url: page });
    expect(draft()).toBeUndefined();
  });

  test('words that did not arrive after joining wait as a further detail', async () => {
    const { handle, storage, wx } = await beside({ joinConcern: joined, addDetail: 'offline' });
    await handle('onJoin', join);
    expect(storage.get(`addDetail:${join.id}`) ?? storage.get(`draft:addDetail:${join.id}`)).toMatchObject({
      words: '一下大雨就水浸',
    });
    expect(wx.redirectTo).toHaveBeenCalledWith({ url: page });
  });

  test('whoever takes part already is led there', async () => {
    const mine = await beside({ findNeighbours: nearby(aNeighbour({ isMine: true })) });
    expect(mine.text()).toContain('您已经在跟进，去看进展');
    expect(mine.text()).not.toContain('我也遇到');
    await mine.handle('onOpenMine', join);
    expect(mine.wx.navigateTo).toHaveBeenCalledWith({ url: page });
    const late = await beside({ joinConcern: refuses('JOINED_ALREADY') });
    await late.handle('onJoin', join);
    expect(late.wx.redirectTo).toHaveBeenCalledWith({ url: page });
  });

  test('joining without consent marks the field and sends nothing', async () => {
    const { handle, page: form, asked } = await beside({}, { hasConsented: false });
    await handle('onJoin', join);
    expect(form.data.errors.consentVersion).toContain('请先阅读并同意');
    expect(asked('joinConcern')).toEqual([]);
  });

  test('a retry repeats the id; another concern has another one', async () => {
    const { handle, asked } = await beside({ joinConcern: 'offline' });
    for (const id of [join.id, join.id, 'e'.repeat(32)]) await handle('onJoin', { id });
    const [first, second, third] = asked('joinConcern').map(({ requestId }) => requestId);
    expect([second === first, third === first]).toEqual([true, false]);
  });

  test('one that has ended meanwhile says so and is looked for afresh', async () => {
    const { handle, text, phone } = await (async () => {
      const phone = aPhone();
      Object.assign(phone.answers, { findNeighbours: nearby(aNeighbour()), joinConcern: refuses('WRONG_STATUS') });
      return { ...(await open(aDraft(), phone)), phone };
    })();
    phone.answers.findNeighbours = nearby();
    await handle('onJoin', join);
    expect(text()).toContain('诉求状态已变化');
    expect(text()).not.toContain('附近有人反映');
  });

  test.each<[string, PretendedPhone['answers']['findNeighbours']]>([
    ['that fails', 'offline'],
    ['that finds nothing', nearby()],
    ['that never comes back', new Promise(() => undefined)],
  ])('a search %s neither blocks nor delays the report', async (_what, answer) => {
    const { submit, asked, text, wx } = await beside({ findNeighbours: answer });
    expect(text()).not.toContain('附近有人反映');
    await submit();
    expect(asked('submitConcern')).toHaveLength(1);
    expect(wx.redirectTo).toHaveBeenCalledWith({ url: '/pages/resident/submitted/submitted?id=c1' });
  });

  test('it is looked for when category and place are known, and again when they change', async () => {
    const { handle, asked, text } = await beside({}, { categoryId: '', place: null });
    expect(asked('findNeighbours')).toHaveLength(0);
    await handle('onCategory', { family: 'A', categoryId: 'A2' });
    expect(asked('findNeighbours')).toHaveLength(0);
    await handle('onPlace', { place });
    expect(text()).toContain('附近有人反映');
    await handle('onPlace', { place: { kind: 'none' } });
    expect(text()).not.toContain('附近有人反映');
    expect(asked('findNeighbours')).toHaveLength(1);
  });
});

test('while it is being sent a second touch sends nothing', async () => {
  const phone = aPhone();
  let answer: (reply: typeof filed) => void = () => undefined;
  phone.answers.submitConcern = new Promise((resolve) => (answer = resolve));
  const { page, asked, text } = await open(aDraft(), phone);
  const first = page.onSubmit();
  await page.onSubmit();
  await settled();
  expect(asked('submitConcern')).toHaveLength(1);
  expect(text()).toContain('正在提交');
  answer(filed);
  await first;
});

describe('a refusal keeps everything that was typed', () => {
  test.each([
    ['without network', 'offline' as const, '网络不太好，内容已为您保留'],
    ['when too many write at once', refuses('BUSY'), '请稍等几秒再试一次'],
    ['when something broke', refuses('INTERNAL'), '系统开小差了'],
  ])('%s it says so above the button', async (_when, answer, sentence) => {
    const phone = aPhone();
    phone.answers.submitConcern = answer;
    const { submit, text, draft, page } = await open(aDraft({ photos: [photo] }), phone);
    await submit();
    expect(text()).toContain(sentence);
    expect(draft()).toMatchObject({ words: '一下大雨就水浸', place, photos: [{ fileId: photo.fileId }] });
    expect(page.data).toMatchObject({ isSubmitting: false, draft: { words: '一下大雨就水浸', place } });
  });

  test.each([
    ['OUTSIDE_TOWN', 'place'],
    ['UNKNOWN_PLACE', 'place'],
    ['UNKNOWN_CATEGORY', 'categoryId'],
    ['UNKNOWN_STAFF', 'aboutStaffId'],
    ['FOREIGN_FILE', 'photoFileIds'],
    ['CONSENT_NEEDED', 'consentVersion'],
  ] as const)('%s is said beside %s', async (code, field) => {
    const phone = aPhone();
    phone.answers.submitConcern = refuses(code);
    const { submit, page, wx, draft } = await open(aDraft(), phone);
    await submit();
    expect(page.data.errors[field]).not.toBe('');
    expect(wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: `#field-${field}` }));
    expect(draft().words).toBe('一下大雨就水浸');
  });

  test('a field that the server names, even inside, is the one that is marked', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = refuses('INVALID_INPUT', 'place.name');
    const { submit, page } = await open(aDraft(), phone);
    await submit();
    expect(page.data.errors).toHaveProperty('place');
  });

  test('a place far outside names 12345 and calls it on touch', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = refuses('OUTSIDE_TOWN');
    const { submit, text, handle, wx } = await open(aDraft(), phone);
    await submit();
    expect(text()).toContain('拨打 12345');
    await handle('onHotline');
    expect(wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '12345' });
    await handle('onPlace', { place });
    expect(text()).not.toContain('拨打 12345');
  });

  test('a category that no longer exists is chosen again from fresh ones', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = refuses('UNKNOWN_CATEGORY');
    const { submit, page, asked } = await open(aDraft(), phone);
    const before = asked('getHome').length;
    await submit();
    expect(asked('getHome').length).toBe(before + 1);
    expect(page.data.draft.categoryId).toBe('');
  });
});

describe('request ids', () => {
  test('a retry repeats the id, also after the app was closed', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = 'offline';
    const { submit } = await open(aDraft(), phone);
    await submit();
    await submit();
    const again = await open(undefined, phone);
    await again.submit();
    expect(phone.asked('submitConcern').map(({ requestId }) => requestId)).toEqual(
      Array(3).fill('request-from-the-draft'),
    );
  });

  test('other words than those sent get another id, so that none are lost to the first answer', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = 'offline';
    const { submit, handle } = await open(aDraft(), phone);
    await submit();
    await handle('onWords', { value: '水退了，但是井盖不见了' });
    await submit();
    const [first, second] = phone.asked('submitConcern').map(({ requestId }) => requestId);
    expect(second).not.toBe(first);
  });

  test('after success the next report has a new one', async () => {
    const phone = aPhone();
    phone.answers.submitConcern = filed;
    const { submit } = await open(aDraft(), phone);
    await submit();
    const next = await open(undefined, phone);
    expect(next.page.data.draft).toMatchObject({ words: '', place: null, photos: [] });
    expect(next.page.data.draft.requestId).not.toBe('request-from-the-draft');
  });
});

describe('drafts', () => {
  test('what was written comes back, place and photos included, and says so', async () => {
    const { page, text } = await open(aDraft({ photos: [photo], phone: '13800000001' }));
    expect(page.data.draft).toMatchObject({ words: '一下大雨就水浸', place, phone: '13800000001' });
    expect(page.data.draft.photos[0]).toMatchObject({ fileId: 'cloud://p.jpg', url: 'cloud://p.jpg' });
    expect(text()).toContain('上次没写完的内容还在');
  });

  test('every change is kept at once', async () => {
    const { handle, draft } = await open();
    await handle('onWords', { value: '井盖不见了' });
    await handle('onCategory', { family: 'B', categoryId: 'B2' });
    await handle('onPlace', { place });
    await handle('onPhone', { value: '13800000001' });
    await handle('onPhotos', { photos: [photo] });
    await handle('onConsent', { checked: true });
    expect(draft()).toMatchObject({
      words: '井盖不见了',
      categoryId: 'B2',
      place,
      phone: '13800000001',
      photos: [photo],
      hasConsented: true,
    });
  });

  test('nothing restored, nothing said', async () => {
    expect((await open()).text()).not.toContain('上次没写完');
  });

  test('a family touched on the home page is chosen; a draft of the same family keeps its leaf', async () => {
    const phone = aPhone();
    phone.storage.set('draft:report', aDraft());
    const same = await openPage('report', { family: 'A' }, phone);
    expect(same.page.data.draft.categoryId).toBe('A2');
    const other = await openPage('report', { family: 'B' }, phone);
    expect(other.page.data.draft).toMatchObject({ family: 'B', categoryId: '', words: '一下大雨就水浸' });
  });

  test.each([
    [true, ''],
    [false, '一下大雨就水浸'],
  ])('thrown away only after asking (confirmed: %s)', async (confirm, words) => {
    const phone = aPhone();
    phone.wx.showModal.mockResolvedValue({ confirm });
    const { page, handle } = await open(aDraft(), phone);
    await handle('onClear');
    expect(page.data.draft.words).toBe(words);
    expect(phone.storage.has('draft:report')).toBe(!confirm);
  });
});

test('the counter counts, and turns red beyond 2000', async () => {
  const { text, handle, dom } = await open(aDraft({ words: '水'.repeat(2000) }));
  expect(text()).toContain('2000 / 2000 字');
  expect(dom.innerHTML).not.toContain('counter--over');
  await handle('onWords', { value: '水'.repeat(2001) });
  expect(dom.innerHTML).toContain('counter--over');
});

test.each([
  ['B5', true],
  ['B1', false],
])('choosing %s brings the emergency numbers into view: %s', async (categoryId, isBrought) => {
  const phone = aPhone();
  const categories = ['B1', 'B5'].map((id) => ({ id, label: id, family: 'B', isEmergency: id === 'B5' }));
  phone.storage.set('townInfo', { families: [{ id: 'B', label: '道路设施' }], categories });
  const { handle, wx } = await open(undefined, phone);
  await handle('onCategory', { family: 'B', categoryId });
  expect(wx.pageScrollTo.mock.calls).toHaveLength(isBrought ? 1 : 0);
});

describe('opened by the code beside a door', () => {
  const building = { id: 'hm-3', kind: 'building' as const, name: '恒美一村 3 栋', latitude: 22.48, longitude: 113.36 };
  const byCode = async (scene: string, places = [building], draft?: object) => {
    const phone = aPhone();
    phone.answers.findPlaces = accepts<'findPlaces'>({ places });
    return open(draft, phone, { scene });
  };

  test('it says where one is, and the place is chosen', async () => {
    const { text, page, draft } = await byCode('b%3Dhm-3');
    expect(text()).toContain('您在 恒美一村 3 栋，地点已经选好');
    expect(page.data.draft.place).toEqual({ kind: 'point', placeId: 'hm-3', ...without(building) });
    expect(draft().place.placeId).toBe('hm-3');
  });

  test('what was written before stays, the place is the one of the door', async () => {
    const { page } = await byCode('b%3Dhm-3', [building], aDraft());
    expect(page.data.draft).toMatchObject({ words: '一下大雨就水浸', place: { placeId: 'hm-3' } });
  });

  test.each([
    ['a code no longer in use', 'b%3Dhm-3', [], '这个楼栋码已经停用，请换一种方式选地点'],
    ['a code of something else', 'x%3D1', [building], '这不是本街道的楼栋码，请换一种方式选地点'],
  ])('%s is told, and the form can be used', async (_what, scene, places, sentence) => {
    const { text, page, handle } = await byCode(scene, places);
    expect(text()).toContain(sentence);
    expect(page.data.draft.place).toBeNull();
    await handle('onPlace', { place });
    expect(text()).not.toContain(sentence);
  });

  test('another place chosen since is no longer called "here"', async () => {
    const { text, handle } = await byCode('b%3Dhm-3');
    await handle('onPlace', { place });
    expect(text()).not.toContain('您在');
  });
});

const without = ({ name, latitude, longitude }: { name: string; latitude: number; longitude: number }) => ({
  name,
  latitude,
  longitude,
});
