/**
 * Shows one line for a step: what it is for while it runs, how long it took when it is over.
 * On a terminal the line counts the seconds.
 *
 * @param {string} sentence
 * @param {(line: string) => void} say
 */
export function startProgress(sentence, say) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const live = process.stdout.isTTY === true;
  const show = () => process.stdout.write(`\r\x1b[K  … ${sentence} ${seconds()} s`);
  if (live) show();
  else say(`  … ${sentence}`);
  const timer = live ? setInterval(show, 1000) : undefined;
  const end = (/** @type {string} */ line) => {
    clearInterval(timer);
    if (live) process.stdout.write('\r\x1b[K');
    say(line);
  };
  return {
    succeed: (/** @type {string} */ name) => end(`  ✓ ${name} (${seconds()} s)`),
    fail: (/** @type {string} */ name) => end(`  ✗ ${name} (${seconds()} s)`),
  };
}
