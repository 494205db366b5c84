import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS_OF } from '@silkconsult/protocol';
import { entryOf, FRESH_STANDING, mayReopen, outsideSpeakers, readsSegment } from './rules.ts';

const { specialist, interpreter, patient } = PERMISSIONS_OF;
const standing = (change: Partial<typeof FRESH_STANDING>) => ({ ...FRESH_STANDING, ...change });

describe('who goes in', () => {
  it('is a practitioner and an interpreter at once, a patient after admission', () => {
    expect(entryOf(specialist, FRESH_STANDING)).toBe('enter');
    expect(entryOf(interpreter, FRESH_STANDING)).toBe('enter');
    expect(entryOf(patient, FRESH_STANDING)).toBe('wait');
    expect(entryOf(patient, standing({ admitted: true }))).toBe('enter');
  });

  it('is nobody who was removed, until admitted again', () => {
    expect(entryOf(specialist, standing({ removed: true }))).toBe('wait');
    expect(entryOf(specialist, standing({ removed: true, admitted: true }))).toBe('enter');
  });

  it('is nobody who was denied three times', () => {
    expect(entryOf(patient, standing({ denials: 2 }))).toBe('wait');
    expect(entryOf(patient, standing({ denials: 3 }))).toBe('refuse');
  });
});

it('reads what is in the chosen language, and what is as spoken', () => {
  expect(readsSegment({ language: 'ru', spokenLanguage: 'en' }, 'ru')).toBe(true);
  expect(readsSegment({ language: 'en', spokenLanguage: 'en' }, 'ru')).toBe(true);
  expect(readsSegment({ language: 'kk', spokenLanguage: 'en' }, 'ru')).toBe(false);
});

describe('engines outside the hospital', () => {
  const here = ['patient', 'specialist', 'interpreter'];
  const said = (given: string[], refused: string[] = []) =>
    outsideSpeakers({ given, refused, patients: ['patient'] }, here);

  it('have the words of those alone who said yes, and are present', () => {
    expect(said([])).toEqual([]);
    expect(said(['patient', 'interpreter', 'absent'])).toEqual(['patient', 'interpreter']);
  });

  it('have nobody’s while a patient has not said yes', () => {
    expect(said(['specialist', 'interpreter'])).toEqual([]);
  });

  it('have nobody’s while somebody is here who said no', () => {
    expect(said(['patient', 'specialist'], ['interpreter'])).toEqual([]);
    expect(said(['patient', 'specialist'], ['absent'])).toEqual(['patient', 'specialist']);
  });
});

it('lets those who may end a consult open it again', () => {
  expect([mayReopen(specialist), mayReopen(interpreter), mayReopen(patient)]).toEqual([
    true,
    false,
    false,
  ]);
});
