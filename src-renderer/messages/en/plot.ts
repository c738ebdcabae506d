export const plot = {
  empty: 'Nothing to draw yet.',
  latest: 'Latest',
  walk: 'Arrow keys left and right read the values.',
};
