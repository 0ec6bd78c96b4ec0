/** What a round was answered: by those asked, and by those called back. Never who answered what. Source: product.md §7. */
import { isOfUndoneClaim } from './claim';
import type { Concern } from './concern';
import { isNotSolved, saidIn, type Said } from './rating';

/** `notSolved` are addressed to the owner; all the others are secret. Unit: people. */
export type Answers = { asked: number; answered: number; yes: number; satisfied: number; notSolved: number };

const SATISFIED_FROM = 4;
const isSatisfied = ({ satisfaction }: Said) => satisfaction >= SATISFIED_FROM;

const counted = (asked: number, said: readonly Said[]): Answers => ({
  asked,
  answered: said.length,
  yes: said.filter(({ solved }) => solved === 'yes').length,
  satisfied: said.filter(isSatisfied).length,
  notSolved: said.filter(isNotSolved).length,
});

const ofRound = (concern: Concern, round: number) =>
  concern.events.filter((event) => event.data?.['round'] === round && !isOfUndoneClaim(concern, event));

/** @returns the answers, and the ids of those that may be words of praise. */
export function answersIn(concern: Concern, round: number, asked: number): { answers: Answers; praise: string[] } {
  const given = ofRound(concern, round).filter(({ type }) => type === 'rate');
  const praise = given.filter((event) => isSatisfied(saidIn(event)) && !isNotSolved(saidIn(event)));
  return { answers: counted(asked, given.map(saidIn)), praise: praise.map(({ id }) => id) };
}

/** The last word of each who was called: one disowned is void, one superseded is replaced, all of it in this channel. */
export function calledIn(concern: Concern, round: number): Answers {
  const said = new Map<string, Said>();
  for (const event of ofRound(concern, round)) {
    const isReached = event.data!['solved'] !== undefined;
    if (event.type === 'callback' && isReached) said.set(String(event.data!['of']), saidIn(event));
    if (event.type === 'disownCallback') said.delete(String(event.data!['of']));
    if (event.type === 'supersedeCallback') said.set(event.by, saidIn(event));
  }
  return counted(said.size, [...said.values()]);
}
