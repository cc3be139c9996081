/**
 * Errors tell the story: an error that crosses suspended frames gets a stack that lists them, where the JavaScript stack
 * has only the run loop.
 *
 *     Error: boo
 *         at parse (parser.js:12:9)          what was on the JavaScript stack above the run loop
 *         at statement (parser.ts:40:3)      suspended frames that the error crossed, or would have without a handler
 *         at main.js:7:5                     what was under the run loop
 *
 * Nothing of this costs anything before an error is thrown. The text is put together when somebody reads it; only
 * engines that keep the stack in a data property (V8 before Node 21) format it at once, when the error is caught.
 */
import { positionOf } from "./describe.js";
import { GreenletExit } from "./errors.js";
import { Special } from "./special.js";
import type { FrameRecord } from "./protocol.js";
import { state, type Coroutine } from "./state.js";

const $ = state;

/** What an error has been through so far. */
interface Story {
  /** The suspended frames that it met: what they resume, and where they were suspended. */
  readonly frames: Pick<FrameRecord, "resume" | "point">[];
  /** The greenlets it was raised in; each tells its frames once. */
  readonly told: WeakSet<Coroutine>;
}

const stories = new WeakMap<Error, Story>();

/** An error that is kept and thrown again and again must not grow for ever. */
const MOST_FRAMES = 100;

/**
 * Takes down that `error` is raised in the current greenlet. What is no Error has no stack, and a GreenletExit is no
 * failure that anybody would look into.
 * In: the innermost frame that is not on the JavaScript stack.
 */
export function tell(error: unknown, frame: FrameRecord): void {
  if (!(error instanceof Error) || error instanceof GreenletExit) return;
  let story = stories.get(error);
  if (story === undefined) {
    // No suspended frame: the stack says it all, and Node shows the line of an uncaught error whose stack is its own.
    if (frame.point <= Special.Last) return;
    story = { frames: [], told: new WeakSet() };
    stories.set(error, story);
    extendStack(error, story);
  }
  if (story.told.has($.baton.current)) return;
  story.told.add($.baton.current);
  const most = Math.min(
    MOST_FRAMES,
    story.frames.length + ((Error as { stackTraceLimit?: number }).stackTraceLimit ?? 10),
  );
  for (; frame.point > Special.Last && story.frames.length < most; frame = frame.$caller) {
    story.frames.push({ resume: frame.resume, point: frame.point });
  }
}

/** Makes `error.stack` the engine's stack with the story in it, unless the error is frozen or has a stack of its own making. */
function extendStack(error: Error, story: Story): void {
  const own = Object.getOwnPropertyDescriptor(error, "stack");
  if (own === undefined ? !Object.isExtensible(error) : !own.configurable) return;
  const read = own === undefined ? Object.getOwnPropertyDescriptor(Error.prototype, "stack")?.get : own.get;
  const stack: unknown = own?.value;
  if (read === undefined && typeof stack !== "string") return;
  Object.defineProperty(error, "stack", {
    configurable: true,
    enumerable: false,
    get: () => insertFrames(String(read === undefined ? stack : read.call(error)), story),
    set: (value: unknown) =>
      Object.defineProperty(error, "stack", { value, writable: true, configurable: true, enumerable: false }),
  });
}

/** The engine's stack with the suspended frames where the run loop stands, and without the runtime's own functions. */
function insertFrames(stack: string, story: Story): string {
  const lines = stack.split("\n");
  const loop = lines.findIndex((line) => RUNTIME.test(line));
  const above = loop < 0 ? lines : lines.slice(0, loop);
  const below = loop < 0 ? [] : lines.slice(loop);
  const suspended = story.frames.flatMap((frame) => {
    const position = positionOf(frame);
    if (position === undefined) return [];
    const { functionName, fileName, lineNumber, columnNumber } = position;
    const place = `${fileName}:${lineNumber}:${columnNumber}`;
    if (!V8_FRAME.test(stack)) return [`${functionName}@${place}`];
    return [functionName === "" ? `    at ${place}` : `    at ${functionName} (${place})`];
  });
  return [...above.map(sourceLine), ...suspended, ...withoutRuntime(below).map(sourceLine)].join("\n");
}

/** Drops the runtime's lines, and the public functions that only called `nested`: their entries have lines as well. */
function withoutRuntime(lines: string[]): string[] {
  return lines.filter((line, i) => !RUNTIME.test(line) && !(i > 0 && NESTED.test(lines[i - 1]) && !RUNTIME.test(line)));
}

/** A line of the stack with the name that the function has in the source, if it is one of the compiler's. */
function sourceLine(line: string): string {
  return line.replace(COMPILED_LINE, "$1$2");
}

/** The name in the source of a function that the engine calls so. */
export function sourceName(name: string): string {
  return name.replace(COMPILED_NAME, "$1");
}

const V8_FRAME = /^\s+at /m;
/**
 * The runtime's functions that stand between two functions of the program. Their names are such that no program has them;
 * naming functions anew at run time, which would be surer, makes V8 give up on calls of them.
 */
const RUNTIME = new RegExp(
  "(?:^|[ .])(?:callNested|waitNested|enterLoop|runFrames|runFrom|runInContext|stretchInContext|runStretch|resumeSpecial|switchFromMain|" +
    "startFromMain|beginRun|startRun|startUncallable|startLate|startFound|switchEntry|switchAnyhow|switchNatively|throwEntry)(?= |@|$)",
);
const NESTED = /(?:^|[ .])callNested(?= |@|$)/;
/** `Object.parse$machine [as resume]`, `Parser.parse$entry` */
const COMPILED = String.raw`(?:[\w$]+\.)?([\w$]+?)\$(?:machine|entry)(?:_?\d+)?(?: \[as \w+\])?(?= |$)`;
const COMPILED_NAME = new RegExp(`^${COMPILED}`);
const COMPILED_LINE = new RegExp(String.raw`^(\s+at (?:new |async )?)${COMPILED}`);
