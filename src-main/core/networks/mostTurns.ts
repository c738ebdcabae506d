/** Ways in which a square can be laid on itself: four quarter turns, each as it is and mirrored. */
export const mostTurns = 8;
