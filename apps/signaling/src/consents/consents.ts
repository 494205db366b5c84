import type { SpeakerConsents } from '@silkconsult/protocol';
import { speakerConsentsSchema } from '@silkconsult/protocol';
import { askSigned, type Scheduling } from '../scheduling/post.ts';

/** Who knows what the speakers of a room said yes and no to. */
export interface ConsentSource {
  /** @throws when nobody can tell now */
  of(roomId: string): Promise<SpeakerConsents>;
}

/** For rooms that are no consult. */
export const NOBODY: ConsentSource = {
  of: async () => ({
    transcript: { kept: [], withdrawn: [] },
    outsideEngines: { given: [], refused: [], patients: [] },
  }),
};

/** Asks scheduling, where the word of each speaker is on record. */
export class Consents implements ConsentSource {
  readonly #scheduling: Scheduling;

  constructor(scheduling: Scheduling) {
    this.#scheduling = scheduling;
  }

  async of(roomId: string): Promise<SpeakerConsents> {
    const answer = await askSigned(this.#scheduling, '/api/speaker-consents', { roomId });
    return speakerConsentsSchema.parse(answer);
  }
}
