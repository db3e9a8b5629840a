/** Virtual time and chance. Knows no subject: the events are the caller's. */
export { type Distribution, lognormalFromMean, lognormalFromMedian, sample } from './distributions.ts'
export { EventList, NO_NOTICE, type Notice } from './event-list.ts'
export { isConstant, mean, scale } from './moments.ts'
export { exp, expm1, ln, ln1p, lnGamma, normalCdf, normalDensity, normalQuantile, pow } from './numeric.ts'
export { Chance, Key, type Uniforms } from './random.ts'
export { Simulation, type SimulationOptions } from './simulation.ts'
export { TraceRecorder } from './trace.ts'
