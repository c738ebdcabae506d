/** Names that the program itself gives: they are stored as the English words, and shown in the window's language. */
export const nameMessages = {
  modelNumber: ({ number }: { number: number }) => `Model ${number}`,
  starterModel: 'Starter',
  background: 'background',
  object: 'object',
  classNumber: ({ number }: { number: number }) => `class ${number}`,
  intensity: 'Intensity',
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
};
