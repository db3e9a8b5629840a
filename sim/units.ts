/**
 * One unit per quantity inside `sim`: seconds, bytes, bytes per second.
 * Units are spoken at the doors (scenario files, tables); see docs/decisions/0002.
 */

/** Virtual time or a duration, in seconds. A point in time counts from the start of the scenario (t = 0). */
export type Seconds = number

/** A volume in bytes; a real number, never rounded to whole bytes. */
export type Bytes = number

/** A rate in bytes per second; `Infinity` where a capacity is unlimited. */
export type BytesPerSecond = number

/** A share between 0 and 1. */
export type Share = number

/** 10^6 bytes: "MB" as the scenario file means it. */
export const MB = 1e6

/** 2^30 bytes. */
export const GIB = 1_073_741_824

/** Seconds of a day of 24 hours. */
export const DAY = 86_400
