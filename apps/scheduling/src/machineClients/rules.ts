import type { Reason } from '../rules/reason.ts';
import type { Viewer } from '../rules/viewer.ts';

/** What a program may be allowed to do with resources: FHIR's interactions by their letters. */
export type Interaction = 'create' | 'read' | 'update' | 'delete' | 'search';

/** One SMART scope: `system/Appointment.rs`; `*` means every type. */
export interface Scope {
  type: string;
  interactions: ReadonlySet<string>;
}

const LETTERS: Record<Interaction, string> = {
  create: 'c',
  read: 'r',
  update: 'u',
  delete: 'd',
  search: 's',
};

/** Letters come in this order or not at all, as SMART App Launch 2 demands. */
const FORM = /^system\/(\*|[A-Z][A-Za-z]+)\.(?=.)(c?r?u?d?s?)$/;

/** The scope that the text means; undefined when it means none. */
export function parseScope(text: string): Scope | undefined {
  const [, type, letters] = FORM.exec(text) ?? [];
  return type && letters ? { type, interactions: new Set(letters) } : undefined;
}

const write = ({ type, interactions }: Scope) =>
  `system/${type}.${[...'cruds'].filter((letter) => interactions.has(letter)).join('')}`;

const parseAll = (texts: readonly string[]) =>
  texts.map(parseScope).filter((scope) => scope !== undefined);

/**
 * What of the asked-for scopes the allowed ones cover, each cut down to what is allowed.
 *
 * @example grantScopes(['system/Patient.rs'], ['system/*.r']) // ['system/Patient.r']
 */
export function grantScopes(asked: readonly string[], allowed: readonly string[]): string[] {
  const granted = new Set<string>();
  for (const want of parseAll(asked))
    for (const may of parseAll(allowed)) {
      if (want.type !== '*' && may.type !== '*' && want.type !== may.type) continue;
      const interactions = new Set(
        [...want.interactions].filter((one) => may.interactions.has(one)),
      );
      const type = want.type === '*' ? may.type : want.type;
      if (interactions.size > 0) granted.add(write({ type, interactions }));
    }
  return [...granted];
}

/** Whether one of the scopes allows this; nothing does by itself. */
export function mayDo(scopes: readonly string[], type: string, interaction: Interaction): boolean {
  return parseAll(scopes).some(
    (scope) =>
      (scope.type === '*' || scope.type === type) && scope.interactions.has(LETTERS[interaction]),
  );
}

/** Programs of a hospital are its administrators' business. */
export function refuseManagingClients(viewer: Viewer): Reason | undefined {
  return viewer.role === 'admin' ? undefined : { code: 'forbidden' };
}
