export const tools = {
  rail: 'Tools',
  look: 'Look',
  lookTip: 'drag to move the image',
  brush: 'Brush',
  brushTip: 'paint the chosen class',
  eraser: 'Eraser',
  eraserTip: 'take labels away: the pixels count as not labelled',
  size: 'Size',
  sizeValue: (diameter: number) => `${diameter} px`,
  classes: 'Class painted with',
};
