import type { SpeakerConsents } from '@silkconsult/protocol';
import { SIGNATURE_HEADER, speakerConsentsSchema } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';

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

const ANSWER_TIMEOUT_MS = 5000;

/** Asks scheduling, where the word of each speaker is on record. */
export class Consents implements ConsentSource {
  readonly #options: { url: string; secret: string; now(): Date };

  constructor(options: { url: string; secret: string; now(): Date }) {
    this.#options = options;
  }

  async of(roomId: string): Promise<SpeakerConsents> {
    const { url, secret, now } = this.#options;
    const body = JSON.stringify({ roomId });
    const response = await fetch(new URL('/api/speaker-consents', url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(secret, body, now().getTime()),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`scheduling answered ${response.status}`);
    return speakerConsentsSchema.parse(await response.json());
  }
}
