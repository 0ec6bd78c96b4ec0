import type { ActionInput, ActionName, ActionOutput } from '../../../domain/contract';
import type { Context } from '../context';
import type { Changer, Filer } from '../write-concern';
import { acknowledgeTask } from './acknowledge-task';
import { addConsents } from './add-consents';
import { addDetail } from './add-detail';
import { answerComplaint } from './answer-complaint';
import { answerQuestion } from './answer-question';
import { askResident } from './ask-resident';
import { assignCover } from './assign-cover';
import { bindStaff } from './bind-staff';
import { cancelLeaving } from './cancel-leaving';
import { claimConcern } from './claim-concern';
import { complain } from './complain';
import { completeLeaving } from './complete-leaving';
import { completeStage } from './complete-stage';
import { completeTask } from './complete-task';
import { continueExport } from './continue-export';
import { correctCategory } from './correct-category';
import { correctPlace } from './correct-place';
import { decide } from './decide';
import { disownCallback } from './disown-callback';
import { dispatchTask } from './dispatch-task';
import { disputeClaim } from './dispute-claim';
import { disputeContact } from './dispute-contact';
import { endLeave } from './end-leave';
import { enterLeave } from './enter-leave';
import { explainRouting } from './explain-routing';
import { findNeighbours } from './find-neighbours';
import { findPlaces } from './find-places';
import { findStaff } from './find-staff';
import { getConcern } from './get-concern';
import { getFigures } from './get-figures';
import { getHome } from './get-home';
import { getPublicFigures } from './get-public-figures';
import { getTown } from './get-town';
import { inviteStaff } from './invite-staff';
import { joinConcern } from './join-concern';
import { leaveConcern } from './leave-concern';
import { linkConcern } from './link-concern';
import { listAbsences } from './list-absences';
import { listBehind } from './list-behind';
import { listBoard } from './list-board';
import { listCallbacks } from './list-callbacks';
import { listCandidates } from './list-candidates';
import { listDecisions } from './list-decisions';
import { listDepartments } from './list-departments';
import { listDuty } from './list-duty';
import { listInbox } from './list-inbox';
import { listLeaving } from './list-leaving';
import { listLinkable } from './list-linkable';
import { listMapConcerns } from './list-map-concerns';
import { listMyConcerns } from './list-my-concerns';
import { listPraise } from './list-praise';
import { listStaff } from './list-staff';
import { listSupervised } from './list-supervised';
import { listTasks } from './list-tasks';
import { listToday } from './list-today';
import { markCalled } from './mark-called';
import { objectRouting } from './object-routing';
import { orderHandover } from './order-handover';
import { proposeClosing } from './propose-closing';
import { proposeDefer } from './propose-defer';
import { proposeExtension } from './propose-extension';
import { proposeHandover } from './propose-handover';
import { rateConcern } from './rate-concern';
import { readInbox } from './read-inbox';
import { recallTask } from './recall-task';
import { recordCallback } from './record-callback';
import { recordConcern } from './record-concern';
import { recordFirstContact } from './record-first-contact';
import { reopenConcern } from './reopen-concern';
import { reply } from './reply';
import { resumeConcern } from './resume-concern';
import { returnTask } from './return-task';
import { revealContact } from './reveal-contact';
import { revealForCall } from './reveal-for-call';
import { showSlip } from './show-slip';
import { startExport } from './start-export';
import { startLeaving } from './start-leaving';
import { startUpload } from './start-upload';
import { submitConcern } from './submit-concern';
import { supersedeCallback } from './supersede-callback';
import { suspendStaff } from './suspend-staff';
import { takeBackProposal } from './take-back-proposal';
import { undoWithdraw } from './undo-withdraw';
import { unlinkConcern } from './unlink-concern';
import { unsetRecurrence } from './unset-recurrence';
import { updatePlan } from './update-plan';
import { urgeConcern } from './urge-concern';
import { useTownVersion } from './use-town-version';
import { withdrawConcern } from './withdraw-concern';

/** A function reads (or writes something that is idempotent by itself); the other two forms write a concern. */
type Handler<In, Out> = ((input: In, context: Context) => Promise<Out>) | Filer<In, Out> | Changer<In, Out>;
export type AnyHandler = Handler<Record<string, unknown>, unknown>;

export const handlers: { [A in ActionName]: Handler<ActionInput<A>, ActionOutput<A>> } = {
  acknowledgeTask,
  addConsents,
  addDetail,
  answerComplaint,
  answerQuestion,
  askResident,
  assignCover,
  bindStaff,
  cancelLeaving,
  claimConcern,
  complain,
  completeLeaving,
  completeStage,
  completeTask,
  continueExport,
  correctCategory,
  correctPlace,
  decide,
  disownCallback,
  dispatchTask,
  disputeClaim,
  disputeContact,
  endLeave,
  enterLeave,
  explainRouting,
  findNeighbours,
  findPlaces,
  findStaff,
  getConcern,
  getFigures,
  getHome,
  getPublicFigures,
  getTown,
  inviteStaff,
  joinConcern,
  leaveConcern,
  linkConcern,
  listAbsences,
  listBehind,
  listBoard,
  listCallbacks,
  listCandidates,
  listDecisions,
  listDepartments,
  listDuty,
  listInbox,
  listLeaving,
  listLinkable,
  listMapConcerns,
  listMyConcerns,
  listPraise,
  listStaff,
  listSupervised,
  listTasks,
  listToday,
  markCalled,
  objectRouting,
  orderHandover,
  proposeClosing,
  proposeDefer,
  proposeExtension,
  proposeHandover,
  rateConcern,
  readInbox,
  recallTask,
  recordCallback,
  recordConcern,
  recordFirstContact,
  reopenConcern,
  reply,
  resumeConcern,
  returnTask,
  revealContact,
  revealForCall,
  showSlip,
  startExport,
  startLeaving,
  startUpload,
  submitConcern,
  supersedeCallback,
  suspendStaff,
  takeBackProposal,
  undoWithdraw,
  unlinkConcern,
  unsetRecurrence,
  updatePlan,
  urgeConcern,
  useTownVersion,
  withdrawConcern,
};
