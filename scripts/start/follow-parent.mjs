// Loaded into every service before its own code: when the process that supervises it dies
// without a word, the channel to it closes, and the service ends in its usual order.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
