import { useEffect, useState } from 'react';
import type { CallState } from '../../call/index.ts';

/** How many messages of others have come while the panel was closed. */
export function useUnread(call: CallState, panelShown: boolean): number {
  const others = call.chat.filter((message) => message.peerId !== call.selfId).length;
  const [seen, setSeen] = useState(others);
  useEffect(() => {
    if (panelShown) setSeen(others);
  }, [panelShown, others]);
  return panelShown ? 0 : Math.max(0, others - seen);
}
