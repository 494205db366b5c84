import { beforeEach, expect, it } from '@jest/globals';
import { ReorderBuffer } from './reorder.ts';
import type { RtpPacket } from './rtp.ts';

let buffer: ReorderBuffer;
beforeEach(() => {
  buffer = new ReorderBuffer(200);
});

const packet = (sequence: number, arrivedMs: number, ssrc = 1): RtpPacket => ({
  ...{ sequence: sequence & 0xffff, arrivedMs, ssrc },
  timestamp: sequence * 960,
  payload: new Uint8Array([sequence & 0xff]),
});
const push = (sequence: number, arrivedMs: number, ssrc = 1) =>
  buffer.push(packet(sequence, arrivedMs, ssrc)).map((p) => p.sequence & 0xffff);

it('lets packets in order pass at once', () => {
  expect([push(1, 0), push(2, 20), push(3, 40)]).toEqual([[1], [2], [3]]);
});

it('holds what is behind a gap until the missing packet comes', () => {
  push(1, 0);
  expect(push(3, 40)).toEqual([]);
  expect(push(4, 60)).toEqual([]);
  expect(push(2, 150)).toEqual([2, 3, 4]);
});

it('gives a gap up after the window, without another packet too', () => {
  push(1, 0);
  push(3, 40);
  expect(buffer.pull(239)).toEqual([]);
  expect(buffer.pull(240).map((p) => p.sequence)).toEqual([3]);
  expect(push(2, 250)).toEqual([]);
  expect(buffer.discarded).toBe(1);
});

it('passes a packet that comes twice only once', () => {
  push(1, 0);
  expect(push(1, 5)).toEqual([]);
  push(3, 40);
  expect(push(3, 45)).toEqual([]);
  expect(push(2, 50)).toEqual([2, 3]);
});

it('goes on when the sequence number wraps', () => {
  expect(push(65_535, 0)).toEqual([65_535]);
  expect(push(65_537, 40)).toEqual([]);
  expect(push(65_536, 50)).toEqual([0, 1]);
});

it('begins anew on another stream only when a second packet confirms it', () => {
  push(1, 0);
  expect(push(40_000, 20, 9)).toEqual([]);
  expect(push(2, 20)).toEqual([2]);
  expect(push(40_001, 40, 9)).toEqual([40_001]);
  expect(push(40_002, 60, 9)).toEqual([40_002]);
});

it('waits for a late packet no longer than its window, however many gaps there are', () => {
  push(0, 0);
  for (let sequence = 2; sequence < 60; sequence += 2) push(sequence, sequence * 20);
  const passed = buffer.pull(60 * 20 + 200).map((p) => p.sequence);
  expect(passed.at(-1)).toBe(58);
});
