import semver from "semver";

const VERSIONS = [
  "1.2.3",
  "0.0.1",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-rc.1+build.5",
  "v2.0.0",
  "10.20.30",
  "=3.1.4",
];
const RANGES = [
  "^1.2.3", "~1.2", "1.x || >=2.5.0 || 5.0.0 - 7.2.3", ">1.0.0 <=2.0.0-rc", "*", "", "~>3.1", "^0.0.3", "<0.0.0-0", ">=1.2.3-beta.2 <2",
]; // prettier-ignore
const ODD = [
  "1.2",
  "1.2.3.4",
  "a.b.c",
  "01.2.3",
  "1.2.3-01",
  "99999999999999999999.0.0",
  " 1.2.3 ",
  "1.2.3-",
  "",
  null,
  {},
];

export const tasks = {};
for (const version of VERSIONS) {
  tasks[`increments of ${version}`] = () =>
    ["major", "minor", "patch", "premajor", "preminor", "prepatch", "prerelease"].map((kind) =>
      ["", "beta"].map((id) => semver.inc(version, kind, {}, id || undefined)),
    );
  tasks[`parts of ${version}`] = () => {
    const parsed = semver.parse(version);
    return [
      parsed,
      parsed.compare("1.2.3"),
      parsed.comparePre("1.0.0-beta"),
      semver.prerelease(version),
      String(parsed),
    ];
  };
  tasks[`differences to ${version}`] = () =>
    VERSIONS.map((other) => [semver.diff(version, other), semver.compareBuild(version, other)]);
}
for (const range of RANGES) {
  tasks[`range ${range}`] = () => new semver.Range(range);
  tasks[`versions in ${range}`] = () => [
    VERSIONS.filter((version) => semver.satisfies(version, range, { includePrerelease: true })),
    semver.maxSatisfying(VERSIONS, range),
    semver.minSatisfying(VERSIONS, range),
    String(semver.minVersion(range)),
    semver.simplifyRange(VERSIONS, range),
    semver.toComparators(range),
    VERSIONS.map((version) => [semver.gtr(version, range), semver.ltr(version, range)]),
  ];
  tasks[`subsets of ${range}`] = () =>
    RANGES.map((other) => [semver.subset(range, other), semver.intersects(range, other)]);
}
for (const odd of ODD) {
  tasks[`odd ${JSON.stringify(odd)}`] = () => [
    semver.valid(odd),
    semver.coerce(odd, { rtl: true })?.version,
    semver.valid(odd, true),
  ];
  tasks[`wrong version ${JSON.stringify(odd)}`] = () => new semver.SemVer(odd);
  tasks[`wrong range ${JSON.stringify(odd)}`] = () => [semver.validRange(odd), new semver.Range(odd)];
}
tasks.sort = () => [semver.sort([...VERSIONS]), semver.rsort([...VERSIONS])];
tasks.comparisons = () =>
  ["<", "<=", ">", ">=", "==", "!=", "===", "!=="].map((operator) => semver.cmp("1.2.3", operator, "1.2.3-a"));
tasks["wrong operator"] = () => semver.cmp("1.2.3", "~=", "1.2.3");
tasks["wrong increment"] = () => semver.inc("1.2.3", "sideways");
tasks["wrong identifier"] = () => new semver.SemVer("1.2.3").inc("prerelease", "not valid!");
