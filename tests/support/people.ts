import type { Language } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** What people do and see on the screens, by the names that the screens give their parts. */

/** Signs in on the sign-in page; afterwards the day is on the screen. */
export async function signIn(
  page: Page,
  url: string,
  account: { email: string; password: string },
  language: Language = 'en',
): Promise<void> {
  await page.goto(`${url}/sign-in?lang=${language}`);
  await page.getByTestId('sign-in-email').fill(account.email);
  await page.getByTestId('sign-in-password').fill(account.password);
  await page.getByTestId('sign-in-submit').click();
  await page.waitForURL((address) => address.pathname === '/');
}

/** From anywhere to the device check of a consult, ready to enter. */
export async function goToDeviceCheck(
  page: Page,
  url: string,
  appointmentId: string,
): Promise<void> {
  await page.goto(`${url}/appointments/${appointmentId}/room`);
  await readyToEnter(page);
}

/** Waits until the device check has a camera and a microphone and lets the person enter. */
export async function readyToEnter(page: Page): Promise<void> {
  await page.getByTestId('device-check').waitFor();
  await eventually('the device check lets in', () => page.getByTestId('enter-room').isEnabled());
}

/** From the device check into the room. */
export async function enterRoom(page: Page): Promise<void> {
  await page.getByTestId('enter-room').click();
  await page.getByTestId('room').waitFor();
}

/** Lets everybody in who waits for this host. */
export async function admit(page: Page, peerId: string): Promise<void> {
  await page.locator(`[data-testid="admit"][data-peer-id="${peerId}"]`).click();
}

/** The identity under which a page's own tile is in the room. */
export async function peerIdOf(page: Page): Promise<string> {
  const own = page.locator('[data-testid="tile"][data-self="true"]');
  const peerId = await own.first().getAttribute('data-peer-id');
  if (!peerId) throw new Error('no tile of its own');
  return peerId;
}

/** Waits until a person's video moves on a page: frames are decoded and the picture changes. */
export async function seesMove(page: Page, peerId: string, withinMs = 15_000): Promise<void> {
  const look = () =>
    page.evaluate(
      async (id) => ({
        frames: await window.probe.decodedFrames(id),
        picture: window.probe.picture(id),
      }),
      peerId,
    );
  let before = await look();
  await eventually(
    'remote video moves',
    async () => {
      const now = await look();
      // A rebuilt transport counts from zero again.
      if (now.frames < before.frames) before = now;
      const moves = now.picture !== null && now.picture !== before.picture;
      return moves && now.frames >= before.frames + 10;
    },
    { withinMs, everyMs: 200 },
  );
}

/** Waits until sound arrives on a page and is played: its energy grows. */
export async function hears(page: Page, withinMs = 15_000): Promise<void> {
  const energy = () => page.evaluate(() => window.probe.audioEnergy());
  const before = await energy();
  await eventually('sound is heard', async () => (await energy()) > before + 1e-4, { withinMs });
}

/** What the page says of its own connection. */
export function connectionState(page: Page): Promise<string | null> {
  return page.getByTestId('connection-state').getAttribute('data-state');
}

/** The language that a person says to speak, chosen in the device check. */
export async function speaksLanguage(page: Page, language: Language): Promise<void> {
  await page.getByTestId('spoken-language').selectOption(language);
}

/** The language in which a person wants to read captions, chosen in the device check. */
export async function readsCaptionsIn(page: Page, language: Language): Promise<void> {
  await page.getByTestId('check-caption-language').selectOption(language);
}

/** The finished caption lines in one language that the page's list shows, oldest first. */
export function finalLines(page: Page, language: Language): Promise<string[]> {
  const entry = `[data-testid="caption-entry"][data-language="${language}"]`;
  return page
    .locator(`${entry}:not([data-state="partial"]) > span[lang="${language}"]`)
    .allInnerTexts();
}
