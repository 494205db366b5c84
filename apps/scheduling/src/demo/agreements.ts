import type { Agreement, Specialty } from '@silkconsult/protocol';
import { SPECIALTIES } from '@silkconsult/protocol';
import type { Tx } from '../database/types.ts';
import { DEMO_ORGANIZATIONS, type DemoOrganization } from './organizations.ts';
import { demoId } from './seed.ts';

const RESPONSE_MINUTES = { routine: 2880, urgent: 480, asap: 120, stat: 15 };
const CHEST: readonly Specialty[] = ['pulmonology-tuberculosis', 'infectious-diseases'];
const COMBINED: readonly Specialty[] = ['traditional-medicine', 'dermatology'];
/** Everything but what the counterpart hospitals do and transplants, which few have agreed on. */
const GENERAL = SPECIALTIES.filter(
  (one) => one !== 'transplant-surgery' && !CHEST.includes(one) && !COMBINED.includes(one),
);

interface DemoAgreement {
  partner: DemoOrganization;
  performer: string;
  specialties: readonly Specialty[];
  quota?: number;
  /** Years after this one in which it ends; -1 ended with the last. */
  endsIn?: number;
  credentialEndsIn?: number;
  /** Days from now, for one that has to be renewed. */
  credentialEndsInDays?: number;
}

/** Many-to-one with the two large hospitals, one-to-one in a few cases, one each that has lapsed. */
function agreementsOf(partner: DemoOrganization): DemoAgreement[] {
  const chest = { partner, performer: 'hongshan', specialties: CHEST, quota: 6 };
  if (partner.key === 'gilgit')
    return [{ partner, performer: 'tianshan', specialties: SPECIALTIES, quota: 4 }];
  const soon = partner.key === 'osh' ? 30 : undefined;
  const general = {
    partner,
    performer: 'first',
    specialties: GENERAL,
    quota: 10,
    credentialEndsInDays: soon,
  };
  if (partner.country === 'MN' || partner.country === 'RU') return [general];
  const all: DemoAgreement[] = [general, chest];
  if (partner.key === 'astana-centre')
    all.push({ partner, performer: 'sixth', specialties: ['transplant-surgery'], endsIn: 2 });
  if (partner.key === 'samarkand')
    all.push({ partner, performer: 'bogda', specialties: COMBINED, credentialEndsIn: -1 });
  if (partner.key === 'osh')
    all.push({ partner, performer: 'bogda', specialties: COMBINED, endsIn: -1 });
  return all;
}

/** Agreements for all 22 partners, written where they are missing. */
export async function writeAgreements(tx: Tx, now: Date): Promise<void> {
  const year = now.getUTCFullYear();
  const endOf = (years: number) => `${year + years}-12-31`;
  const partners = DEMO_ORGANIZATIONS.filter(({ kind }) => kind === 'partner');
  await tx
    .insertInto('agreement')
    .values(
      partners.flatMap(agreementsOf).map((one) => {
        const credential: Agreement['credentials'][number] = {
          country: one.partner.country,
          text: `${one.partner.country}-TM-${one.partner.key.length}${one.performer.length}07`,
          expiresOn: one.credentialEndsInDays
            ? new Date(now.getTime() + one.credentialEndsInDays * 86_400_000)
                .toISOString()
                .slice(0, 10)
            : endOf(one.credentialEndsIn ?? 1),
        };
        return {
          id: demoId('agreement', one.partner.key, one.performer),
          version: 1,
          partner_id: demoId('organization', one.partner.key),
          performer_id: demoId('organization', one.performer),
          specialties: [...one.specialties],
          askers: JSON.stringify({ functions: ['referrer', 'coordinator'], people: [] }),
          weekly_quota: one.quota ?? null,
          response_minutes: JSON.stringify(RESPONSE_MINUTES),
          valid_from: `${year - 2}-01-01`,
          valid_to: endOf(one.endsIn ?? 1),
          credentials: JSON.stringify([credential]),
          demo: true,
        };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
