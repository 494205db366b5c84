/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const HEADER =
  'external_id;role;name;native_name;chinese_name;specialty;languages;language_pairs;time_zone';

/** Chooses a file as a person does: through the browser's own dialog. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const dialog = page.waitForEvent('filechooser');
  await page.getByTestId('import-choose').click();
  await (await dialog).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByTestId('import-report').waitFor();
}

const problems = (page: Page) =>
  page.getByTestId('import-problem').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('td')]
        .slice(0, 3)
        .map((cell) => cell.textContent)
        .join(' '),
    ),
  );

async function download(page: Page, button: string): Promise<string> {
  const saved = page.waitForEvent('download');
  await page.getByTestId(button).click();
  let text = '';
  for await (const chunk of await (await saved).createReadStream()) text += chunk;
  return text;
}

describe('an administrator', () => {
  story('brings a hospital in, after correcting what the dry run names', async (stage) => {
    const { url } = stack();
    const page = await stage.person('administrator');
    await signIn(page, url, ACCOUNTS.admin);
    await page.getByRole('link', { name: 'Import' }).click();

    const wrong = [HEADER, 'N-1;specialist;Gulnar Omar;;;magic;kk;;', 'N-2;room;Room 7;;;;;;'];
    await choose(page, 'people.csv', wrong.join('\r\n'));
    expect(await problems(page)).toEqual(['2 specialty magic']);
    expect(await page.getByTestId('import-now').count()).toBe(0);

    const right = wrong.join('\r\n').replace('magic', 'cardiology');
    await choose(page, 'people.csv', right);
    await eventually('no line is wrong any more', async () => (await problems(page)).length === 0);
    await page.getByTestId('import-now').click();
    await page.getByTestId('imported').waitFor();

    await page.getByTestId('import-hours').click();
    const hours = 'external_id,weekday,start,end,valid_from,valid_to\nN-1,1,9:00,12:00,,\n';
    await choose(page, 'hours.csv', hours);
    await page.getByTestId('import-now').click();
    await page.getByTestId('imported').waitFor();

    expect(await download(page, 'export-people.csv')).toContain('N-1,specialist,Gulnar Omar');
    expect(await download(page, 'export-hours.csv')).toContain('N-1,1,09:00,12:00');
    const everything = await download(page, 'export-everything.ndjson');
    expect(everything).toContain('"name":"Gulnar Omar"');
    expect(everything).toContain('"type":"appointment"');

    // The hospital's own system is let in, by keys that are made here, and shut out again.
    await page.getByTestId('program-name').fill('Information system');
    const kept = JSON.parse(await download(page, 'make-keys')) as { d?: string; kid: string };
    const shown = await page.getByTestId('program-keys').inputValue();
    expect([Boolean(kept.d), shown.includes(kept.kid), shown.includes('"d"')]).toEqual([
      true,
      true,
      false,
    ]);
    await page.getByTestId('register-program').click();
    await page.getByTestId('program-id').waitFor();
    await page.getByTestId('shut-out').first().click();
    await page.getByTestId('shut-out-now').click();
    await page.locator('[data-testid="program"][data-revoked="true"]').waitFor();
  });
});
