/** What a greenlet and its frames are called, for messages, `toString()` and `frames`. Reads only; no user code runs. */
import { callAt, DESCRIBE, type Description, type FrameRecord } from "./protocol.js";
import { F8 } from "./frames.js";
import { isStart, runOf, Special } from "./special.js";
import { running, state, type Coroutine } from "./state.js";

/** One logical stack frame of a suspended greenlet. Lines and columns are 1-based, in the original TypeScript. */
export interface GreenletFrame {
  readonly functionName: string;
  readonly fileName: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Machines of the runtime's own records, which belong to no function of the program. */
const own = new WeakSet<Function>();

/** Tells this module of machines that are written by hand: their frames are not shown. */
export function declareMachines(...machines: Function[]): void {
  for (const machine of machines) own.add(machine);
}

const descriptions = new WeakMap<Function, Description>();

/** What the compiler says of the function whose frame this is; undefined for the runtime's own records. */
export function descriptionOf({ resume: machine }: Pick<FrameRecord, "resume">): Description | undefined {
  if (own.has(machine)) return undefined;
  let description = descriptions.get(machine);
  if (description === undefined) {
    const slots = [[], [], [], [], [], [], [], []] as const;
    const { suspending } = state;
    const probe = new F8(machine, DESCRIBE, ...slots);
    state.suspending = suspending; // nothing is captured by this
    description = machine(probe, state) as Description;
    descriptions.set(machine, description);
  }
  return description;
}

/** Where a frame continues, in the source. */
export function positionOf(frame: Pick<FrameRecord, "resume" | "point">): GreenletFrame | undefined {
  const description = descriptionOf(frame);
  if (description === undefined) return undefined;
  const [functionName, fileName, ...positions] = description;
  const at = 2 * callAt(frame.point);
  return { functionName, fileName, lineNumber: positions[at] ?? 0, columnNumber: positions[at + 1] ?? 0 };
}

let lastId = 0;
const ids = new WeakMap<object, number>();

/** Numbers greenlets in the order in which somebody asks; main is 0. */
export function idOf(greenlet: Coroutine): number {
  if (greenlet === state.main) return 0;
  let id = ids.get(greenlet);
  if (id === undefined) ids.set(greenlet, (id = ++lastId));
  return id;
}

/** Names that somebody has asked for. A greenlet that is dead may have nothing left that knows it. */
const names = new WeakMap<Coroutine, string>();

/** Name of the function that the greenlet runs, ran or will run; "" if it has none, or nothing remembers it. */
export function runName(greenlet: Coroutine): string {
  const name = findName(greenlet) || names.get(greenlet) || "";
  names.set(greenlet, name);
  return name;
}

function findName(greenlet: Coroutine): string {
  let name = "";
  for (let frame: any = greenlet.$caller; ; frame = frame.$caller) {
    if (frame.point <= Special.Last) {
      const run = runOf(frame);
      if (typeof run === "function") return run.name;
      if (frame.point > Special.Native || frame.$caller === frame) return name;
    } else name = descriptionOf(frame)?.[0] ?? name;
  }
}

export function statusOf(greenlet: Coroutine): "pending" | "suspended" | "current" | "dead" {
  if (greenlet === running()) return "current";
  const { point } = greenlet.$caller;
  if (isStart(point)) return "pending";
  return point === Special.Dead ? "dead" : "suspended";
}

/** `<Greenlet #7 f suspended>` */
export function nameOf(greenlet: Coroutine, className = "Greenlet"): string {
  const name = greenlet === state.main ? "main" : runName(greenlet);
  return `<${className} #${idOf(greenlet)} ${name === "" ? "" : name + " "}${statusOf(greenlet)}>`;
}
