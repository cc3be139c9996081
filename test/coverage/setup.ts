/** Vitest ends its workers without ado: what they have counted is written after each file. */
import { takeCoverage } from "node:v8";
import { afterAll } from "vitest";

afterAll(() => takeCoverage());
