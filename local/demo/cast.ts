/** Who does what in a story: some steps are done by whoever turns out to be the owner, or to verify their closing. */
import type { Member, Town } from '../../domain/town';
import { staffOpenid } from './people';
import { VERIFIER, type Step } from './story';

export class Cast {
  private owner?: Member;

  /** @param decides whether a closing of the story's concern waits for that openid */
  constructor(
    private readonly town: Town,
    private readonly decides: (openid: string) => Promise<boolean>,
  ) {}

  /** @param name as the answer to the filing gives it */
  ownedBy(name: string): void {
    this.owner = this.town.staff.find((member) => member.name === name)!;
  }

  /** Undefined for a verifier where the closing waits for nobody: it has been decided before. */
  async openidOf({ by }: Step): Promise<string | undefined> {
    if (typeof by === 'string') return by;
    if (by === VERIFIER) return this.verifier();
    if (!this.owner) throw new Error('nobody owns the concern yet');
    return staffOpenid(this.owner.id);
  }

  /** The likeliest are asked first: the community's coordinators, then the supervisors. */
  private async verifier(): Promise<string | undefined> {
    const rank = ({ roles, communityId }: Member) =>
      roles.includes('supervisor') ? 1 : communityId === this.owner?.communityId ? 0 : 2;
    const able = this.town.staff.filter(({ roles }) => roles.includes('coordinator') || roles.includes('supervisor'));
    for (const { id } of able.sort((one, other) => rank(one) - rank(other)))
      if (await this.decides(staffOpenid(id))) return staffOpenid(id);
    return undefined;
  }
}
