/** A command line that means nothing; the message says what does. */
export class UsageProblem extends Error {}

/** A service that cannot start; the message is for the person who started it. */
export class ServiceProblem extends Error {}

/** The port is taken. */
export class PortProblem extends Error {
  constructor(port: number) {
    super(
      `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 10} npm start`,
    );
  }
}
