import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PcmChunk } from '../recognizers/recognizer.ts';
import { rtpPacket, type SpokenPacket, toRtp } from '../testing/rtp.ts';
import { concat, silence, speak } from '../testing/speech.ts';
import { createSpeechDecoder } from './opus.ts';
import type { RtpPacket } from './rtp.ts';
import { parseRtp } from './rtp.ts';
import { Timeline } from './timeline.ts';

const EPOCH = 1_000_000;
let speech: SpokenPacket[];

beforeAll(async () => {
  speech = toRtp(await speak('please take a deep breath'));
});

function parsed({ packet, atMs }: SpokenPacket): RtpPacket {
  const result = parseRtp(packet, EPOCH + atMs);
  if (!result) throw new Error('not RTP');
  return result;
}

async function play(packets: readonly RtpPacket[]): Promise<PcmChunk[]> {
  const decoder = await createSpeechDecoder();
  const timeline = new Timeline('s', decoder);
  const chunks = packets.flatMap((packet) =>
    timeline.feed(packet).map((chunk) => ({ ...chunk, pcm: chunk.pcm.slice() })),
  );
  decoder.free();
  return chunks;
}

const msOf = (chunks: readonly PcmChunk[]) =>
  chunks.reduce((sum, chunk) => sum + chunk.pcm.length / 16, 0);
const energyOf = (chunk: PcmChunk | undefined) =>
  (chunk?.pcm ?? new Float32Array(0)).reduce((sum, sample) => sum + sample * sample, 0);

describe('the timeline', () => {
  it('gives every packet 20 ms at the time when it was spoken', async () => {
    const chunks = await play(speech.map(parsed));
    expect(msOf(chunks)).toBe(speech.length * 20);
    expect(chunks[10]?.t0Ms).toBe(EPOCH + 200);
    expect(chunks.every(({ lostMs }) => lostMs === 0)).toBe(true);
  });

  it('takes a jump of the timestamp under contiguous numbers as silence', async () => {
    const paused = speech.slice(0, 40).map(parsed);
    const rest = paused.splice(20).map((p) => ({
      ...p,
      timestamp: p.timestamp + 48 * 400,
      arrivedMs: p.arrivedMs + 400,
    }));
    const chunks = await play([...paused, ...rest]);
    expect(msOf(chunks)).toBe(40 * 20 + 400);
    expect(chunks[20]).toMatchObject({ t0Ms: EPOCH + 400, lostMs: 0 });
    expect(energyOf(chunks[20])).toBe(0);
    expect(chunks[21]?.t0Ms).toBe(EPOCH + 800);
  });

  it('conceals up to 60 ms of loss and is silent for the rest, so that time is never shorter', async () => {
    const lossy = speech.map(parsed).filter((_, i) => i < 30 || i >= 36);
    const chunks = await play(lossy);
    expect(msOf(chunks)).toBe(speech.length * 20);
    const [concealed, silent] = chunks.slice(30, 32);
    expect(concealed).toMatchObject({ t0Ms: EPOCH + 600, lostMs: 120 });
    expect(concealed?.pcm.length).toBe(60 * 16);
    expect(energyOf(concealed)).toBeGreaterThan(0);
    expect(silent?.pcm.length).toBe(60 * 16);
    expect(energyOf(silent)).toBe(0);
  });

  it('keeps the time of the packet with the shortest way when others are late', async () => {
    const jittered = speech.slice(0, 20).map(parsed);
    for (const [i, packet] of jittered.entries()) packet.arrivedMs += i % 3 === 1 ? 80 : 0;
    const chunks = await play(jittered);
    for (const [i, chunk] of chunks.entries()) {
      expect(Math.abs(chunk.t0Ms - (EPOCH + i * 20))).toBeLessThanOrEqual(2);
    }
  });

  it('starts a new clock when the sender does', async () => {
    const first = speech.slice(0, 10).map(parsed);
    const second = speech.slice(10, 20).map(parsed);
    for (const packet of second) packet.timestamp = (packet.timestamp + 3_000_000_000) % 2 ** 32;
    const chunks = await play([...first, ...second]);
    expect(msOf(chunks)).toBe(400);
    expect(chunks[10]?.t0Ms).toBe(EPOCH + 200);
  });

  it('survives packets that are not Opus', async () => {
    // The decoder prints each of them.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const garbage = Array.from({ length: 300 }, (_, i) => {
      const payload = Buffer.from(
        Array.from({ length: (i * 37) % 1400 }, (_, j) => (i * 31 + j * 17) & 0xff),
      );
      return parseRtp(rtpPacket({ sequence: i, timestamp: i * 960, ssrc: 1, payload }), EPOCH);
    }).filter((packet) => packet !== undefined);
    await expect(play(garbage)).resolves.toBeDefined();
    await expect(play([...garbage.slice(0, 5), ...speech.map(parsed)])).resolves.toBeDefined();
  });
});

it('a pause that DTX does not send costs fewer packets and keeps its length', async () => {
  const said = concat(await speak('yes'), silence(1500), await speak('no'));
  const sent = toRtp(said, { dtx: true });
  expect(sent.length).toBeLessThan(toRtp(said).length - 20);
  const chunks = await play(sent.map(parsed));
  const last = chunks.at(-1);
  expect((last?.t0Ms ?? 0) - EPOCH).toBe(sent.at(-1)?.atMs);
});
