/** A quick run of the fuzzer, always the same ones. Others: FUZZ_SEED=n; more of them: `npm run fuzz -- --runs 200000`. */
import { expect, test } from "vitest";
import { check, report } from "./check.js";

const seed = Number(process.env["FUZZ_SEED"] ?? 2_000);

test.each([false, true])(
  `random programs, seed ${seed}, typed: %s`,
  (typed) => {
    const result = check({ programs: 300, seed, typed });
    if ("difference" in result) throw new Error(report(result));
    // Programs that never suspend would agree, too.
    expect(result.suspensions).toBeGreaterThan(10_000);
  },
  240_000,
);
