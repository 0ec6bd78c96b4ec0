import type { ActionOutput } from '../../domain/contract';
import type { Caller } from '../../domain/permissions';
import {
  MOST_ASKED,
  RESIDENT_TEMPLATES,
  templateLabel,
  templatesFor,
  type PushTemplate,
} from '../../domain/push-templates';
import type { Town } from '../../domain/town';
import * as consents from '../store/consents';

type Offered = ActionOutput<'getHome'>['messages'];

/** What can be asked for in a tap, as far as the town holds the templates; for staff those that lack consents first. */
export async function messagesFor({ openid, roles }: Caller, town: Town): Promise<Offered> {
  const staff = await Promise.all(
    heldOf(templatesFor(roles), town).map(async (offer) => ({
      ...offer,
      left: await consents.left(openid, offer.template),
    })),
  );
  return {
    resident: heldOf(RESIDENT_TEMPLATES, town),
    staff: staff.sort((one, other) => one.left - other.left).slice(0, MOST_ASKED),
  };
}

const heldOf = (templates: readonly PushTemplate[], { messageTemplates }: Town) =>
  templates.flatMap((template) => {
    const held = messageTemplates?.[template];
    return held ? [{ template, templateId: held.id, label: templateLabel(template) }] : [];
  });
