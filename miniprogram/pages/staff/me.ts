import { loadHome, rememberedTown, type Home } from '../../town-info';

export type Me = NonNullable<Home['staff']>;

/** The member of staff who holds the phone; asked for where the phone does not remember. */
export async function loadMe(): Promise<Me | undefined> {
  return rememberedTown()?.staff ?? (await loadHome()).data.staff;
}

/** For wording only: what one may do, the server says. */
export const isMe = (me: Me | undefined, { name, title }: { name: string; title: string }): boolean =>
  me?.name === name && me.title === title;
