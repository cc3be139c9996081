/** The child of facts.mjs; the argument is the compiled programs/facts/greenlet.ts. */
const { atDepth, switches, suspended } = await import(process.argv[2]);

const used = () => {
  for (let i = 0; i < 3; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
};
const best = (measure) => Math.min(...Array.from({ length: 7 }, measure));

// Per switch, the descent left out: once without and once with the switches.
const perSwitch = (depth) =>
  best(() => {
    const n = 200_000;
    const start = performance.now();
    atDepth(depth, 0);
    const middle = performance.now();
    atDepth(depth, n);
    return Math.max(0, performance.now() - middle - (middle - start)) / n;
  });
atDepth(1, 300_000);
const shallow = perSwitch(1);
const deep = perSwitch(5000);

switches(1000);
const beforeSwitches = used();
switches(1_000_000);
const afterSwitches = used();

const count = 1_000_000;
const beforeMillion = used();
const million = suspended(count);
const bytes = (used() - beforeMillion) / count;
const answered = million.reduce((sum, coroutine) => sum + coroutine.switch(1), 0);
if (answered !== count) throw new Error(`${answered} of ${count} greenlets answered`);

console.log(
  JSON.stringify([
    { title: "switch at recursion depth 5,000, against depth 1", value: deep / shallow, limit: 2, unit: "×" },
    {
      title: "heap growth over one million switches",
      value: (afterSwitches - beforeSwitches) / 1024,
      limit: 64,
      unit: "KiB",
    },
    { title: "one million suspended greenlets, each", value: bytes, limit: null, unit: "bytes" },
  ]),
);
