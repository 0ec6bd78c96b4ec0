import { leaveDraft, type ActionOutput } from '../../../../domain/contract';
import { dayOf, formatDay, type Day, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { draftChanges, type Attempted } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';
import { rememberedTown } from '../../../town-info';
import { loadMe } from '../me';
import { sayDays, sayLeave } from './say-leave';

type Absences = ActionOutput<'listAbsences'>;
type Person = Absences['people'][number];
type Leave = Absences['leaves'][number] & { days: string; standIn: string };

/** Empty fields are not chosen yet; `staffId` then means oneself, `deputyId` whoever is on duty. */
type Draft = Attempted & { staffId: string; from: Day; to: Day; deputyId: string };

/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['staffId', 'from', 'to', 'deputyId'];
const FIELD_OF = { LEAVE_INVALID: 'to', DEPUTY_INVALID: 'deputyId', UNKNOWN_STAFF: 'staffId' };
const NOBODY: Person = { id: '', name: '不指定，由值班人员代管', title: '' };

const emptyDraft = (): Draft => ({ requestId: newRequestId(), staffId: '', from: '', to: '', deputyId: '' });

const withWords = (leaves: Absences['leaves'], now: Instant): Leave[] =>
  leaves.map((leave) => ({
    ...leave,
    days: sayLeave(leave, now),
    standIn: leave.deputy ? `由${leave.deputy.name}代管` : '由值班人员代管',
  }));

const withLabels = (people: Person[]) =>
  people.map((person) => ({ ...person, label: [person.name, person.title].filter(Boolean).join(' · ') }));

/** A department's liaison owns nothing. */
function sayFollows(deputy: string, owner: string): string {
  const isLiaison = rememberedTown()?.staff?.roles[0] === 'department';
  return isLiaison ? `请假期间的部门任务由${deputy}代办。` : `请假期间由${deputy}代管，${owner}仍是首访责任人。`;
}

/** What of the draft is sent. */
const checked = ({ staffId, from, to, deputyId }: Draft) =>
  leaveDraft.safeParse({ ...(staffId && { staffId }), from, to, ...(deputyId && { deputyId }) });

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    leaves: [] as Leave[],
    people: [] as (Person & { label: string })[],
    deputies: [] as (Person & { label: string })[],
    draft: emptyDraft(),
    /** What has been chosen, in words. */
    said: { person: '', from: '', to: '', deputy: '', days: '', follows: '' },
    today: '' as Day,
    errors: {} as Record<string, string>,
    problem: '',
    isBusy: false,
    now: 0,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      // Opened from a notice the phone may not know yet who holds it.
      const [{ data, now }] = await Promise.all([callCloud('listAbsences', {}), loadMe().catch(() => undefined)]);
      this.setData({
        state: 'ready',
        leaves: withWords(data.leaves, now),
        people: withLabels(data.people),
        deputies: withLabels([NOBODY, ...data.deputies]),
        today: dayOf(now),
        now,
      });
      this.say();
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  /** Puts what has been chosen into words. */
  say() {
    const { draft, people, deputies, now } = this.data;
    const { staffId, from, to, deputyId } = draft;
    const me = people[0];
    const person = people.find(({ id }) => id === staffId) ?? me;
    const deputy = deputies.find(({ id }) => id === deputyId && id !== '');
    const owner = person === me ? '您' : (person?.name ?? '');
    this.setData({
      said: {
        person: person ? `${person.label}${person === me ? '（您自己）' : ''}` : '',
        from: from && formatDay(from, now),
        to: to && formatDay(to, now),
        deputy: deputy ? deputy.label : NOBODY.name,
        days: from && to && from <= to ? `${sayDays(from, to, now)}，首尾两天都算。` : '',
        follows: sayFollows(deputy?.name ?? '值班人员', owner),
      },
    });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    this.say();
  },

  onPerson(event: WechatMiniprogram.PickerChange) {
    this.change({ staffId: this.data.people[Number(event.detail.value)]?.id ?? '' }, 'staffId');
  },

  onFrom(event: WechatMiniprogram.PickerChange) {
    const from = String(event.detail.value);
    const { to } = this.data.draft;
    this.change({ from, to: to && to < from ? from : to }, 'from');
  },

  onTo(event: WechatMiniprogram.PickerChange) {
    this.change({ to: String(event.detail.value) }, 'to');
  },

  onDeputy(event: WechatMiniprogram.PickerChange) {
    this.change({ deputyId: this.data.deputies[Number(event.detail.value)]?.id ?? '' }, 'deputyId');
  },

  async onSubmit() {
    if (this.data.isBusy) return;
    const { draft } = this.data;
    const form = sendable(checked(draft));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isBusy: true, 'draft.wasSent': true });
    try {
      await callCloud('enterLeave', form.data, draft.requestId);
      this.setData({ draft: emptyDraft() });
      await this.load();
      void wx.showToast({ title: '已登记' });
      void wx.pageScrollTo({ scrollTop: 0 });
    } catch (error) {
      const at = refusalAt(error, FIELDS, FIELD_OF);
      if ('errors' in at) showErrors(this, at.errors, FIELDS);
      else this.setData(at);
    } finally {
      this.setData({ isBusy: false });
    }
  },

  async onEnd(event: WechatMiniprogram.TouchEvent) {
    const leave = this.data.leaves.find(({ id }) => id === event.currentTarget.dataset['id']);
    if (!leave || this.data.isBusy) return;
    const whose = leave.isMine ? '您' : leave.person.name;
    const { confirm } = await wx.showModal(
      leave.isUnderWay
        ? { title: '结束请假', content: `${whose}从现在起回来办理，代管同时结束。`, confirmText: '结束请假' }
        : {
            title: '取消请假',
            content: `${leave.days}，${whose}照常在岗。`,
            confirmText: '取消请假',
            cancelText: '不取消',
          },
    );
    if (!confirm) return;
    this.setData({ isBusy: true });
    try {
      await callCloud('endLeave', { id: leave.id }, newRequestId()); // once ended it stays so, whatever the id
      await this.load();
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isBusy: false });
    }
  },
});
