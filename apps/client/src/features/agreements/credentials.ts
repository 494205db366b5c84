import type { Agreement } from '@silkconsult/protocol';

/** How long before its end a licence is warned of: renewing one takes weeks. */
const WARNING_DAYS = 60;

/** The first day on which one of the licences ends, when that is soon. */
export function endsSoon({ credentials, state }: Agreement, now: Date): string | undefined {
  const limit = new Date(now.getTime() + WARNING_DAYS * 86_400_000).toISOString().slice(0, 10);
  const [first] = credentials
    .map(({ expiresOn }) => expiresOn)
    .filter((day) => day <= limit)
    .toSorted();
  return state === 'valid' ? first : undefined;
}
