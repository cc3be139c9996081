/** What `greenc --help` prints before tsc's own help. */
export const helpText = `greenc: compiles TypeScript with @greenlet functions. It takes every argument that tsc takes, and has these commands:

  greenc run [-p tsconfig.json] file.ts [arguments]
  Compiles in memory and runs at once. Nothing runs if there are errors.

  greenc explain [-p tsconfig.json] [--phase analysis|normal|instructions|fast|machine] file.ts[:function]
  Prints what each phase of the compiler makes of a function.

  greenc why [-p tsconfig.json] file.ts[:function]
  Says which calls in a function may suspend, and why.

A function is compiled as resumable where it is marked @greenlet. Options for this compiler stand in tsconfig.json, as
"plugins": [{ "transform": "greenlet-ts/transformer" }] among the compilerOptions.

`;
