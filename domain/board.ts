/** The public board 件件有着落: what everybody may know of concerns in public space. Source: product.md §8. */
import { outcomesOf } from './closing';
import { CLOSING_LABELS, currentRound, presentIn, type Concern } from './concern';
import { cellCentre, point } from './geography';
import { isJoinable } from './joining';
import { isOpen } from './lifecycle';
import { publicPlaceLabel } from './places';
import { inBeijing } from './time';
import { categoryOf, type Town } from './town';
import * as z from './zod';

/** One word from the confirmed closing on: that a rating has ended is nobody's to see. */
export const BOARD_LABELS = { open: '在办', ended: '已办结' } as const;
export const boardGroup = z.enum(Object.keys(BOARD_LABELS) as [keyof typeof BOARD_LABELS]);

/** The whole of what is shown: no original words or photos, no owner, no number, no date finer than a month. */
export const boardConcern = z.object({
  id: z.string(),
  family: z.string(),
  categoryLabel: z.string(),
  placeLabel: z.string(),
  /** The middle of its cell of about 100 m. */
  spot: point.optional(),
  communityId: z.string().optional(),
  /** In which it was opened: 2026-07. */
  month: z.string(),
  group: boardGroup,
  /** What staff wrote about the confirmed closing. */
  outcome: z.object({ kind: z.string(), words: z.string(), quantity: z.string() }).optional(),
  /** 人: how many take part. */
  people: z.number(),
  isJoinable: z.boolean(),
});
export type BoardConcern = z.infer<typeof boardConcern>;

/**
 * Those who said "not solved" take a matter up by themselves: how many they are, and since when, is told by no follow-up
 * on the board.
 */
export const isOnBoard = ({ status, categoryId, followUpOf }: Concern, town: Town): boolean => {
  const { isPublicSpace, isRestricted } = categoryOf(town, categoryId);
  return isPublicSpace && !isRestricted && status !== 'withdrawn' && !followUpOf;
};

/** @param words of the proposal of the closing; shown once it is confirmed. */
export function boardConcernOf(concern: Concern, words: string, town: Town): BoardConcern {
  const { id, categoryId, place, openedAt } = concern;
  const { label, family } = categoryOf(town, categoryId);
  const { cell, communityId } = place;
  return {
    id,
    family,
    categoryLabel: label,
    placeLabel: publicPlaceLabel(place, town),
    ...(cell && { spot: cellCentre(cell) }),
    ...(communityId && { communityId }),
    month: inBeijing(openedAt).format('YYYY-MM'),
    group: isOpen(concern.status) ? 'open' : 'ended',
    ...outcomeOf(concern, words),
    people: presentIn(concern).length,
    isJoinable: isJoinable(concern, town),
  };
}

function outcomeOf(concern: Concern, words: string): Pick<BoardConcern, 'outcome'> {
  const { closing } = currentRound(concern);
  if (isOpen(concern.status) || !closing) return {};
  return {
    outcome: { kind: CLOSING_LABELS[closing.kind], words, quantity: outcomesOf(concern).join('，') },
  };
}
