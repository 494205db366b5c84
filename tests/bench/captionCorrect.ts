import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { CaptionSegment, Language } from '@silkconsult/protocol';
import type { TestClient } from '../../apps/signaling/src/testing/client.ts';
import { TestNode } from '../../apps/signaling/src/testing/node.ts';
import { CaptionsHost } from '../../packages/captions/src/index.ts';
import { spokenTestSentences } from '../support/sentences.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';

const GOAL_MS = 300;
const CORRECTIONS = 60;
const READERS: readonly Language[] = ['zh-CN', 'ru', 'ky', 'ug', 'kk'];

/**
 * From the moment in which the interpreter's client sends a correction to the moment in which the
 * last of six clients has it: the words themselves, and their new translation by the phrasebook
 * into that client's language. Real sockets, a real captions host, no browser.
 */
export async function measureCaptionCorrect(): Promise<BenchResult> {
  const captions = await CaptionsHost.create();
  const node = await TestNode.start({ seams: { captions } });
  try {
    while (captions.status.host !== 'ready') await once(captions, 'status');
    const room = randomUUID();
    const interpreter = await node.joined({ role: 'interpreter', room, captionLanguage: 'en' });
    const readers = await Promise.all(
      READERS.map((captionLanguage, index) =>
        node.joined({ role: index === 0 ? 'specialist' : 'referrer', room, captionLanguage }),
      ),
    );
    const sentences = spokenTestSentences().map(({ spoken }) => spoken);
    const milliseconds: number[] = [];
    for (let round = 0; round < CORRECTIONS; round++) {
      const text = sentences[round % sentences.length] ?? '';
      milliseconds.push(await correct(interpreter, readers, text, round));
    }
    console.log(describe('correction to the last of six clients', milliseconds, 'ms'));
    return result('caption-correct', percentile(milliseconds, 0.95), 'ms', GOAL_MS);
  } finally {
    await node.close();
  }
}

async function correct(
  interpreter: TestClient,
  readers: readonly TestClient[],
  text: string,
  round: number,
): Promise<number> {
  // What was misheard: nothing that the phrasebook holds. In turn, because nobody may type so fast.
  const typist = readers[round % readers.length] ?? interpreter;
  const { segmentId } = await typist.request('typeCaption', {
    ...{ text: `Something else number ${round}`, language: 'en' },
  });
  const typed = await lineOf(interpreter, segmentId, 'en');
  await Promise.all(readers.map((reader, index) => lineOf(reader, segmentId, READERS[index])));
  const startedMs = performance.now();
  const corrected = interpreter.request('correctCaption', {
    ...{ segmentId, language: 'en', baseRevision: typed.revision, text },
  });
  const isNew = ({ corrections }: CaptionSegment) => (corrections ?? 0) > 0;
  const arrivals = readers.flatMap((reader, index) => [
    lineOf(reader, segmentId, 'en', isNew),
    lineOf(reader, segmentId, READERS[index], (segment) => {
      return isNew(segment) && segment.origin === 'phrasebook';
    }),
  ]);
  await Promise.all([corrected, lineOf(interpreter, segmentId, 'en', isNew), ...arrivals]);
  return performance.now() - startedMs;
}

/** Resolves when the client has a line of this utterance in this language. */
async function lineOf(
  client: TestClient,
  segmentId: string,
  language: Language | undefined,
  condition: (segment: CaptionSegment) => boolean = () => true,
): Promise<CaptionSegment> {
  for (;;) {
    for (const { name, data } of client.seen) {
      if (name !== 'captionPosted') continue;
      const { segment } = data;
      const right = segment.segmentId === segmentId && segment.language === language;
      if (right && condition(segment)) return segment;
    }
    await new Promise((resolve) => client.socket.once('notification', resolve));
  }
}
