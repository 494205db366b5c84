import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import { z } from 'zod';
import { isRemote } from '../onPremises.ts';
import { notCovered } from './chatTemplates.ts';
import { type PlanFile, planFileSchema } from './planSchema.ts';
import { folderFaults } from './transformers/folder.ts';

type EngineEntry = PlanFile['engines'][string];

/** One engine, ready to be opened. */
export type EngineSettings = EngineEntry & { remote: boolean; key?: string };

/** Which engine translates a pair, and through which language. */
export interface RouteSettings {
  from: Language;
  to: Language;
  engine: string;
  via?: Language;
}

/** Machine translation as the hospital wants it: valid, with at most one route for each pair. */
export interface TranslationPlan {
  engines: Record<string, EngineSettings>;
  routes: RouteSettings[];
}

/** A plan that cannot work. Its message has one sentence for each fault. */
export class TranslationPlanError extends Error {
  override readonly name = 'TranslationPlanError';
}

/** @throws TranslationPlanError */
export function readTranslationPlan(path: string): TranslationPlan {
  const file = parsePlan(read(path, 'the file'), path);
  const routes = file.routes.flatMap(({ from, to, engine, via }) =>
    from.flatMap((a) =>
      // A list of languages on both sides means each into each other.
      (from.length + to.length > 2 ? to.filter((b) => b !== a) : to).map((b) => ({
        ...{ from: a, to: b, engine },
        ...(via && { via }),
      })),
    ),
  );
  for (const entry of Object.values(file.engines)) {
    if (entry.type === 'transformers') entry.folder = resolve(dirname(path), entry.folder);
  }
  const complaints = [
    ...engineFaults(file),
    ...routeFaults(routes, file),
    ...modelFaults(routes, file),
  ];
  if (complaints.length > 0) throw new TranslationPlanError(complaints.join('\n'));
  const engines = Object.entries(file.engines).map(([id, entry]): [string, EngineSettings] => {
    if (entry.type === 'transformers') return [id, { ...entry, remote: false }];
    const key = entry.keyFile && read(resolve(dirname(path), entry.keyFile), 'a keyFile').trim();
    return [id, { ...entry, remote: isRemote(entry), ...(key && { key }) }];
  });
  return { engines: Object.fromEntries(engines), routes };
}

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new TranslationPlanError(`${what} ${path} cannot be read.`);
  }
}

function parsePlan(text: string, path: string): PlanFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new TranslationPlanError(`${path} is not JSON.`);
  }
  const parsed = planFileSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new TranslationPlanError(z.prettifyError(parsed.error));
}

function engineFaults({ engines, remoteHosts }: PlanFile): string[] {
  return Object.entries(engines).flatMap(([id, entry]) => {
    if (entry.type === 'transformers') return [];
    const { username, password, hostname } = new URL(entry.url);
    const faults: string[] = [];
    if (username || password)
      faults.push(`Engine ${id} has a password in its url: put the key into a file, keyFile.`);
    if (isRemote(entry) && !remoteHosts.includes(hostname))
      faults.push(
        `Engine ${id} is at ${hostname}, outside this hospital as far as can be seen: add the host to remoteHosts (lines then go there of speakers who let them), or say onPremises if the machine is yours.`,
      );
    return faults;
  });
}

/** Looks into the folders of local models, with the languages that are asked of each. */
function modelFaults(routes: readonly RouteSettings[], { engines }: PlanFile): string[] {
  return Object.entries(engines).flatMap(([id, entry]) => {
    if (entry.type !== 'transformers') return [];
    const asked = routes.filter(({ engine }) => engine === id);
    const languages = new Set(asked.flatMap(({ from, to, via }) => [from, to, via ?? to]));
    const faults = folderFaults(entry.folder, [...languages], entry.codes);
    return faults.map((fault) => `Engine ${id} ${fault}`);
  });
}

function routeFaults(routes: readonly RouteSettings[], { engines }: PlanFile): string[] {
  const known = new Set<string>();
  return routes.flatMap(({ from, to, engine, via }) => {
    const pair = `${from} → ${to}`;
    const faults: string[] = [];
    if (from === to) faults.push(`The route ${pair} leads from a language into itself.`);
    if (known.has(pair))
      faults.push(`The pair ${pair} has two routes: keep one, nothing is tried in turn.`);
    known.add(pair);
    if (via === from || via === to)
      faults.push(`The route ${pair} goes via ${via}, which is one of its ends: leave via out.`);
    const entry = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
    if (!entry) faults.push(`The route ${pair} names the engine ${engine}, which is not there.`);
    if (entry?.type !== 'openai-chat') return faults;
    for (const language of notCovered(entry.template, [from, to, ...(via ? [via] : [])]))
      faults.push(
        `The route ${pair} asks ${engine} for ${language}, which models of the template ${entry.template} do not translate.`,
      );
    return faults;
  });
}
