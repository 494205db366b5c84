/**
 * Lets Ctrl-C and a polite kill end this process through its `exit` handlers, which stop what
 * set-up has running and give back its lock.
 *
 * @returns a function that ends this arrangement
 */
export function stopOnSignals() {
  const onInterrupt = () => process.exit(130);
  const onTerminate = () => process.exit(143);
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return () => {
    process.removeListener('SIGINT', onInterrupt);
    process.removeListener('SIGTERM', onTerminate);
  };
}
