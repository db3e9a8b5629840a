/**
 * Order within one instant (docs/model.md 1). Smaller ranks come first; handlers of `opens`, `dispatch`
 * and `begins` may schedule earlier ranks at the same time; sharing runs once, when the instant is complete.
 */
export const Rank = {
  transfersEnd: 1,
  losses: 2,
  repairs: 3,
  looks: 4,
  outcomes: 5,
  clocks: 6,
  opens: 7,
  dispatch: 8,
  begins: 9,
  /** Drills pick the busiest gateways "after arrivals". */
  drills: 10,
  share: 11,
} as const
