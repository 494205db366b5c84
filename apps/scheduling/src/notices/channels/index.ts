import type { NoticeChannel } from '@silkconsult/protocol';
import type { SchedulingConfig } from '../../config.ts';
import type { Database } from '../../database/types.ts';
import type { PushKeys } from '../../keys/pushKeys.ts';
import { senderOf } from '../message.ts';
import type { Channel } from './channel.ts';
import { mailboxChannel, mailChannel } from './mail.ts';
import { pushChannel } from './push.ts';
import { webhookChannel } from './webhook.ts';

/** The ways out that this installation has. Telling within the platform needs none. */
export type Channels = Partial<Record<Exclude<NoticeChannel, 'in-app'>, Channel>>;

interface Means {
  config: SchedulingConfig;
  db: Database;
  pushKeys: PushKeys;
  demo: boolean;
  now: () => Date;
}

export function openChannels({ config, db, pushKeys, demo, now }: Means): Channels {
  const { SMTP_URL, SMS_WEBHOOK_URL: url, SMS_WEBHOOK_SECRET: secret } = config;
  const channels: Channels = {};
  if (SMTP_URL) channels.mail = mailChannel({ ...config, SMTP_URL });
  else if (demo) channels.mail = mailboxChannel;
  if (url && secret) channels.sms = webhookChannel({ url, secret, now });
  const { email } = senderOf(config);
  channels.push = pushChannel({
    db,
    keys: pushKeys,
    contact: `mailto:${email}`,
    services: config.PUSH_SERVICES,
    now,
  });
  return channels;
}
