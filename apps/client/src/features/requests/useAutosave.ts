import type { Draft, ServiceRequest } from '@silkconsult/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../api/problem.ts';
import { saveDraft, saveDraftOnLeaving } from '../../api/requests.ts';
import { requestKey } from './queries.ts';

export type SaveState = 'saved' | 'saving' | 'offline' | 'conflict';

const PAUSE_MS = 700;
const RETRY_MS = 3000;

/**
 * Saves what is typed to the server's draft, a moment after the last key. While the server cannot be
 * reached the text stays in this page's memory, and nowhere else: nothing clinical is ever written to
 * a disk of ours. It is tried again until it is saved; a page that is closed sends its last words.
 */
export function useAutosave(draft: ServiceRequest) {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>('saved');
  const version = useRef(draft.version);
  const unsaved = useRef<Draft>({});
  const running = useRef<Promise<void>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { id } = draft;

  const save = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    const change = unsaved.current;
    if (Object.keys(change).length === 0) return;
    unsaved.current = {};
    const attempt = saveDraft(id, { ...change, version: version.current }).then(
      (saved) => {
        version.current = saved.version;
        client.setQueryData(requestKey(id), saved);
        setState(Object.keys(unsaved.current).length === 0 ? 'saved' : 'saving');
      },
      (error: unknown) => {
        // What was typed meanwhile is newer than what could not be saved.
        unsaved.current = { ...change, ...unsaved.current };
        if (failureOf(error).code === 'version_conflict') return setState('conflict');
        setState('offline');
        timer.current = setTimeout(() => void save(), RETRY_MS);
      },
    );
    running.current = attempt.finally(() => {
      running.current = undefined;
    });
    await running.current;
  }, [id, client]);

  const change = useCallback(
    (fields: Draft) => {
      unsaved.current = { ...unsaved.current, ...fields };
      setState((was) => (was === 'offline' || was === 'conflict' ? was : 'saving'));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE_MS);
    },
    [save],
  );

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState !== 'hidden') return;
      const words = unsaved.current;
      if (Object.keys(words).length === 0 || running.current) return;
      void save();
    };
    const close = () => {
      if (Object.keys(unsaved.current).length === 0) return;
      saveDraftOnLeaving(id, { ...unsaved.current, version: version.current });
      unsaved.current = {};
    };
    const online = () => void save();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', close);
    window.addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', close);
      window.removeEventListener('online', online);
      clearTimeout(timer.current);
      close();
    };
  }, [id, save]);

  /** Saves at once; the version on which an action can then be decided, or nothing if it failed. */
  const flush = useCallback(async (): Promise<number | undefined> => {
    await save();
    return Object.keys(unsaved.current).length === 0 ? version.current : undefined;
  }, [save]);

  return { state, change, flush };
}
