/** WeChat's consents to push messages, each good for one: asked for in taps that people make anyway. */
import { callCloud, newRequestId } from './cloud';
import { rememberConsents, rememberedTown, type Home } from './town-info';

type Offer = Home['messages']['resident'][number];

/** A member of staff who can still get this many of each kind is not asked again in every tap. */
const ENOUGH = 5;

/** What lacks consents, of the messages that staff can get. */
const scarceOf = (offers: readonly Offer[]): Offer[] => offers.filter(({ left = 0 }) => left < ENOUGH);

/** 新诉求 3 次、紧急诉求 0 次: how many more of each kind can arrive. */
const sayLeft = (offers: readonly Offer[]): string =>
  offers.map(({ label, left = 0 }) => `${label} ${left} 次`).join('、');

/** The same for the staff of this phone; empty where there are enough of each kind. */
export function sayMessagesLeft(): string {
  const offers = rememberedTown()?.messages?.staff ?? [];
  return scarceOf(offers).length ? sayLeft(offers) : '';
}

/**
 * Asks for one more message of each kind. Call it in the tap itself, before any await: WeChat allows it nowhere else.
 * It never stands in the way: whatever comes of it, what the tap was for goes on.
 */
export async function askForMessages(audience: 'resident' | 'staff'): Promise<void> {
  const offers = rememberedTown()?.messages?.[audience] ?? [];
  void report(await acceptedOf(audience === 'staff' ? scarceOf(offers) : offers));
}

/** The same for its own sake: it is over when the new counts are known. */
export async function topUpMessages(): Promise<void> {
  await report(await acceptedOf(scarceOf(rememberedTown()?.messages?.staff ?? [])));
}

async function acceptedOf(offers: readonly Offer[]): Promise<Offer['template'][]> {
  if (!offers.length) return [];
  try {
    const answers: Record<string, string> = await wx.requestSubscribeMessage({
      tmplIds: offers.map(({ templateId }) => templateId),
    });
    return offers.filter(({ templateId }) => answers[templateId] === 'accept').map(({ template }) => template);
  } catch (error) {
    console.warn('no consent was asked for:', (error as { errMsg?: string }).errMsg); // switched off in WeChat
    return [];
  }
}

/** One that is not reported is lost to us alone: the inbox has the notice all the same. */
async function report(accepted: Offer['template'][]): Promise<void> {
  if (!accepted.length) return;
  try {
    const { data } = await callCloud('addConsents', { accepted }, newRequestId());
    rememberConsents(data.left);
  } catch (error) {
    console.warn('consents were not counted:', String(error));
  }
}
