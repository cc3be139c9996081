/** A mistake of the user's, or of the surroundings: its message is all there is to say. greenc.ts prints it. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** What the process ends with: 0 if the message is what was asked for. */
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
