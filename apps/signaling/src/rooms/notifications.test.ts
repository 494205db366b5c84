import { expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { NotificationLog } from './notifications.ts';

function logOf(...seqs: number[]): NotificationLog {
  const log = new NotificationLog(3, 10);
  for (const seq of seqs) log.add({ seq, name: 'mediaLost', data: {} });
  return log;
}
const seqsAfter = (log: NotificationLog, seq: number) =>
  log.after(seq)?.map((notification) => notification.seq);

it('answers what came after', () => {
  expect(seqsAfter(logOf(11, 14, 20), 10)).toEqual([11, 14, 20]);
  expect(seqsAfter(logOf(11, 14, 20), 14)).toEqual([20]);
  expect(seqsAfter(logOf(11, 14, 20), 20)).toEqual([]);
});

it('no longer holds what somebody said who withdrew', () => {
  const log = logOf(11);
  const posted = (seq: number, speakerId: string) =>
    log.add({ seq, name: 'captionPosted', data: { segment: { speakerId } as CaptionSegment } });
  posted(12, 'withdrawn');
  posted(13, 'other');
  log.forgetCaptionsOf('withdrawn');
  expect(seqsAfter(log, 10)).toEqual([11, 13]);
});

it('says when it no longer has everything', () => {
  const log = logOf(11, 12, 13, 14);
  expect(seqsAfter(log, 11)).toEqual([12, 13, 14]);
  expect(seqsAfter(log, 10)).toBeUndefined();
});

it('never claims to know what came before its session', () => {
  expect(seqsAfter(logOf(), 9)).toBeUndefined();
  expect(seqsAfter(logOf(), 10)).toEqual([]);
});
