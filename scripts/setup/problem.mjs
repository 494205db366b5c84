/** Something the person at the keyboard can do something about. Its message is a whole sentence. */
export class SetUpProblem extends Error {}
