import { createHmac, timingSafeEqual } from 'node:crypto';

const MAX_AGE_SECONDS = 300;

const digest = (secret: string, time: number, body: string | Buffer) =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest();

/** The signature header for a body sent between our services. */
export function sign(secret: string, body: string | Buffer, nowMs: number): string {
  const time = Math.floor(nowMs / 1000);
  return `t=${time},v1=${digest(secret, time, body).toString('hex')}`;
}

/** Whether the header was made for this body with this secret, within the last five minutes. */
export function verifySignature(
  secret: string,
  body: string | Buffer,
  header: string | undefined,
  nowMs: number,
): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '');
  if (!match) return false;
  const time = Number(match[1]);
  if (Math.abs(nowMs / 1000 - time) > MAX_AGE_SECONDS) return false;
  return timingSafeEqual(Buffer.from(match[2] ?? '', 'hex'), digest(secret, time, body));
}
