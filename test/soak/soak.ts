/**
 * The soak: `npm run soak`, or quickly `npm run soak -- 1000000`.
 * The number is that of the switches (default 100 million); one greenlet is held for every 100 of them.
 * Prints what it finds; the exit code is 1 if a checksum is wrong or memory is kept.
 */
import { hold } from "./held.js";
import { heapUsed, megabytes } from "./memory.js";
import { simulate } from "./oracle.js";
import { walk } from "./switches.js";

const POPULATION = 1000;
const switches = Number(process.argv[2] ?? 100_000_000);
if (!Number.isSafeInteger(switches) || switches < 100_000) throw new Error("at least 100000 switches, please");

soakSwitches();
soakHeld();

/** @greenlet */
function soakSwitches(): void {
  // The first tenth is for warming up: compiled code and feedback are memory, too.
  const heaps: number[] = [];
  let next = switches / 10;
  const watch = (done: number): void => {
    if (done < next) return;
    next += switches / 10;
    heaps.push(heapUsed());
  };
  const start = performance.now();
  const actual = walk(switches, POPULATION, watch);
  const seconds = (performance.now() - start) / 1000;
  const expected = simulate(switches, POPULATION);

  const perSwitch = ((seconds * 1e9) / switches).toFixed(0);
  console.log(`${switches} switches between ${POPULATION} greenlets: ${seconds.toFixed(1)} s, ${perSwitch} ns each`);
  console.log(`  ${actual.faults} throws, ${actual.ended} greenlets killed, ${actual.replaced} replaced`);
  check(`checksum ${actual.checksum}`, JSON.stringify(actual) === JSON.stringify(expected), JSON.stringify(expected));
  const growth = Math.max(...heaps.slice(-3)) - heaps[0]!;
  check(`heap ${heaps.map(megabytes).join(", ")}`, growth < 1e6, `grows by ${megabytes(growth)}`);
}

/** @greenlet */
function soakHeld(): void {
  const count = switches / 100;
  const { before, during, after, sum } = hold(count);
  const each = ((during - before) / count).toFixed(0);
  console.log(`${count} suspended greenlets held: ${megabytes(during - before)}, ${each} bytes each`);
  let expected = (count * (count - 1)) / 2;
  for (let n = count - 10; n < count; n++) expected += 2 * n + 1;
  check(`sum ${sum}`, sum === expected, `expected ${expected}`);
  check(`heap ${[before, during, after].map(megabytes).join(", ")}`, after - before < 1e6, "is kept");
}

function check(what: string, isRight: boolean, problem: string): void {
  console.log(`  ${what}: ${isRight ? "ok" : `WRONG, ${problem}`}`);
  if (!isRight) process.exitCode = 1;
}
