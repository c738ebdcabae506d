/** Stochastic passes of a member: more than the estimate of doubt gains from. */
export const mostPasses = 64;
