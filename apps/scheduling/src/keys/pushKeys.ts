import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError, parse } from '@silkconsult/service-kit';
import webpush from 'web-push';
import { z } from 'zod';
import { errorCode } from '../errorCode.ts';

const pushKeysSchema = z.object({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
});
/** The pair by which push services know us (VAPID, RFC 8292). */
export type PushKeys = z.infer<typeof pushKeysSchema>;

function keysFrom(text: string, path: string): PushKeys {
  try {
    return parse(pushKeysSchema, JSON.parse(text));
  } catch {
    throw new ConfigError(
      `The push keys in ${path} cannot be read: it must be a JSON file with publicKey and privateKey (npx web-push generate-vapid-keys --json).`,
    );
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The push keys, made at the first start and readable by their owner only. Browsers subscribe to the
 * public one: with other keys, every subscription is lost.
 *
 * @param mayCreate False for a file that several nodes share.
 * @throws ConfigError when the file is missing or holds something else.
 */
export async function loadPushKeys(path: string, mayCreate: boolean): Promise<PushKeys> {
  const existing = await readText(path);
  if (existing !== undefined) return keysFrom(existing, path);
  if (!mayCreate) throw new ConfigError(`PUSH_KEY_FILE names ${path}, which does not exist.`);
  const keys = webpush.generateVAPIDKeys();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
  await chmod(path, 0o600);
  return keys;
}
