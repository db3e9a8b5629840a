/** Codes about single values, names and references. */
import type { MessageTable } from '../../sim/messages.ts'

export const VALUES: MessageTable = {
  'E-UNKNOWN-KEY': {
    when: 'A map has a key that the format does not know.',
    remedy: 'Take the key that is suggested, or see docs/scenario.md.',
  },
  'E-NOT-YET': {
    when: 'A key or word belongs to the format, but this version does not simulate it yet.',
    remedy: 'Remove it: nothing is ignored silently.',
  },
  'E-MISSING': { when: 'A key that is needed is missing.', remedy: 'Add it as in the example.' },
  'E-VALUE': { when: 'A value is not of the kind expected.', remedy: 'Write it as in the example.' },
  'E-RANGE': { when: 'A value is too small or too large.', remedy: 'Keep within the bounds named.' },
  'E-NEGATIVE': { when: 'A quantity is negative.', remedy: 'Quantities are 0 or more.' },
  'E-UNIT': {
    when: 'A unit is unknown.',
    remedy:
      'Sizes: B kB MB GB TB PB, KiB MiB GiB TiB PiB; rates: these per second and bit/s; times: d h min s ms.',
  },
  'E-UNIT-MISSING': {
    when: 'A bare number stands where a unit is needed.',
    remedy: 'Choose one of the two readings shown.',
    rule: 'Quantities carry units: a silent guess is wrong by a factor.',
  },
  'E-DISTRIBUTION': {
    when: 'A distribution is unknown, or its parameters are.',
    remedy: 'One law with its parameters, such as `{ lognormal: { median: 60 s, p95: 530 s } }`.',
  },
  'E-TIME': {
    when: 'A time of day, a date or a moment cannot be read.',
    remedy: 'Times of day as `"22:00"`, dates as `2026-01-05T18:00`, without a zone.',
  },
  'E-TIMEZONE': { when: 'A time zone is unknown.', remedy: 'Use an IANA name such as `Europe/Berlin`.' },
  'E-CRON': {
    when: 'A cron pattern cannot be read.',
    remedy: 'Five or six fields: [second] minute hour day month weekday.',
  },
  'E-SCHEDULE': {
    when: 'A schedule has none or several kinds, or keys that do not go together.',
    remedy: 'Use exactly one of daily, every, cron, at, after, continuous, poisson, trace.',
  },
  'E-SCHEDULE-DENSE': {
    when: 'A schedule makes more than a million starts.',
    remedy: 'Lengthen the interval or shorten the horizon.',
  },
  'E-AT-OUTSIDE': {
    when: 'A start of `at` lies outside of the run.',
    remedy: 'Move it, or lengthen `horizon`.',
  },
  'E-WARMUP': {
    when: 'The warm-up is as long as the run.',
    remedy: 'Shorten `warmup` or lengthen `horizon`.',
  },
  'E-NAME': {
    when: 'A name contains `*` or `?`.',
    remedy: 'Rename it: these stand for any text in references.',
  },
  'E-DUPLICATE-NAME': {
    when: 'Two entries of a kind have the same name.',
    remedy: 'Rename one; a counted `gw` makes `gw-1`, `gw-2` ...',
  },
  'E-REFERENCE': {
    when: 'A reference names nothing.',
    remedy: 'Take the name that is suggested, or add the entry.',
  },
  'E-REFERENCE-MANY': {
    when: 'A reference names several entries where one is expected.',
    remedy: 'Name one of them, such as `gw-1`.',
  },
  'E-EXCLUSIVE': { when: 'Two keys exclude each other.', remedy: 'Keep one of them.' },
  'E-NOT-APPLICABLE': { when: 'A key means nothing for this type.', remedy: 'Remove it.' },
  'E-FAILURE': {
    when: 'A failure has no subject, no timing, or keys that do not go together.',
    remedy: 'See the examples in docs/scenario.md, failures.',
  },
  'E-EXPECT': {
    when: 'An expectation or goal is no comparison, names no metric, has another unit, or contradicts another one.',
    remedy: 'Write `failureRate <= 1 %` or `p95(sessionDuration) <= 8 h`; see docs/expressions.md.',
  },
  'E-CONSTRAINT': {
    when: 'A condition on factors cannot be read or names no factor.',
    remedy: 'Write `gateways <= 2 * proxies`, with names of factors.',
  },
  'E-FACTOR': {
    when: 'A factor of the command line is no path with values.',
    remedy: 'Write `servers.gw.count=1..8`, `servers.gw.count=1,2,4` or `gateways:servers.gw.count=1..8`.',
  },
  'E-GRID-SIZE': {
    when: 'The grid of factors has more than 10,000 points, which only `sweep --yes` takes.',
    remedy: 'Take fewer values, or constraints.',
  },
  'E-NO-POINT': {
    when: 'No point of the grid meets the constraints.',
    remedy: 'Loosen `experiment.constraints`.',
  },
}
