export const inspector = {
  name: 'Inspector',
  review: 'Review',
  layers: 'Layers',
  image: 'Image',
  resize: 'Width of the inspector',
};
