import { rememberedTown } from '../../town-info';

/** Whether this is the member of staff who holds the phone. For wording only: what one may do, the server says. */
export function isMe({ name, title }: { name: string; title: string }): boolean {
  const staff = rememberedTown()?.staff;
  return staff?.name === name && staff.title === title;
}
