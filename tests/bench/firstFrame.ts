/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core';

/** Milliseconds from the click itself to the first frame of somebody else that is presented. */
export async function clickToFirstFrame(page: Page, button: Locator): Promise<number> {
  const measured = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let clicked = 0;
        const note = () => {
          clicked = performance.now();
        };
        document.addEventListener('click', note, { capture: true, once: true });
        const selector = '[data-testid="tile"][data-self="false"] video';
        const watched = new Set<HTMLVideoElement>();
        const observer = new MutationObserver(() => {
          for (const video of document.querySelectorAll<HTMLVideoElement>(selector)) {
            if (watched.has(video)) continue;
            watched.add(video);
            video.requestVideoFrameCallback((now) => {
              observer.disconnect();
              resolve(now - clicked);
            });
          }
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true });
      }),
  );
  await button.click();
  return measured;
}
