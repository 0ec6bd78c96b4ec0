/** Who does what in a story: some steps are done by whoever turns out to be the owner, or to verify their closing. */
import { locate, type Point } from '../../domain/geography';
import type { Member, Town } from '../../domain/town';
import { staffOpenid } from './people';
import { VERIFIER, type Step } from './story';

export class Cast {
  private owner?: Member;
  private isForSupervisor = false;

  constructor(
    private readonly town: Town,
    private readonly filing: Step,
  ) {}

  /** @param name as the answer to the filing gives it */
  ownedBy(name: string): void {
    this.owner = this.town.staff.find((member) => member.name === name)!;
  }

  openidOf({ by, action, input }: Step): string {
    if (action === 'proposeClosing') this.isForSupervisor = input['kind'] !== 'resolved';
    if (typeof by === 'string') return by;
    if (!this.owner) throw new Error('nobody owns the concern yet');
    return staffOpenid(by === VERIFIER ? this.verifierOf(this.owner) : this.owner.id);
  }

  /** As domain/decisions.ts names them where nobody is away. */
  private verifierOf({ id, communityId }: Member): string {
    const { staff, dutyDesk } = this.town;
    const place = this.filing.input['place'] as { kind: string } & Point;
    const community = (place.kind === 'point' && locate(place, this.town).communityId) || communityId;
    const ofCommunity = staff.filter((m) => m.roles.includes('coordinator') && m.communityId === community);
    const eligible = this.isForSupervisor ? undefined : ofCommunity.find((member) => member.id !== id);
    return eligible?.id ?? dutyDesk.supervisorId;
  }
}
