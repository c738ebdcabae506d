export const connection = {
  connecting: 'Connecting to the program …',
  lost: 'The connection to the program was lost. Trying again …',
  lostAdvice: 'What is on screen stays. If the program was closed, start it again and open the address it prints.',
  retryNow: 'Try now',
};
