/** One generator of the package, by its own file: the package's main file needs Node's crypto. */
declare module 'seedrandom/lib/alea.js' {
  function alea(seed: string): {
    /** In [0, 1), a multiple of 2^-53. */
    double(): number
  }
  export = alea
}
