/** A mistake of the user's, or of the surroundings: its message is all there is to say. greenc.ts prints it. */
export class UsageError extends Error {}
