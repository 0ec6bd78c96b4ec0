/** The town: one immutable, versioned snapshot of organisation, grids, roster, categories, calendar and rules. */
import * as z from './zod';
import { calendar } from './calendar';
import { limit } from './deadlines';
import { AppError } from './errors';
import { point } from './geography';
import { messageTemplates } from './push-templates';
import { timeOf, dayOf, weekdayOf, type Instant } from './time';

const id = z.string().min(1).max(40);
const time = z.string().regex(/^\d{2}:\d{2}$/);

export const role = z.enum(['officer', 'coordinator', 'department', 'supervisor', 'admin']);
export type Role = z.infer<typeof role>;

const member = z.object({
  id,
  name: z.string().min(1),
  title: z.string().min(1),
  /** Empty for somebody no longer in service, whose name old concerns still need. */
  roles: z.array(role),
  communityId: id.optional(),
  /** Whom this person reports to. */
  managerId: id.optional(),
  officePhone: z.string().min(5),
  /** May own restricted concerns. */
  isCleared: z.boolean(),
  /** Of the supervisors, those whom a matter reaches last. */
  isLeader: z.boolean().optional(),
});
export type Member = z.infer<typeof member>;

const shift = z.object({ staffId: id, weekdays: z.array(z.int().min(0).max(6)), from: time, to: time });

export const category = z.object({
  id,
  label: z.string(),
  /** Letter of the top level; the category family of the routing rules. */
  family: id,
  firstContact: limit,
  finish: limit,
  /** What has to be done before the finish, each within a limit of its own: 围护 4h* before 修复 2wd. */
  stages: z.array(z.object({ label: z.string().min(1).max(10), limit })).optional(),
  isEmergency: z.boolean(),
  isRestricted: z.boolean(),
  /** Public space: may keep its exact point and appear in public views. */
  isPublicSpace: z.boolean(),
  verification: z.enum(['none', 'desk', 'visit']),
  /** A concern about the same matter within so many days of the closing is a recurrence; 30 unless given. */
  recurrenceDays: z.int().min(0).optional(),
  /** No longer offered; old concerns still need its label. */
  isRetired: z.boolean().optional(),
});
export type Category = z.infer<typeof category>;

/** A landmark or a building, for choosing a place by name and for a building's QR code. */
export const place = z.object({ id, kind: z.enum(['landmark', 'building']), name: z.string(), ...point.shape });
export type TownPlace = z.infer<typeof place>;

export const town = z.object({
  version: id,
  name: z.string(),
  hotline: z.string(),
  centre: point,
  communities: z.array(z.object({ id, name: z.string(), duty: z.array(shift) })).min(1),
  grids: z
    .array(
      z.object({
        id,
        name: z.string(),
        communityId: id,
        /** One closed ring of [longitude, latitude]. */
        border: z.array(z.tuple([z.number(), z.number()])).min(4),
        /** `families` is what the officer specialises in; empty means everything. */
        officers: z.array(z.object({ staffId: id, families: z.array(id) })),
      }),
    )
    .min(1),
  staff: z.array(member).min(1),
  places: z.array(place),
  /** The subdistrict duty desk; without it no concern could be ownerless-proof, so it is required. */
  dutyDesk: z.object({ firstId: id, secondId: id, supervisorId: id }),
  families: z.array(z.object({ id, label: z.string() })),
  categories: z.array(category).min(1),
  calendar,
  rules: z.object({
    ratingDays: z.number(),
    reopenDays: z.number(),
    /** How far outside a place may lie and still be taken by the duty desk. */
    metresOutside: z.number(),
  }),
  /** Templates that the town holds at WeChat; there are no pushes of the others. */
  messageTemplates: messageTemplates.optional(),
});
export type Town = z.infer<typeof town>;

export function memberOf(town: Town, staffId: string): Member {
  const member = town.staff.find(({ id }) => id === staffId);
  if (!member) throw new Error(`town ${town.version} has no member ${staffId}`);
  return member;
}

export function categoryOf(town: Town, categoryId: string): Category {
  const category = town.categories.find(({ id }) => id === categoryId);
  if (!category) throw new AppError('UNKNOWN_CATEGORY', categoryId);
  return category;
}

const RECURRENCE_DAYS = 30;
export const recurrenceDaysOf = ({ recurrenceDays }: Category): number => recurrenceDays ?? RECURRENCE_DAYS;

export function placeOf(town: Town, placeId: string): TownPlace {
  const place = town.places.find(({ id }) => id === placeId);
  if (!place) throw new AppError('UNKNOWN_PLACE', placeId);
  return place;
}

export const gridName = (town: Town, gridId?: string) => town.grids.find(({ id }) => id === gridId)?.name;
export const communityName = (town: Town, communityId?: string) =>
  town.communities.find(({ id }) => id === communityId)?.name;

/** Ids of the people on the community's duty roster at that moment, in roster order. */
export function communityDutyAt(town: Town, communityId: string | undefined, at: Instant): string[] {
  const shifts = town.communities.find(({ id }) => id === communityId)?.duty ?? [];
  const [weekday, time] = [weekdayOf(dayOf(at)), timeOf(at)];
  const current = shifts.filter((s) => s.weekdays.includes(weekday) && s.from <= time && time < s.to);
  return [...new Set(current.map(({ staffId }) => staffId))];
}
