import { TestEnvironment } from 'jest-environment-node';
import type { Stack } from './stack.ts';
import { startStack } from './stack.ts';

let shared: Promise<Stack> | undefined;

/**
 * Gives every story file of a jest process the same running platform: it takes seconds to start, and
 * a platform that has to serve one story after the other proves more than a fresh one each time. It
 * ends with that process.
 */
export default class StackEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    shared ??= startStack();
    const stack = await shared;
    stack.unref();
    this.global.silkconsultStack = stack;
  }
}
