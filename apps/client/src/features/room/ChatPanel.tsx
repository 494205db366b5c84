import { Button, TextInput } from '@mantine/core';
import type { ChatMessage } from '@silkconsult/protocol';
import { IconSend2 } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import type { CallSession } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock } from '../../time/format.ts';
import classes from './SidePanel.module.css';
import { useStickyBottom } from './useStickyBottom.ts';

interface ChatPanelProps {
  session: CallSession;
  chat: ChatMessage[];
  selfId?: string;
}

/** Written messages to everyone in the room. */
export function ChatPanel({ session, chat, selfId }: ChatPanelProps) {
  const { t } = useTranslation();
  const { dir } = useLanguage();
  const me = useMe();
  const { box, onScroll } = useStickyBottom(chat);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setFailed(false);
    try {
      await session.sendChat(text.trim());
      setText('');
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  return (
    <section className={`${classes.section} ${classes.chat}`}>
      <div className={classes.head}>
        <h2>{t('chat.title')}</h2>
      </div>
      <div
        className={classes.scroll}
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={t('chat.title')}
      >
        {chat.length === 0 && <p className={classes.empty}>{t('chat.empty')}</p>}
        {chat.map((message) => (
          <div
            key={message.messageId}
            className={classes.message}
            data-self={message.peerId === selfId}
            data-testid="chat-message"
          >
            <small>
              <bdi>{message.name}</bdi> {clock(new Date(message.at), me?.timeZone ?? 'UTC')}
            </small>
            <p dir="auto">{message.text}</p>
          </div>
        ))}
      </div>
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <TextInput
          size="sm"
          dir={text === '' ? dir : 'auto'}
          aria-label={t('chat.label')}
          placeholder={t('chat.placeholder')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={failed && t('chat.failed')}
          disabled={!session.can('chat')}
          data-testid="chat-input"
        />
        <Button type="submit" px="sm" loading={busy} aria-label={t('chat.send')}>
          <IconSend2 className="mirrored" size={20} stroke={1.75} aria-hidden />
        </Button>
      </form>
    </section>
  );
}
