import type { Page } from 'playwright-core';
import { Api } from './api.ts';
import { ACCOUNTS } from './consults.ts';
import type { Findings } from './examine.ts';
import { examineBriefly } from './examine.ts';
import { signIn } from './people.ts';

interface Scene {
  path: string;
  /** What is there when the page has what it shows. */
  ready: string;
  /** What is opened before it is looked at. */
  open?: (page: Page) => Promise<void>;
}

type Scenes = Record<string, Scene>;

const click = (testId: string) => (page: Page) => page.getByTestId(testId).first().click();

const HEADING = 'main h1';

/** The pages of those who arrange consults, some of them with what can be opened on them. */
function ofCoordinators(requestId: string, appointmentId: string): Scenes {
  return {
    board: { path: '/board', ready: '[data-testid="board-row"]' },
    finder: { path: '/find-time', ready: '[data-testid="finder-search"]' },
    found: { path: '/find-time', ready: '[data-testid="finder-search"]', open: findTimes },
    triage: { path: '/requests', ready: '[data-testid="request-card"]' },
    request: {
      path: `/requests/${requestId}`,
      ready: '[data-testid="accept"]',
      open: click('accept'),
    },
    agreements: { path: '/agreements', ready: '[data-testid="agreement"]' },
    newAgreement: {
      path: '/agreements',
      ready: '[data-testid="new-agreement"]',
      open: click('new-agreement'),
    },
    hours: { path: '/availability', ready: '[data-testid="save-hours"]' },
    consult: {
      path: `/appointments/${appointmentId}`,
      ready: HEADING,
    },
    notices: { path: '/notices', ready: '[data-testid="create-calendar"]' },
    newTerm: { path: '/wordings', ready: '[data-testid="wording-row"]', open: openNewTerm },
    wording: {
      path: '/wordings/phrase/followUp-comeBack',
      ready: '[data-testid="wording"]',
      open: click('edit-wording'),
    },
    undelivered: { path: '/notices/undelivered', ready: HEADING },
    mailbox: { path: '/notices/mailbox', ready: '[data-testid="mail"]' },
    transcripts: {
      path: '/transcripts',
      ready: '[data-testid="search-words"]',
      open: async (page) => {
        await page.getByTestId('search-words').fill('400');
        await page.getByTestId('search-transcripts').click();
        await page.getByTestId('transcript-hit').first().waitFor();
      },
    },
    cases: { path: '/cases', ready: '[data-testid="case"]' },
    case: {
      path: '/cases',
      ready: '[data-testid="case"]',
      open: async (page) => {
        await page.getByTestId('case').first().getByRole('link').click();
        await page.getByTestId('case-page').waitFor();
      },
    },
  };
}

function ofReferrers(appointmentId: string): Scenes {
  return {
    requests: { path: '/requests', ready: '[data-testid="request-card"]' },
    draft: {
      path: '/requests',
      ready: '[data-testid="new-request"]',
      open: async (page) => {
        await page.getByTestId('new-request').click();
        await page.getByTestId('send-request').click();
        await page.getByRole('alert').first().waitFor();
        await page.getByTestId('new-patient').click();
      },
    },
    rehearsal: {
      path: `/appointments/${appointmentId}/rehearsal`,
      ready: '[data-testid="start-rehearsal"]',
    },
  };
}

const OF_INTERPRETERS: Scenes = {
  offers: { path: '/offers', ready: HEADING },
  suggestions: {
    path: '/wordings/suggestions',
    ready: '[data-testid="suggest-term"]',
    open: click('suggest-term'),
  },
};

const OF_ADMINISTRATORS: Scenes = {
  account: { path: '/account', ready: HEADING },
  captions: { path: '/captions-health', ready: '[data-testid="caption-engine"]' },
  import: {
    path: '/import',
    ready: '[data-testid="import-choose"]',
    open: async (page) => {
      await page.locator('input[type="file"]').setInputFiles({
        name: 'people.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('kind,name\nnobody,\n'),
      });
      await page.getByTestId('import-problem').first().waitFor();
    },
  },
};

async function openNewTerm(page: Page): Promise<void> {
  await page.getByTestId('kind-term').click();
  await page.getByTestId('new-term').click();
  await page.getByTestId('term-domain').waitFor();
}

async function findTimes(page: Page): Promise<void> {
  await page.getByTestId('finder-hospital').selectOption({ index: 2 });
  await page.getByTestId('finder-patient').selectOption({ index: 1 });
  await page.getByTestId('finder-search').click();
  await page.getByTestId('finder-option').nth(2).click();
  await page.locator('[data-status="free"][style]').first().waitFor();
}

/** Everything that staff see beside the consult itself, each page by who works with it. */
export async function examineStaffPages(
  url: string,
  newPage: (account: keyof typeof ACCOUNTS) => Promise<Page>,
  appointmentId: string,
): Promise<Record<string, Findings>> {
  const coordinator = await Api.signIn(url, ACCOUNTS.coordinator);
  const { items } = await coordinator.get<{ items: { id: string; stage: string }[] }>(
    '/service-requests',
  );
  const requestId = items.find(({ stage }) => stage === 'triage')?.id ?? '';
  const scenes = {
    coordinator: ofCoordinators(requestId, appointmentId),
    referrer: ofReferrers(appointmentId),
    interpreter: OF_INTERPRETERS,
    admin: OF_ADMINISTRATORS,
  };
  const findings: Record<string, Findings> = {};
  for (const account of Object.keys(scenes) as (keyof typeof scenes)[]) {
    const page = await newPage(account);
    await signIn(page, url, ACCOUNTS[account]);
    for (const [name, { path, ready, open }] of Object.entries<Scene>(scenes[account])) {
      await page.goto(`${url}${path}`);
      await page.locator(ready).first().waitFor();
      await open?.(page);
      findings[`${account}: ${name}`] = await examineBriefly(page);
    }
  }
  return findings;
}
