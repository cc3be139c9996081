/**
 * The leak report: greenlets that became unreachable while suspended. Nobody can ever resume them, and what they were
 * about to do (release a lock, finish a `finally`) doesn't happen. They are collected like everything else.
 */
import { positionOf, runName, type GreenletFrame } from "./describe.js";
import { describeValue, misuse } from "./errors.js";
import { Special } from "./special.js";
import { isDead } from "./lifecycle.js";
import { Hook, setHook, type Coroutine } from "./state.js";

/** What is known of a greenlet after it is gone. */
export interface AbandonedReport {
  readonly name: string;
  /** Where it was made: function, file, line and column, as a line of a stack has them. */
  readonly createdAt: string;
  readonly suspendedAt: readonly GreenletFrame[];
}

/** Kept outside the greenlet, since it outlives it; so it must hold nothing that leads back to it. */
interface Watched {
  name: string;
  readonly createdAt: string;
  /** Undefined while it isn't suspended. */
  suspendedAt: readonly GreenletFrame[] | undefined;
}

const records = new WeakMap<Coroutine, Watched>();
let callback: ((report: AbandonedReport) => void) | null = null;
let registry: FinalizationRegistry<Watched> | null = null;

/**
 * Reports greenlets that are made from now on, or stops reporting. The engine decides when it notices.
 * @throws GreenletError ERR_GREENLET_INVALID_CALLBACK if `report` is neither a function nor null
 */
export function onAbandoned(report: ((report: AbandonedReport) => void) | null): void {
  if (report !== null && typeof report !== "function") {
    throw misuse("ERR_GREENLET_INVALID_CALLBACK", `onAbandoned takes a function or null, not ${describeValue(report)}`);
  }
  callback = report;
  registry ??= new FinalizationRegistry(({ name, createdAt, suspendedAt }) => {
    if (suspendedAt !== undefined) callback?.({ name, createdAt, suspendedAt });
  });
  setHook(Hook.Abandoned, report !== null);
}

/** A greenlet is made. Called only while reports are on. */
export function watch(greenlet: Coroutine): void {
  const record: Watched = { name: runName(greenlet), createdAt: creator(), suspendedAt: undefined };
  records.set(greenlet, record);
  registry!.register(greenlet, record);
}

/** Control leaves `origin` and arrives in `target`. Called only while reports are on. */
export function noteTransfer(origin: Coroutine, target: Coroutine): void {
  const left = records.get(origin);
  if (left !== undefined) {
    if (left.name === "") left.name = runName(origin);
    left.suspendedAt = isDead(origin) ? undefined : positionsOf(origin);
  }
  const entered = records.get(target);
  if (entered !== undefined) entered.suspendedAt = undefined;
}

/** Where a greenlet is suspended, innermost first. */
export function positionsOf(greenlet: Coroutine): GreenletFrame[] {
  const positions: GreenletFrame[] = [];
  for (let frame = greenlet.$caller; frame.point > Special.Last; frame = frame.$caller) {
    const position = positionOf(frame);
    if (position !== undefined) positions.push(position);
  }
  return positions;
}

/** Who called the constructor, as a line of a stack says it; constructors of subclasses, and `greenlet()`, are skipped. */
function creator(): string {
  const lines = (new Error().stack ?? "").split("\n").map((line) => line.trim().replace(/^at /, ""));
  let at = lines.findIndex((line) => line.startsWith("new "));
  while (at >= 0 && /^(?:new |greenlet )/.test(lines[at])) at++;
  return lines[at] ?? "";
}
