import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineServer } from '../../packages/captions/src/testing/engineServer.ts';
import { spokenTestSentences } from '../support/sentences.ts';
import { captionSpeech, READER } from './captionSpeech.ts';
import { EVERYDAY_SENTENCES } from './everydaySentences.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';

/** Seconds from the last voiced packet to the final line on another person's screen. */
const GOALS = { source: 1, phrasebook: 1.2, machine: 1.6 };
const TRANSLATOR_MS = 300;
/** What the translator writes for every line: the room remembers each sentence by itself. */
const WRITTEN = '我们明天早上再谈这件事情。';
const UNANSWERED_SECONDS = 3;

/**
 * The final line as spoken, by the phrasebook, and by a translator that takes 300 ms. The figure is
 * the worst of the three, as a share of its goal.
 */
export async function measureCaptionFinal(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'silkconsult-bench-'));
  const translator = await EngineServer.start();
  translator.translate = () => delay(TRANSLATOR_MS, WRITTEN);
  const plan = join(folder, 'translation.json');
  const engines = { libre: { type: 'libretranslate', url: translator.url } };
  const routes = [{ from: 'en', to: READER, engine: 'libre' }];
  writeFileSync(plan, JSON.stringify({ engines, routes }));
  // Alternating, so that each sentence of the machine's is said once: a second time it is remembered.
  const phrases = spokenTestSentences().map(({ spoken }) => spoken);
  const sentences = EVERYDAY_SENTENCES.flatMap((everyday, index) => [
    phrases[index % phrases.length] ?? '',
    everyday,
  ]);
  try {
    const env = { CAPTION_TRANSLATION_FILE: plan };
    const speech = await captionSpeech(sentences, sentences.length - 1, env);
    return report(speech, sentences.length - 1);
  } finally {
    await translator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(
  { ends, finals }: Awaited<ReturnType<typeof captionSpeech>>,
  samples: number,
): BenchResult {
  const seconds: Record<keyof typeof GOALS, number[]> = { source: [], phrasebook: [], machine: [] };
  let untranslated = 0;
  for (const [index, end] of ends.slice(0, samples).entries()) {
    const next = ends[index + 1] ?? Number.POSITIVE_INFINITY;
    const lines = finals.filter(({ at }) => at > end && at < next);
    const took = (line: { at: number } | undefined) =>
      line ? (line.at - end) / 1000 : UNANSWERED_SECONDS;
    seconds.source.push(took(lines[0]));
    const translated = lines.findLast(({ language }) => language === READER);
    if (!translated) untranslated += 1;
    else seconds[translated.text === WRITTEN ? 'machine' : 'phrasebook'].push(took(translated));
  }
  console.log(`${untranslated} of ${samples} sentences were not translated`);
  const shares = Object.entries(GOALS).map(([name, goal]) => {
    const measured = seconds[name as keyof typeof GOALS];
    console.log(describe(`last voiced packet to ${name} line (goal ${goal} s)`, measured, 's'));
    return percentile(measured, 0.95) / goal;
  });
  return result('caption-final', Math.max(...shares), 'of the goal', 1);
}
