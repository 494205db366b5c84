import { describe, expect, it } from '@jest/globals';
import type { Language, Role } from '@silkconsult/protocol';
import { ROLES } from '@silkconsult/protocol';
import type { ReviewState } from '@silkconsult/protocol/wordings';
import type { Viewer } from '../../rules/viewer.ts';
import { refuseEditing, refuseReading, refuseSigning, refuseSuggesting } from './access.ts';
import { newTermId } from './termId.ts';

const viewer = (role: Role, organizationKind: Viewer['organizationKind'] = 'urumqi'): Viewer => ({
  ...{ personId: 'me', sessionId: 'session', role },
  ...{ organizationId: 'hospital', organizationKind },
});

describe('who may do what with wordings', () => {
  const who = (refuse: (viewer: Viewer) => unknown, kind: Viewer['organizationKind']) =>
    ROLES.filter((role) => refuse(viewer(role, kind)) === undefined);

  it('coordinators and administrators in Urumqi edit, practitioners and interpreters suggest', () => {
    expect(who(refuseEditing, 'urumqi')).toEqual(['coordinator', 'admin']);
    expect(who(refuseEditing, 'partner')).toEqual([]);
    for (const kind of ['urumqi', 'partner'] as const)
      expect(who(refuseSuggesting, kind)).toEqual(['practitioner', 'interpreter']);
    expect(who(refuseReading, 'partner')).toEqual(['practitioner', 'interpreter']);
  });

  it.each<[Role, Language[], ReviewState, string[], string | undefined]>([
    ['practitioner', ['ky'], 'machine-drafted', [], undefined],
    ['interpreter', ['zh-CN', 'ky'], 'drafted', ['other'], undefined],
    ['interpreter', ['zh-CN', 'ru'], 'drafted', [], 'forbidden'],
    ['interpreter', ['ky'], 'drafted', ['me'], 'forbidden'],
    ['interpreter', ['ky'], 'drafted', ['other', 'me'], 'forbidden'],
    ['coordinator', ['ky'], 'machine-drafted', [], 'forbidden'],
    ['patient', ['ky'], 'machine-drafted', [], 'forbidden'],
    ['practitioner', ['ky'], 'reviewed', [], 'status_transition_refused'],
    ['practitioner', ['ky'], 'native', [], 'status_transition_refused'],
  ])(
    'a %s who speaks %s and a %s Kyrgyz wording by %j: %s',
    (role, spoken, review, authors, code) => {
      const signed = { language: 'ky' as const, review, authors };
      expect(refuseSigning(viewer(role), spoken, signed)?.code).toBe(code);
    },
  );
});

it.each<[string | undefined, string[], string]>([
  ['Dry cupping', [], 'dryCupping'],
  ['Dry cupping', ['dryCupping'], 'dryCuppingB'],
  ['X-ray (chest), 2', ['heart'], 'xRayChest'],
  [undefined, ['added', 'addedB'], 'addedC'],
  ['–', [], 'added'],
])('a term that is "%s" in English, beside %j, is named %s', (english, taken, id) => {
  expect(newTermId(english, new Set(taken))).toBe(id);
});
