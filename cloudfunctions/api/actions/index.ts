import type { ActionInput, ActionName, ActionOutput } from '../../../domain/contract';
import type { Context } from '../context';
import type { Changer, Filer } from '../write-concern';
import { addConsents } from './add-consents';
import { addDetail } from './add-detail';
import { bindStaff } from './bind-staff';
import { decideClosing } from './decide-closing';
import { findPlaces } from './find-places';
import { getConcern } from './get-concern';
import { getHome } from './get-home';
import { getTown } from './get-town';
import { inviteStaff } from './invite-staff';
import { listDecisions } from './list-decisions';
import { listDuty } from './list-duty';
import { listInbox } from './list-inbox';
import { listMapConcerns } from './list-map-concerns';
import { listMyConcerns } from './list-my-concerns';
import { listStaff } from './list-staff';
import { listToday } from './list-today';
import { markCalled } from './mark-called';
import { proposeClosing } from './propose-closing';
import { rateConcern } from './rate-concern';
import { readInbox } from './read-inbox';
import { recordConcern } from './record-concern';
import { recordFirstContact } from './record-first-contact';
import { reopenConcern } from './reopen-concern';
import { reply } from './reply';
import { revealContact } from './reveal-contact';
import { startUpload } from './start-upload';
import { submitConcern } from './submit-concern';
import { suspendStaff } from './suspend-staff';
import { useTownVersion } from './use-town-version';
import { withdrawConcern } from './withdraw-concern';

/** A function reads (or writes something that is idempotent by itself); the other two forms write a concern. */
type Handler<In, Out> = ((input: In, context: Context) => Promise<Out>) | Filer<In, Out> | Changer<In, Out>;
export type AnyHandler = Handler<Record<string, unknown>, unknown>;

export const handlers: { [A in ActionName]: Handler<ActionInput<A>, ActionOutput<A>> } = {
  addConsents,
  addDetail,
  bindStaff,
  decideClosing,
  findPlaces,
  getConcern,
  getHome,
  getTown,
  inviteStaff,
  listDecisions,
  listDuty,
  listInbox,
  listMapConcerns,
  listMyConcerns,
  listStaff,
  listToday,
  markCalled,
  proposeClosing,
  rateConcern,
  readInbox,
  recordConcern,
  recordFirstContact,
  reopenConcern,
  reply,
  revealContact,
  startUpload,
  submitConcern,
  suspendStaff,
  useTownVersion,
  withdrawConcern,
};
