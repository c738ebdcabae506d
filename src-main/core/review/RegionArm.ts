/**
 * Why a region stands in the queue. `chosen`: by the strategy. `random`: drawn at random beside it, with the foreground drawn more
 * often, to measure the strategy against. `audit`: drawn among confident places, to find errors that nobody would be asked about.
 * `disagreement`: the model disagrees strongly with what an expert has confirmed. `contradiction`: two people labelled it differently.
 */
export const regionArms = ['chosen', 'random', 'audit', 'disagreement', 'contradiction'] as const;

/** Arms that ask about what is labelled already. */
export const disputeArms = ['disagreement', 'contradiction'] as const;

export type DisputeArm = (typeof disputeArms)[number];

export type RegionArm = (typeof regionArms)[number];
