import { DateTime, Duration, IANAZone, Info, Interval, Settings } from "luxon";

Settings.defaultZone = "utc";
const ZONES = ["utc", "America/New_York", "Asia/Kolkata", "UTC+5:45", "Nowhere/Unknown"];
const LOCALES = ["en-US", "de", "fr", "ja", "ar"];
const DATES = ["2024-02-29T12:34:56.789", "1999-12-31T23:59:59", "2021-03-14T02:30:00", "1582-10-15T00:00:00"];
const PARSED = [
  "2016-W21-3T09:24:15.123Z", "2016-200", "20160525T09", "2016-05-25T09:24:15+01:00[Europe/Paris]", "24:00", "T9", "2016-13",
]; // prettier-ignore
const FORMATS = [
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
  "EEEE, d. MMMM yy",
  "h 'o''clock' a ZZZZ",
  "kkkk-'W'WW-E ooo q",
  "DDDD ttt",
  "X x z",
];
const TEXTS = [
  ["May 25 1982", "LLLL dd yyyy"], ["mai 25 1982", "LLLL dd yyyy", { locale: "fr" }], ["25/5/82 3 PM", "d/M/yy h a"],
  ["1982-W03-2", "kkkk-'W'WW-E"], ["12:34 +0300", "HH:mm ZZZ", { setZone: true }], ["no date", "yyyy"], ["32 1", "dd MM"],
]; // prettier-ignore

export const tasks = {};
for (const iso of DATES) {
  for (const zone of ZONES) {
    tasks[`${iso} in ${zone}`] = () => {
      const date = DateTime.fromISO(iso, { zone });
      return [
        date.toString(),
        date.toObject(),
        date.isValid
          ? [date.offset, date.isInDST, date.weekNumber, date.ordinal, date.daysInMonth]
          : date.invalidReason,
        date.plus({ months: 1, days: 3, hours: 25 }).toISO(),
        date.minus({ weeks: 5, minutes: 1 }).toISO(),
        date.startOf("quarter").toISO(),
        date.endOf("week").toISO(),
        date.set({ day: 31, hour: 2 }).toISO(),
        date.setZone("Europe/Berlin", { keepLocalTime: true }).toISO(),
        date.diff(DateTime.utc(2000, 1, 1), ["years", "months", "days", "hours"]).toObject(),
      ];
    };
  }
  for (const locale of LOCALES) {
    tasks[`${iso} in ${locale}`] = () => {
      const date = DateTime.fromISO(iso).setLocale(locale);
      return [...FORMATS.map((format) => date.toFormat(format)), date.toLocaleString(DateTime.DATETIME_FULL)];
    };
  }
}
for (const text of PARSED) {
  tasks[`parse ${text}`] = () => {
    const date = DateTime.fromISO(text, { setZone: true });
    return date.isValid ? date.toISOTime() : date.invalidExplanation;
  };
}
for (const [text, format, options] of TEXTS) {
  tasks[`parse ${text} as ${format}`] = () => {
    const { regex, invalidReason, tokens } = DateTime.fromFormatExplain(text, format, options);
    const date = DateTime.fromFormat(text, format, options);
    return [String(regex), invalidReason, tokens.length, date.invalidExplanation, format.includes("y") && date.toISO()];
  };
}
tasks["RFC 2822, HTTP, SQL"] = () => [
  DateTime.fromRFC2822("Tue, 01 Nov 2016 13:23:12 +0630").toHTTP(),
  DateTime.fromHTTP("Sunday, 06-Nov-94 08:49:37 GMT").toSQL(),
  DateTime.fromSQL("2017-05-15 09:24:15.123 America/New_York").toRFC2822(),
  DateTime.fromMillis(1.5e12).toSeconds(),
];
tasks.durations = () => {
  const duration = Duration.fromObject({ years: 2, months: -3, hours: 50, seconds: 61.5 });
  return [
    duration.normalize().toObject(),
    duration.shiftTo("months", "days", "minutes").toObject(),
    duration.rescale().toISO(),
    duration.toFormat("y 'years' M hh:mm:ss.S"),
    duration.toHuman({ listStyle: "long" }),
    Duration.fromISO("P3Y6M1W4DT12H30M5.5S")
      .negate()
      .mapUnits((value, unit) => (unit === "days" ? value * 2 : value))
      .toISO(),
    Duration.fromISO("P nonsense").invalidExplanation,
  ];
};
tasks.intervals = () => {
  const at = (day) => DateTime.utc(2024, 1, day);
  const [a, b] = [Interval.fromDateTimes(at(1), at(10)), Interval.after(at(5), { days: 10 })];
  return [
    a.overlaps(b),
    [a.intersection(b), a.union(b), ...a.difference(b), ...Interval.merge([b, a]), ...Interval.xor([a, b])].map(String),
    a.splitBy({ days: 4 }).map((part) => part.toISODate()),
    a.divideEqually(3).map((part) => part.toFormat("d H")),
    [a.contains(at(3)), a.isBefore(at(20)), a.count("weeks"), a.length("hours")],
  ];
};
tasks.relative = () => {
  const base = DateTime.utc(2024, 6, 15);
  return LOCALES.flatMap((locale) =>
    [{ days: 1 }, { months: -2 }, { hours: 30 }].map((by) => [
      base.plus(by).toRelative({ base, locale }),
      base.plus(by).toRelativeCalendar({ base, locale }),
    ]),
  );
};
tasks.names = () =>
  LOCALES.map((locale) => [
    Info.months("long", { locale }),
    Info.weekdays("short", { locale }),
    Info.eras("short", { locale }),
  ]);
tasks.zones = () => ZONES.map((zone) => [IANAZone.isValidZone(zone), Info.hasDST(zone), Info.normalizeZone(zone).name]);
tasks["wrong unit"] = () => DateTime.utc(2020).plus({ lightyears: 1 });
tasks["wrong interval"] = () => Interval.fromDateTimes(DateTime.utc(2020), DateTime.utc(2019)).invalidExplanation;
tasks["wrong object"] = () => DateTime.fromObject({ year: 2020, weekday: 3, ordinal: 5 });
tasks["wrong locale"] = () => DateTime.utc(2020).setLocale("not a locale").toFormat("LLLL");
tasks.comparison = () => {
  const dates = DATES.map((iso) => DateTime.fromISO(iso));
  return [
    dates[0] > dates[1],
    dates[0].hasSame(dates[1], "year"),
    String(DateTime.max(...dates)),
    JSON.stringify(dates),
  ];
};
