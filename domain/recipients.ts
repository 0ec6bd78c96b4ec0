/** To whom something is told: a resident by openid, or a member of staff by id. */
export type Recipient = { openid: string } | { staffId: string };

/** How a recipient is stored. */
export const keyOf = (to: Recipient): string => ('openid' in to ? `resident:${to.openid}` : `staff:${to.staffId}`);

export function recipientOf(key: string): Recipient {
  const id = key.slice(key.indexOf(':') + 1);
  return key.startsWith('staff:') ? { staffId: id } : { openid: id };
}
