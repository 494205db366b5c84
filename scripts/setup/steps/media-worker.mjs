import { SetUpProblem } from '../problem.mjs';
import { buildWorker } from '../worker/build.mjs';
import { workerPath, workerRuns } from '../worker/place.mjs';
import { fetchWorker } from '../worker/prebuilt.mjs';

/** @type {import('../run-steps.mjs').Step} */
export const mediaWorker = {
  name: 'Media worker',
  why: "mediasoup's program that carries audio and video",
  duration: 'some seconds to fetch it, or about 5 minutes to build it',
  byHand: 'See "The media worker" in docs/setup.md, or set MEDIASOUP_WORKER_BIN to one you have.',
  without: 'There is no audio and no video.',
  isDone: () => workerRuns(workerPath()),
  async run(log) {
    if (process.env.MEDIASOUP_WORKER_BIN) {
      throw new SetUpProblem(
        `MEDIASOUP_WORKER_BIN is ${process.env.MEDIASOUP_WORKER_BIN}, which is not a worker that runs here. Correct it, or remove it to let set-up find one.`,
      );
    }
    if (!(await fetchWorker(log))) await buildWorker(log);
  },
};
