/** Which way a concern of the past went: drawn in turn, as far as its kind and its age allow. */
import { COURSES, JUST_NOW, LATELY, LONG_AGO, type CourseName } from './courses';
import type { Scene } from './turns';

/** In working days before the demo is looked at. */
const LATELY_FROM = 12;
const JUST_NOW_FROM = 3;
const STILL_OPEN: CourseName[] = ['handling', 'contacted', 'unanswered', 'recordedNow', 'stillNotSolved'];
/** Questions are answered, not verified; what another office must settle is never called solved. */
const NEEDS_VERIFIER: CourseName[] = ['sentBack', 'verifying', 'verifyingExplained', 'explained'];
const ELSEWHERE = ['J2', 'K2'];
const QUESTION = 'K1';
/** How many of those that could be late are. */
const LATE_SHARE = 0.15;

export class Choice {
  private readonly turns = new Map<readonly CourseName[], number>();

  courseFor(scene: Scene): CourseName {
    const { filedAgo } = scene;
    const wanted = this.next(filedAgo > LATELY_FROM ? LONG_AGO : filedAgo > JUST_NOW_FROM ? LATELY : JUST_NOW);
    const fitting = [fitted(wanted, scene), fitted('pleased', scene), fitted('unrated', scene)];
    return fitting.find((name) => hasTime(name, scene)) ?? (filedAgo > 2 ? 'handling' : 'contacted');
  }

  private next(courses: readonly CourseName[]): CourseName {
    const turn = this.turns.get(courses) ?? 0;
    this.turns.set(courses, turn + 1);
    return courses[turn % courses.length]!;
  }
}

/** Nothing may have happened that lies in the future. */
const hasTime = (name: CourseName, { filedAgo, days }: Scene): boolean => filedAgo >= days + COURSES[name].days + 1;

function fitted(name: CourseName, { matter: { categoryId }, filedAgo, limitDays, chance }: Scene): CourseName {
  if (ELSEWHERE.includes(categoryId) && name !== 'withdrawn') return 'referred';
  if (categoryId === QUESTION && NEEDS_VERIFIER.includes(name)) return 'pleased';
  const wouldBeLate = STILL_OPEN.includes(name) && filedAgo > limitDays;
  return wouldBeLate && chance.next() > LATE_SHARE ? 'unrated' : name;
}
