import { z } from 'zod';
import type { Context } from '../context.ts';
import { defineJob } from '../jobs/define.ts';
import { deleteExpiredSessions } from './store.ts';

export const forgetExpiredSessions = defineJob(
  'forget-expired-sessions',
  z.object({}),
  async ({ db, now }: Context) => deleteExpiredSessions(db, now()),
  { every: '23 * * * *' },
);
