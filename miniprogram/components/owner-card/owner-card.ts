import { callPhone } from '../../phone-call';

type Person = { name: string; title: string; officePhone: string };

/** Who is responsible to the end, with a one-tap call, and why it is this person. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** { name, title, officePhone } of the first-visit owner. */
    owner: { type: Object, value: {} },
    /** The same of whoever stands in while the owner is away; null when nobody has to. */
    acting: { type: Object, value: {} },
    /** Why this owner, one sentence. */
    why: String,
  },
  data: { reachable: {} as Partial<Person>, initial: '' },
  observers: {
    'owner, acting'(owner: Partial<Person>, acting: Partial<Person> | null) {
      this.setData({ reachable: acting?.name ? acting : owner, initial: owner.name?.slice(0, 1) ?? '' });
    },
  },
  methods: {
    onCall() {
      if (this.data.reachable.officePhone) callPhone(this.data.reachable.officePhone);
    },
  },
});
