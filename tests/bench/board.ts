import { liveEventSchema } from '@silkconsult/protocol';
import { Api } from '../support/api.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { startStack } from '../support/stack.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';

const GOAL_MS = 500;
const VIEWERS = 500;
/** Those who may not see the consult: they must hear of none of it. */
const OUTSIDERS = 20;
const EVENTS = 30;
/** One change after the other, as people make them, each heard by all before the next. */
const PATIENCE_MS = 10_000;

interface Viewer {
  /** When each event arrived, by its appointment and order. */
  arrivals: number[];
  close(): void;
}

/** One open stream, read to the end, as a day board reads it. */
async function watch(url: string, token: string, consult: string): Promise<Viewer> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`refused: ${response.status}`);
  const ready = Promise.withResolvers<void>();
  const arrivals: number[] = [];
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = '';
    for await (const chunk of body) {
      const at = performance.now();
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith('event: ready')) ready.resolve();
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (!data || block.startsWith('event:')) continue;
        const { type, appointmentId } = liveEventSchema.parse(JSON.parse(data));
        if (type === 'consentChanged' && appointmentId === consult) arrivals.push(at);
      }
    }
  };
  read(response.body).catch(ready.reject);
  await ready.promise;
  return { arrivals, close: () => abort.abort() };
}

/**
 * From the moment in which a referrer's change is sent to its arrival at each of 500 live viewers:
 * real connections through the front door, half of them of Urumqi's coordination, half of the
 * partner's. Beside them are people who may not see the consult and must hear nothing.
 */
export async function measureBoard(): Promise<BenchResult> {
  const stack = await startStack();
  const viewers: Viewer[] = [];
  try {
    const { appointment, patientId, coordinator } = await bookConsult(stack.url);
    const referrer = await Api.signIn(stack.url, ACCOUNTS.referrer);
    const outsider = await Api.signIn(stack.url, ACCOUNTS.observer);
    const insiders = [coordinator, referrer, await Api.signIn(stack.url, ACCOUNTS.specialist)];
    for (let index = 0; index < VIEWERS; index += 1) {
      const { accessToken } = (insiders[index % insiders.length] ?? coordinator).session;
      viewers.push(await watch(stack.url, accessToken, appointment.id));
    }
    const outsiders: Viewer[] = [];
    for (let index = 0; index < OUTSIDERS; index += 1)
      outsiders.push(await watch(stack.url, outsider.session.accessToken, appointment.id));
    viewers.push(...outsiders);
    const samples: number[] = [];
    const slowest: number[] = [];
    // The first change warms caches up and does not count.
    for (let round = 0; round <= EVENTS; round += 1) {
      const sent = performance.now();
      await referrer.post(`/appointments/${appointment.id}/consents`, {
        patient: patientId,
        status: round % 2 === 0 ? 'asked' : 'given',
      });
      await all(viewers.slice(0, VIEWERS), round + 1);
      if (round === 0) continue;
      const delays = viewers.slice(0, VIEWERS).map(({ arrivals }) => (arrivals[round] ?? 0) - sent);
      samples.push(...delays);
      slowest.push(Math.max(...delays));
    }
    const heard = outsiders.reduce((count, { arrivals }) => count + arrivals.length, 0);
    if (heard > 0) throw new Error(`${heard} events reached people who may not see the consult`);
    console.log(describe(`the last of ${VIEWERS} viewers`, slowest, 'ms'));
    return result('board', percentile(samples, 0.95), 'ms', GOAL_MS);
  } finally {
    for (const viewer of viewers) viewer.close();
    await stack.stop();
  }
}

async function all(viewers: readonly Viewer[], count: number): Promise<void> {
  const late = performance.now() + PATIENCE_MS;
  while (viewers.some(({ arrivals }) => arrivals.length < count)) {
    if (performance.now() > late) throw new Error('an event did not reach every viewer');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
