import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { NO_OVERLAY } from '@silkconsult/protocol/wordings';
import { createLogger } from '@silkconsult/service-kit';
import { FakeCaptions } from '../testing/captions.ts';
import { SECRET, TestScheduling } from '../testing/scheduling.ts';
import { Wordings } from './wordings.ts';

const CHANGED: WordingOverlay = {
  revision: { phrase: 7, term: 3 },
  addedTerms: [{ id: 'added', domain: 'traditional' }],
  wordings: [
    {
      ...{ kind: 'phrase', entryId: 'pain.where', language: 'ru', review: 'drafted' },
      wording: { text: 'Где боль?' },
    },
  ],
};

let scheduling: TestScheduling;
beforeAll(async () => {
  scheduling = await TestScheduling.start();
});
afterAll(() => scheduling.stop());

it('the captions get what the site has changed, once, and keep it while nobody answers', async () => {
  const captions = new FakeCaptions();
  const told: WordingOverlay[] = [];
  captions.layWordings = (overlay) => {
    told.push(overlay);
    captions.overlay = overlay;
  };
  const wordings = new Wordings({
    ...{ captions, url: scheduling.url, secret: SECRET, now: () => new Date() },
    logger: createLogger('test', 'silent'),
  });
  try {
    await wordings.refresh();
    expect(captions.overlay).toBe(NO_OVERLAY);
    scheduling.overlay = CHANGED;
    await wordings.refresh();
    await wordings.refresh();
    expect(told).toEqual([CHANGED]);
    scheduling.failWith = 503;
    await wordings.refresh();
    await scheduling.stop();
    await wordings.refresh();
    expect(captions.overlay).toEqual(CHANGED);
  } finally {
    await wordings.close();
  }
});
