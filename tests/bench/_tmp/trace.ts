import { launchBrowser, openContext } from '../../support/browser.ts';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../../support/people.ts';
import { startStack } from '../../support/stack.ts';

const stack = await startStack();
try {
  const { appointment } = await bookConsult(stack.url);
  const [others, own] = [await launchBrowser(), await launchBrowser()];
  const specialist = await (await openContext(others)).newPage();
  await signIn(specialist, stack.url, ACCOUNTS.specialist);
  await goToDeviceCheck(specialist, stack.url, appointment.id);
  await enterRoom(specialist);
  const page = await (await openContext(own)).newPage();
  await page.addInitScript(() => {
    const w = window as any;
    w.__log = [];
    w.__t0 = 0;
    const log = (m: string) => w.__log.push([Math.round(performance.now() - w.__t0), m]);
    document.addEventListener(
      'click',
      () => {
        w.__t0 = performance.now();
        w.__log.length = 0;
        log('click');
      },
      { capture: true },
    );
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (d: any) {
      log('ws> ' + String(d).slice(0, 60));
      return send.call(this, d);
    };
    const WS = window.WebSocket;
    window.WebSocket = new Proxy(WS, {
      construct(t, a) {
        const s = new t(...(a as [string]));
        s.addEventListener('message', (e) =>
          log('ws< ' + String(e.data).slice(0, 60) + ' len ' + String(e.data).length),
        );
        return s;
      },
    });
    const PC = window.RTCPeerConnection;
    let n = 0;
    window.RTCPeerConnection = new Proxy(PC, {
      construct(t, a) {
        const p = new t(...(a as []));
        const id = n++;
        log('pc' + id);
        p.addEventListener('connectionstatechange', () => log(`pc${id} ${p.connectionState}`));
        p.addEventListener('track', (e) => {
          log(`pc${id} track ${e.track.kind}`);
          e.track.addEventListener('unmute', () => log(`pc${id} unmute ${e.track.kind}`));
        });
        return p;
      },
    });
    for (const k of [
      'setRemoteDescription',
      'setLocalDescription',
      'createAnswer',
      'createOffer',
    ] as const) {
      const f = (PC.prototype as any)[k];
      (PC.prototype as any)[k] = async function (...a: any[]) {
        log('+' + k);
        const r = await f.apply(this, a);
        log('-' + k);
        return r;
      };
    }
    new PerformanceObserver((l) => {
      for (const e of l.getEntries())
        w.__log.push([Math.round(e.startTime - w.__t0), `longtask ${Math.round(e.duration)}`]);
    }).observe({ type: 'longtask' });
    const watched = new Set();
    setInterval(() => {
      for (const v of document.querySelectorAll<HTMLVideoElement>(
        '[data-testid="tile"][data-self="false"] video',
      ))
        if (!watched.has(v)) {
          watched.add(v);
          log('video element');
          v.requestVideoFrameCallback((now) => {
            w.__log.push([Math.round(now - w.__t0), 'FRAME']);
            w.__done = true;
          });
        }
    }, 5);
  });
  await signIn(page, stack.url, ACCOUNTS.referrer);
  for (let i = 0; i < 5; i++) {
    await goToDeviceCheck(page, stack.url, appointment.id);
    await readyToEnter(page);
    await page.getByTestId('enter-room').click();
    await page.waitForFunction(() => (window as any).__done);
    const log = await page.evaluate(() => (window as any).__log as [number, string][]);
    console.log(`--- round ${i}`);
    for (const [t, m] of log.toSorted((a, b) => a[0] - b[0]))
      if (t <= (log.find((x) => x[1] === 'FRAME')?.[0] ?? 0)) console.log(t, m);
    await page.getByTestId('leave').click();
    await page.getByTestId('room').waitFor({ state: 'detached' });
  }
  await others.close();
  await own.close();
} finally {
  await stack.stop();
}
